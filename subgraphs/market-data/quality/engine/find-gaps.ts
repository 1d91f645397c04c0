import { AnomalyType } from '#schema/generated/enums.js';
import { countSessionsSince, eachMissingSession, startOfSession } from '../../bar/engine/missing-sessions.js';
import type { Finding, InspectedBars, InspectionContext } from '../quality.js';
import { type Sighting, scored } from './finding-collector.js';

/** The scale of a missing session, in sessions; longer gaps than GAP_COUNTED are not graver. */
const MISSING_SCALE = 4;
const GAP_COUNTED = 6;
/** How many sessions the last bar of a series that is kept up to date may be old. */
const ALLOWED_LATE = 3;
/** No more late sessions are counted than tell anything. */
const MOST_LATE = 1_000;

/**
 * MISSING_SESSION: one for each session (week, month) between two bars that has none. It is known by the bar that ends
 * the gap, hence judged with it. The n-th of a gap is n sessions over none, on a scale of four; n is counted to six.
 * Sessions whose bar is under quarantine or was rejected are missing for a known reason, and raise nothing more.
 *
 * @returns how many are missing in all
 */
export function findMissingSessions(
  { timestamps }: InspectedBars,
  { interval, assetClass, heldOut, rejected, judgeFrom }: InspectionContext,
  found: (sighting: Sighting) => void,
): number {
  const reasons = [...heldOut, ...rejected.map(({ timestamp }) => timestamp)];
  const known = new Set(reasons.map((time) => startOfSession(interval, time)));
  let missing = 0;
  const from = judgeFrom ?? Number.NEGATIVE_INFINITY;
  eachMissingSession(timestamps, interval, assetClass, (occurredAt, place, next) => {
    missing++;
    if (timestamps[next]! < from || known.has(occurredAt)) return;
    found({
      anomalyType: AnomalyType.MISSING_SESSION,
      index: null,
      occurredAt,
      excess: Math.min(place, GAP_COUNTED),
      scale: MISSING_SCALE,
      facts: { placeInGap: place, before: iso(timestamps[next - 1]!), after: iso(timestamps[next]!) },
    });
  });
  return missing;
}

/** Sessions that are over and have no bar yet; 0 for what nobody keeps up to date. */
export function sessionsLate(lastBarAt: number, { interval, assetClass, keptUntil }: Ageing): number {
  if (keptUntil === null) return 0;
  return countSessionsSince(lastBarAt, keptUntil, interval, assetClass, MOST_LATE);
}

/** What the age of a series depends on. */
export type Ageing = Pick<InspectionContext, 'interval' | 'assetClass' | 'keptUntil'>;

/**
 * STALE_DATA: the last bar of a series that is kept up to date is older than 3 sessions, which is also the scale. Null
 * when it is not.
 */
export function staleSighting(lastBarAt: number, ageing: Ageing): Sighting | null {
  const late = sessionsLate(lastBarAt, ageing);
  if (late <= ALLOWED_LATE) return null;
  return {
    anomalyType: AnomalyType.STALE_DATA,
    index: null,
    occurredAt: lastBarAt,
    excess: late - ALLOWED_LATE,
    scale: ALLOWED_LATE,
    facts: { sessionsLate: late, allowed: ALLOWED_LATE },
  };
}

/** The same as a finding, for whoever looks at nothing else. */
export function staleFinding(lastBarAt: number, ageing: Ageing): Finding | null {
  const sighting = staleSighting(lastBarAt, ageing);
  return sighting === null ? null : { ...scored(sighting), bar: null };
}

function iso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
