import type { DomainEvent } from '#kit/events/event-bus.js';
import { newEvent } from '#kit/events/new-event.js';
import type { Clock } from '#kit/time/clock.js';
import type { NarrativeReport } from './narrative-report.js';

/** `narrative-report.completed` and its like. */
export function reportEvent(report: NarrativeReport, what: string, clock: Clock, requestId?: string): DomainEvent {
  return newEvent(
    {
      name: `narrative-report.${what}`,
      subject: { type: 'NarrativeReport', id: report.id },
      ownerId: report.requester.id,
      payload: { backtestId: report.backtestId },
      requestId,
    },
    clock,
  );
}
