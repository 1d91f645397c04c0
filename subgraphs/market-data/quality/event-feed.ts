import type { DomainEvent, EventBus } from '#kit/events/event-bus.js';

export interface EventFeedOptions<T> {
  readonly bus: Pick<EventBus, 'listen'>;
  readonly patterns: readonly string[];
  /** Whether an event is wanted. */
  readonly concerns: (event: DomainEvent) => boolean;
  /** What is told of it, as it is now; null for nothing. */
  readonly load: (event: DomainEvent) => Promise<T | null>;
  /** How many events may wait for the reader; of more the oldest are let go. */
  readonly capacity: number;
}

/**
 * What happens from now on, one thing after the other, for a GraphQL subscription. It listens before it resolves, so
 * that nothing is missed after the answer; `return()` never waits for an event.
 */
export async function eventFeed<T>(options: EventFeedOptions<T>): Promise<AsyncIterableIterator<T>> {
  const waiting: DomainEvent[] = [];
  let ended = false;
  let wake: () => void = () => {};
  const unlisten = await options.bus.listen(options.patterns, (event) => {
    if (ended || !options.concerns(event)) return;
    waiting.push(event);
    if (waiting.length > options.capacity) waiting.shift();
    wake();
  });

  const next = async (): Promise<IteratorResult<T>> => {
    while (!ended) {
      const event = waiting.shift();
      if (event === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      const value = await options.load(event);
      if (value !== null && !ended) return { done: false, value };
    }
    return { done: true, value: undefined };
  };

  const feed: AsyncIterableIterator<T> = {
    [Symbol.asyncIterator]: () => feed,
    next,
    async return() {
      if (!ended) {
        ended = true;
        wake();
        await unlisten();
      }
      return { done: true, value: undefined };
    },
  };
  return feed;
}
