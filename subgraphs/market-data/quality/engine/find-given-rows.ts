import { AnomalyType } from '#schema/generated/enums.js';
import { indexAt } from '../../bar/engine/bar-at.js';
import type { InspectionContext } from '../quality.js';
import { nonPositive } from './find-broken-bars.js';
import type { Sighting } from './finding-collector.js';

/** The scale of a duplicate: four times too many. */
const DUPLICATE_SCALE = 4;

/**
 * What is wrong with the rows as they were given, and can no longer be seen in the bars.
 *
 * DUPLICATE_BAR: one for each time that was given more than once; its excess is how often beyond once, on a scale of
 * four. NON_POSITIVE_PRICE: one for each time at which a row was rejected; of several the last one.
 *
 * @returns how many of the rejected rows have no bar at their time, an older one or a better one
 */
export function findGivenRows(
  timestamps: Float64Array,
  { rejected, duplicates }: InspectionContext,
  found: (sighting: Sighting) => void,
): number {
  const extra = new Map<number, number>();
  for (const time of duplicates) extra.set(time, (extra.get(time) ?? 0) + 1);
  for (const [occurredAt, excess] of extra) {
    found({
      anomalyType: AnomalyType.DUPLICATE_BAR,
      index: indexAt(timestamps, occurredAt),
      occurredAt,
      excess,
      scale: DUPLICATE_SCALE,
      facts: { times: excess + 1 },
    });
  }
  let lost = 0;
  const rows = new Map(rejected.map((row) => [row.timestamp, row]));
  for (const [occurredAt, row] of rows) {
    const verdict = nonPositive(row);
    const facts = Number.isFinite(row.volume) ? { ...verdict.facts, volume: row.volume } : verdict.facts;
    found({ ...verdict, index: null, occurredAt, facts });
    if (indexAt(timestamps, occurredAt) === null) lost++;
  }
  return lost;
}
