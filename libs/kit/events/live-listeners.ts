import type { Logger } from '#kit/observability/logger.js';
import type { DomainEvent } from './event-bus.js';
import { assertTopicPatterns, matchesAnyTopic } from './topic-pattern.js';

export type Listener = (event: DomainEvent) => void;

/** Who listens in this process. A listener that throws is logged and does not disturb the others. */
export class LiveListeners {
  readonly #listeners = new Map<Listener, readonly string[]>();

  constructor(private readonly log: Logger) {}

  /** The function that is given back removes it. */
  add(patterns: readonly string[], listener: Listener): () => void {
    assertTopicPatterns(patterns);
    const own: Listener = (event) => listener(event);
    this.#listeners.set(own, [...patterns]);
    return () => void this.#listeners.delete(own);
  }

  tell(event: DomainEvent): void {
    for (const [listener, patterns] of this.#listeners) {
      if (!matchesAnyTopic(patterns, event.name)) continue;
      try {
        listener(event);
      } catch (error) {
        this.log.error({ event: event.id, name: event.name, err: error }, 'an event listener failed');
      }
    }
  }

  clear(): void {
    this.#listeners.clear();
  }
}
