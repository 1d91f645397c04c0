import { type AssetClass, DataInterval } from '#schema/generated/enums.js';
import { isTradingSession } from './trading-sessions.js';

const DAY_MS = 86_400_000;
/** 1970-01-05, the first Monday of the epoch. */
const FIRST_MONDAY = 4 * DAY_MS;

/**
 * How many bars are missing between the first bar and the last.
 *
 * DAILY and intraday: sessions of the asset class's calendar on which there is no bar at all (so for intraday bars a
 * session with gaps is not missing). WEEKLY: weeks, from Monday, without a bar. MONTHLY: calendar months without one.
 *
 * @param timestamps epoch milliseconds, increasing
 */
export function countMissingSessions(timestamps: Float64Array, interval: DataInterval, assetClass: AssetClass): number {
  if (timestamps.length === 0) return 0;
  if (interval === DataInterval.WEEKLY) return missingPeriods(timestamps, weekOf);
  if (interval === DataInterval.MONTHLY) return missingPeriods(timestamps, monthOf);
  return missingDays(timestamps, assetClass);
}

function missingDays(timestamps: Float64Array, assetClass: AssetClass): number {
  let missing = 0;
  let day = dayOf(timestamps[0]!);
  for (let i = 1; i < timestamps.length; i++) {
    const next = dayOf(timestamps[i]!);
    for (let between = day + DAY_MS; between < next; between += DAY_MS) {
      if (isTradingSession(assetClass, between)) missing++;
    }
    day = next;
  }
  return missing;
}

function missingPeriods(timestamps: Float64Array, periodOf: (epochMs: number) => number): number {
  let missing = 0;
  for (let i = 1; i < timestamps.length; i++) {
    missing += Math.max(0, periodOf(timestamps[i]!) - periodOf(timestamps[i - 1]!) - 1);
  }
  return missing;
}

function dayOf(epochMs: number): number {
  return Math.floor(epochMs / DAY_MS) * DAY_MS;
}

function weekOf(epochMs: number): number {
  return Math.floor((epochMs - FIRST_MONDAY) / (7 * DAY_MS));
}

function monthOf(epochMs: number): number {
  const date = new Date(epochMs);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}
