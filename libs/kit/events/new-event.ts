import { newId } from '#kit/ids/new-id.js';
import type { Clock } from '#kit/time/clock.js';
import type { DomainEvent } from './event-bus.js';
import { isEventName } from './topic-pattern.js';

/** An event says what happened and to what; whoever needs more asks the graph. */
export const MAX_EVENT_BYTES = 262_144;

export interface NewEvent {
  /** What happened, in the past tense: `backtest.completed`. */
  readonly name: string;
  readonly subject: { readonly type: string; readonly id: string };
  readonly ownerId: string;
  /** Plain JSON. */
  readonly payload?: Readonly<Record<string, unknown>>;
  readonly requestId?: string | undefined;
}

/** An event that happened now, with a new id (`evt_…`, which sorts by time). Throws RangeError as `assertEvent` does. */
export function newEvent(facts: NewEvent, clock: Clock): DomainEvent {
  const { name, subject, ownerId, payload = {}, requestId } = facts;
  const event: DomainEvent = {
    id: newId('evt'),
    name,
    occurredAt: clock.now().toISOString(),
    subject: { type: subject.type, id: subject.id },
    ownerId,
    ...(requestId === undefined ? {} : { requestId }),
    payload,
  };
  assertEvent(event);
  return event;
}

/** Throws RangeError for an event that no bus would carry: a wrong name, no id, or over 256 KiB as JSON. */
export function assertEvent(event: DomainEvent): void {
  if (!isEventName(event.name)) {
    throw new RangeError(
      `Expected an event name of dotted kebab-case words, such as "backtest.completed"; found "${event.name}".`,
    );
  }
  if (event.id === '') throw new RangeError(`The event ${event.name} has no id.`);
  const bytes = Buffer.byteLength(JSON.stringify(event));
  if (bytes > MAX_EVENT_BYTES) {
    throw new RangeError(
      `The event ${event.name} has ${bytes} bytes; at most ${MAX_EVENT_BYTES} are carried. Refer to data by its id.`,
    );
  }
}

/** Events with the same key are delivered in order. */
export function subjectKey(event: DomainEvent): string {
  return `${event.subject.type}/${event.subject.id}`;
}
