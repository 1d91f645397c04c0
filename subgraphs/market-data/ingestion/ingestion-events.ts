import type { DomainEvent } from '#kit/events/event-bus.js';
import { newEvent } from '#kit/events/new-event.js';
import type { Clock } from '#kit/time/clock.js';
import type { Ingestion } from './ingestion.js';

/** `bars.ingested`: the bars of an ingestion are in the lake, at the snapshot that the event names. */
export function barsIngested(ingestion: Ingestion, clock: Clock, requestId?: string): DomainEvent {
  const { symbols, interval, rowsWritten, snapshotId } = ingestion;
  return newEvent(
    {
      name: 'bars.ingested',
      subject: { type: 'Ingestion', id: ingestion.id },
      ownerId: ingestion.ownerId,
      requestId,
      payload: { symbols, interval, rowsWritten, snapshotId },
    },
    clock,
  );
}

/** What else happens to an ingestion; `ingestion.completed` is the end of one that wrote no bars. */
export function ingestionEvent(
  ingestion: Ingestion,
  what: 'requested' | 'started' | 'progressed' | 'completed' | 'failed' | 'cancelled',
  clock: Clock,
  requestId?: string,
): DomainEvent {
  const { id, ownerId, kinds, symbols, interval, failure } = ingestion;
  const payload = { kinds, symbols, interval, ...(failure === null ? {} : { failure }) };
  return newEvent(
    { name: `ingestion.${what}`, subject: { type: 'Ingestion', id }, ownerId, requestId, payload },
    clock,
  );
}
