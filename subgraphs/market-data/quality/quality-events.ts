import type { DomainEvent } from '#kit/events/event-bus.js';
import { newEvent } from '#kit/events/new-event.js';
import { newId } from '#kit/ids/new-id.js';
import type { Clock } from '#kit/time/clock.js';
import type { SeriesKey } from '#lake/series-key.js';
import { DataQualityStatus } from '#schema/generated/enums.js';
import { describeFinding } from './engine/describe-finding.js';
import type { Finding, QualityEvent } from './quality.js';

/** What an ingestion or a check is known by in the events that it raises. */
export interface Raising {
  readonly ownerId: string;
  readonly ingestionId: string | null;
  readonly requestId?: string | undefined;
}

/** A finding as an event that nobody has seen yet. */
export function toQualityEvent(
  finding: Finding,
  { symbol, interval }: SeriesKey,
  by: Raising,
  clock: Clock,
): QualityEvent {
  const { anomalyType, occurredAt, score, severity, facts, bar } = finding;
  return {
    id: newId('dqe'),
    symbol,
    interval,
    occurredAt: new Date(occurredAt).toISOString(),
    detectedAt: clock.now().toISOString(),
    severity,
    anomalyType,
    score,
    message: describeFinding(finding, symbol),
    details: {
      ...facts,
      ...(bar === null ? {} : { bar: barDetails(bar) }),
      ...(by.ingestionId === null ? {} : { ingestionId: by.ingestionId }),
    },
    status: DataQualityStatus.OPEN,
    acknowledgedBy: null,
    acknowledgedAt: null,
    resolvedBy: null,
    resolvedAt: null,
    resolution: null,
    quarantined: false,
    bar,
    removalPending: false,
  };
}

function barDetails({ timestamp: _, ...prices }: NonNullable<Finding['bar']>): Record<string, number> {
  return prices;
}

export const EVENT_RAISED = 'data-quality.event-raised';

/** `data-quality.event-raised`: with all that a notification says of it. */
export function qualityEventRaised(event: QualityEvent, by: Raising, clock: Clock): DomainEvent {
  const { id, symbol, interval, anomalyType, severity, score, occurredAt, message } = event;
  const payload = { symbol, interval, anomalyType, severity, score, occurredAt, message };
  const subject = { type: 'DataQualityEvent', id };
  return newEvent({ name: EVENT_RAISED, subject, ownerId: by.ownerId, requestId: by.requestId, payload }, clock);
}

/** `data-quality.event-acknowledged` and `data-quality.event-resolved`; the owner is who did it. */
export function qualityEventMoved(
  { id, symbol, interval, anomalyType, severity, occurredAt }: QualityEvent,
  what: 'acknowledged' | 'resolved',
  by: { readonly viewerId: string; readonly requestId?: string | undefined; readonly quarantined?: boolean },
  clock: Clock,
): DomainEvent {
  const { viewerId: ownerId, requestId, quarantined } = by;
  const payload = {
    symbol,
    interval,
    anomalyType,
    severity,
    occurredAt,
    ...(quarantined === undefined ? {} : { quarantined }),
  };
  const subject = { type: 'DataQualityEvent', id };
  return newEvent({ name: `data-quality.event-${what}`, subject, ownerId, requestId, payload }, clock);
}
