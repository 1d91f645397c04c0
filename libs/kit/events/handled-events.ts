import {
  type DocumentCollection,
  type DocumentStore,
  DuplicateKey,
  type StoredDocument,
} from '#kit/documents/document-collection.js';
import type { Clock } from '#kit/time/clock.js';

interface HandledEvent extends StoredDocument {
  readonly consumer: string;
  /** ISO 8601. */
  readonly handledAt: string;
}

export interface HandledEventsLimits {
  /** How long an id is kept: longer than anything can be delivered again. 7 days. */
  readonly keepMs: number;
  /** How many ids a consumer keeps at most, the newest ones. 10,000. */
  readonly keepPerConsumer: number;
  /** After how many ids the old ones are looked for. 1,000. */
  readonly pruneEvery: number;
}

export const handledEventsDefaults: HandledEventsLimits = {
  keepMs: 7 * 86_400_000,
  keepPerConsumer: 10_000,
  pruneEvery: 1_000,
};

/** The ids that each durable consumer has handled (collection `handled-events`), bounded by age and by number. */
export class HandledEvents {
  #sincePrune = 0;

  private constructor(
    private readonly handled: DocumentCollection<HandledEvent>,
    private readonly clock: Clock,
    private readonly limits: HandledEventsLimits,
  ) {}

  static async open(
    documents: DocumentStore,
    clock: Clock,
    limits: Partial<HandledEventsLimits> = {},
  ): Promise<HandledEvents> {
    const handled = await documents.collection<HandledEvent>('handled-events', [{ fields: ['consumer', 'handledAt'] }]);
    return new HandledEvents(handled, clock, { ...handledEventsDefaults, ...limits });
  }

  async has(consumer: string, eventId: string): Promise<boolean> {
    return (await this.handled.findById(key(consumer, eventId))) !== null;
  }

  async add(consumer: string, eventId: string): Promise<void> {
    try {
      await this.handled.insert({ _id: key(consumer, eventId), consumer, handledAt: this.clock.now().toISOString() });
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
      return;
    }
    this.#sincePrune += 1;
    if (this.#sincePrune >= this.limits.pruneEvery) {
      this.#sincePrune = 0;
      await this.prune(consumer);
    }
  }

  /** Forgets what is too old, and what the consumer has beyond its number. */
  async prune(consumer: string): Promise<void> {
    const oldest = new Date(this.clock.now().getTime() - this.limits.keepMs).toISOString();
    await this.handled.delete({ consumer, handledAt: { $lt: oldest } });
    const newest = await this.handled.find(
      { consumer },
      { sort: [['handledAt', -1]], limit: this.limits.keepPerConsumer },
    );
    const last = newest.at(-1);
    // Ids of the same millisecond stay: a few more than the number are kept rather than one too few.
    if (last !== undefined && newest.length === this.limits.keepPerConsumer) {
      await this.handled.delete({ consumer, handledAt: { $lt: last.handledAt } });
    }
  }
}

function key(consumer: string, eventId: string): string {
  return `${consumer}/${eventId}`;
}
