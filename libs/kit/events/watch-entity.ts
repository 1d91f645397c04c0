import type { DomainEvent, EventBus, TopicPattern } from './event-bus.js';

export interface WatchOptions<T> {
  readonly bus: Pick<EventBus, 'listen'>;
  readonly patterns: readonly TopicPattern[];
  /** Whether an event is about what is watched. */
  readonly concerns: (event: DomainEvent) => boolean;
  /** The entity as it is now; null when it is gone, or no longer the viewer's: the stream then ends. */
  readonly load: () => Promise<T | null>;
  /** Whether this state is the last one. */
  readonly isLast: (entity: T) => boolean;
}

/**
 * The states of one entity, for a GraphQL subscription: the current one first, then one after each event that concerns
 * it, ending after the last. Events that come faster than the reader takes them are one state. It listens before it
 * loads, so that no change falls between; `return()` never waits for an event.
 */
export function watchEntity<T>(options: WatchOptions<T>): AsyncIterableIterator<T> {
  let changed = true;
  let ended = false;
  let wake: () => void = () => {};
  let unlisten: Promise<() => Promise<void>> | undefined;

  const end = async (): Promise<IteratorResult<T>> => {
    ended = true;
    wake();
    const stop = unlisten;
    unlisten = undefined;
    await (await stop)?.();
    return { done: true, value: undefined };
  };

  const next = async (): Promise<IteratorResult<T>> => {
    unlisten ??= options.bus.listen(options.patterns, (event) => {
      if (!options.concerns(event)) return;
      changed = true;
      wake();
    });
    await unlisten;
    while (!changed && !ended) await new Promise<void>((resolve) => (wake = resolve));
    if (ended) return { done: true, value: undefined };
    changed = false;
    const entity = await options.load();
    if (entity === null) return end();
    if (options.isLast(entity)) await end();
    return { done: false, value: entity };
  };

  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => (ended ? Promise.resolve({ done: true, value: undefined }) : next()),
    return: end,
  };
}
