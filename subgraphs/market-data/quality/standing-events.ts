import { AnomalyType, DataQualityStatus } from '#schema/generated/enums.js';
import type { InspectionContext, QualityEvent, RejectedBar } from './quality.js';

/** The types of events about rows as they were given, which the stored bars do not show. */
export const ABOUT_ROWS: readonly AnomalyType[] = [AnomalyType.DUPLICATE_BAR, AnomalyType.NON_POSITIVE_PRICE];

/**
 * What the stored events of a series add to its bars: rows that were rejected or given twice, and bars under quarantine.
 * What is resolved counts no more, but that a rejected row is why its session has no bar.
 */
export function knownOfRows(
  events: readonly QualityEvent[],
): Pick<InspectionContext, 'rejected' | 'duplicates' | 'heldOut'> {
  const rejected: RejectedBar[] = [];
  const duplicates: number[] = [];
  const heldOut: number[] = [];
  for (const { anomalyType, occurredAt, status, quarantined, bar, details } of events) {
    const timestamp = Date.parse(occurredAt);
    const isRejected = anomalyType === AnomalyType.NON_POSITIVE_PRICE && bar === null;
    const isResolved = status === DataQualityStatus.RESOLVED;
    if (quarantined || (isRejected && isResolved)) heldOut.push(timestamp);
    if (isResolved) continue;
    if (isRejected) rejected.push({ timestamp, ...prices(details) });
    if (anomalyType === AnomalyType.DUPLICATE_BAR) duplicates.push(timestamp);
  }
  return { rejected, duplicates, heldOut };
}

function prices(details: QualityEvent['details']): Omit<RejectedBar, 'timestamp'> {
  const given = (name: string) => (typeof details[name] === 'number' ? (details[name] as number) : 0);
  return {
    ...{ open: given('open'), high: given('high'), low: given('low'), close: given('close') },
    // Older events do not tell of it: it was no reason then.
    ...{ volume: given('volume'), adjustedClose: given('adjustedClose' in details ? 'adjustedClose' : 'close') },
  };
}
