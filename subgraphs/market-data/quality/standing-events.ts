import { AnomalyType, DataQualityStatus } from '#schema/generated/enums.js';
import type { InspectionContext, QualityEvent, RejectedBar } from './quality.js';

/** The types of events about rows as they were given, which the stored bars do not show. */
export const ABOUT_ROWS: readonly AnomalyType[] = [AnomalyType.DUPLICATE_BAR, AnomalyType.NON_POSITIVE_PRICE];

/**
 * What the stored events of a series add to its bars: rows that were rejected or given twice, and bars under quarantine.
 * A duplicate that somebody has settled counts no more.
 */
export function knownOfRows(
  events: readonly QualityEvent[],
): Pick<InspectionContext, 'rejected' | 'duplicates' | 'heldOut'> {
  const rejected: RejectedBar[] = [];
  const duplicates: number[] = [];
  const heldOut: number[] = [];
  for (const { anomalyType, occurredAt, status, quarantined, bar, details } of events) {
    const timestamp = Date.parse(occurredAt);
    if (quarantined) heldOut.push(timestamp);
    if (anomalyType === AnomalyType.NON_POSITIVE_PRICE && bar === null)
      rejected.push({ timestamp, ...prices(details) });
    if (anomalyType === AnomalyType.DUPLICATE_BAR && status !== DataQualityStatus.RESOLVED) duplicates.push(timestamp);
  }
  return { rejected, duplicates, heldOut };
}

function prices(details: QualityEvent['details']): Omit<RejectedBar, 'timestamp'> {
  const given = (name: string) => (typeof details[name] === 'number' ? (details[name] as number) : 0);
  return {
    ...{ open: given('open'), high: given('high'), low: given('low'), close: given('close') },
    volume: given('volume'),
  };
}
