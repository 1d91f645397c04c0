import type { DocumentStore } from '#kit/documents/document-collection.js';
import type { Logger } from '#kit/observability/logger.js';
import type { Clock } from '#kit/time/clock.js';
import { exponentialBackoffMs, Pauses, type Scheduler, timerScheduler } from '#kit/time/scheduler.js';
import { DeadLetters } from './dead-letters.js';
import type { DeliveryParts } from './delivery.js';
import { HandledEvents, type HandledEventsLimits } from './handled-events.js';

/** What both adapters of the event port are made of. */
export interface EventBusOptions {
  /** Where the durable consumers of this process keep what they have handled. */
  readonly documents: DocumentStore;
  readonly clock: Clock;
  readonly log: Logger;
  /** How often a handler may fail on an event before that is given up. 5. */
  readonly maxAttempts?: number;
  /** Milliseconds to wait after the n-th failed attempt. */
  readonly backoffMs?: (attempt: number) => number;
  readonly scheduler?: Scheduler;
  /** How many handlers of one consumer run at once, each on another subject. 16. */
  readonly concurrency?: number;
  readonly handledLimits?: Partial<HandledEventsLimits>;
  /** How long close() waits for the handlers that run. 10 s. */
  readonly drainTimeoutMs?: number;
}

export const busDefaults = { maxAttempts: 5, concurrency: 16, drainTimeoutMs: 10_000 } as const;

/** Opens the collections of the consumers' side. */
export async function openDeliveryParts(options: EventBusOptions): Promise<DeliveryParts> {
  const { documents, clock, log, maxAttempts = busDefaults.maxAttempts, backoffMs = exponentialBackoffMs } = options;
  if (!Number.isInteger(maxAttempts) || maxAttempts < 1)
    throw new RangeError(`Expected maxAttempts of at least 1, found ${maxAttempts}.`);
  return {
    handled: await HandledEvents.open(documents, clock, options.handledLimits),
    deadLetters: await DeadLetters.open(documents, clock),
    pauses: new Pauses(options.scheduler ?? timerScheduler),
    log,
    maxAttempts,
    backoffMs,
  };
}

/** A consumer's name is a part of ids and of queue names. */
export function assertConsumerName(consumer: string): void {
  if (!/^[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)*$/.test(consumer) || consumer.length > 100) {
    throw new RangeError(
      `Expected a consumer name of dotted kebab-case words, such as "trading.notifications"; found "${consumer}".`,
    );
  }
}

/** False when the time ran out first. */
export async function settlesWithin(work: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs);
  });
  try {
    return await Promise.race([work.then(() => true as const), late]);
  } finally {
    clearTimeout(timer);
  }
}
