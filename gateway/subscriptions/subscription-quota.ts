import { DomainError } from '#kit/errors/domain-error.js';
import { ErrorCode } from '#schema/generated/enums.js';

/** Counts the subscriptions that each viewer has open: an idle stream costs memory here and in a subgraph. */
export class SubscriptionQuota {
  readonly #open = new Map<string, number>();

  constructor(readonly perViewer: number) {}

  /** Takes one place, or throws RATE_LIMITED. What it returns gives the place back, once. */
  take(viewerId: string): () => void {
    const open = this.#open.get(viewerId) ?? 0;
    if (open >= this.perViewer) {
      throw new DomainError(
        ErrorCode.RATE_LIMITED,
        `You have ${open} subscriptions open, which is the most allowed. End one before you start another.`,
        { limit: this.perViewer },
      );
    }
    this.#open.set(viewerId, open + 1);
    let taken = true;
    return () => {
      if (!taken) return;
      taken = false;
      const left = (this.#open.get(viewerId) ?? 1) - 1;
      if (left === 0) this.#open.delete(viewerId);
      else this.#open.set(viewerId, left);
    };
  }
}
