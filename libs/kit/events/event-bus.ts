/**
 * The event port. Durable consumers get every event at least once and keep the ids that they handled; listeners see
 * what happens while they listen. Adapters: in process (embedded) and RabbitMQ (distributed); one contract suite.
 */

/** Something that happened, in the past tense: `backtest.completed`. */
export interface DomainEvent {
  /** `evt_…`; a consumer handles an id once. */
  readonly id: string;
  /** Dotted, kebab-case words: the routing key. */
  readonly name: string;
  /** ISO 8601. */
  readonly occurredAt: string;
  /** The entity that it is about. */
  readonly subject: { readonly type: string; readonly id: string };
  /** Who owns the subject. */
  readonly ownerId: string;
  readonly requestId?: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Throws to have the event again later. */
export type EventHandler = (event: DomainEvent) => Promise<void>;

/** Topic patterns as AMQP has them: `*` is one word, `#` any number. */
export type TopicPattern = string;

export interface EventBus {
  /** Resolves once the event is safe: written by every durable consumer's side, or confirmed by the broker. */
  publish(event: DomainEvent): Promise<void>;
  /** A durable consumer, by its name: at least once, in order per subject, deduplicated by event id, dead-lettered after `maxAttempts`. */
  subscribe(consumer: string, patterns: readonly TopicPattern[], handler: EventHandler): Promise<void>;
  /** Every process that listens sees the event; nothing is kept for those who do not. For GraphQL subscriptions. */
  listen(patterns: readonly TopicPattern[], listener: (event: DomainEvent) => void): Promise<() => Promise<void>>;
  /** For events that need no outbox, such as progress: best effort, listeners only. */
  announce(event: DomainEvent): void;
  ping(): Promise<void>;
  /** Stops taking, waits for the handlers that run. */
  close(): Promise<void>;
}
