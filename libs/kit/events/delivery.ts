import type { Logger } from '#kit/observability/logger.js';
import type { Pauses } from '#kit/time/scheduler.js';
import type { DeadLetters } from './dead-letters.js';
import type { DomainEvent, EventHandler } from './event-bus.js';
import type { HandledEvents } from './handled-events.js';

export interface DeliveryParts {
  readonly handled: HandledEvents;
  readonly deadLetters: DeadLetters;
  readonly pauses: Pauses;
  readonly log: Logger;
  readonly maxAttempts: number;
  /** Milliseconds to wait after the n-th failed attempt. */
  readonly backoffMs: (attempt: number) => number;
}

export interface Attempts {
  /** How many were begun before: by a process that ended without an answer. */
  readonly begun: number;
  /** Told before the n-th attempt; may store it. */
  readonly begins: (attempt: number) => Promise<void>;
}

/** HANDLED: done, or done before. DEAD: given up, a dead letter is stored. STOPPED: the bus is closing; somebody has to deliver it again. */
export type DeliveryOutcome = 'HANDLED' | 'DEAD' | 'STOPPED';

/** One durable consumer's way with one event: once if it was not handled yet, again after a failure, given up in the end. */
export class Delivery {
  constructor(
    private readonly consumer: string,
    private readonly handler: EventHandler,
    private readonly parts: DeliveryParts,
  ) {}

  async deliver(event: DomainEvent, attempts: Attempts): Promise<DeliveryOutcome> {
    const { handled, deadLetters, pauses, maxAttempts, backoffMs, log } = this.parts;
    const about = { consumer: this.consumer, event: event.id, name: event.name, requestId: event.requestId };
    if (pauses.isCut) return 'STOPPED';
    let seen = false;
    const looked = await this.untilStored(async () => {
      seen = await handled.has(this.consumer, event.id);
    });
    if (!looked) return 'STOPPED';
    if (seen) return 'HANDLED';

    let failure: unknown = new Error('The process ended during every attempt to handle the event.');
    for (let attempt = attempts.begun + 1; attempt <= maxAttempts; attempt++) {
      if (!(await this.untilStored(() => attempts.begins(attempt)))) return 'STOPPED';
      try {
        await this.handler(event);
        return (await this.untilStored(() => handled.add(this.consumer, event.id))) ? 'HANDLED' : 'STOPPED';
      } catch (error) {
        failure = error;
        log.warn({ ...about, attempt, maxAttempts, err: error }, 'an event handler failed');
      }
      if (attempt < maxAttempts && !(await pauses.wait(backoffMs(attempt)))) return 'STOPPED';
    }
    if (!(await this.untilStored(() => deadLetters.add(this.consumer, event, maxAttempts, failure)))) return 'STOPPED';
    log.error({ ...about, maxAttempts, err: failure }, 'an event was given up as a dead letter');
    return 'DEAD';
  }

  /** A store that is away for a while must not use up the attempts of an event; false when the bus closed first. */
  async untilStored(write: () => Promise<unknown>): Promise<boolean> {
    for (let attempt = 1; ; attempt++) {
      try {
        await write();
        return true;
      } catch (error) {
        this.parts.log.error({ consumer: this.consumer, attempt, err: error }, 'the event bus cannot reach its store');
        if (!(await this.parts.pauses.wait(this.parts.backoffMs(attempt)))) return false;
      }
    }
  }
}
