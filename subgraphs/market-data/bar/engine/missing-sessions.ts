import { type AssetClass, DataInterval } from '#schema/generated/enums.js';
import { isTradingSession } from './trading-sessions.js';

const DAY_MS = 86_400_000;
/** 1970-01-05, the first Monday of the epoch. */
const FIRST_MONDAY = 4 * DAY_MS;

/**
 * Told of one that is missing: when it began (midnight UTC of the day, of the week's Monday, of the month's first), its
 * place in its gap, from 1, and the index of the bar after the gap.
 */
export type OnMissing = (startMs: number, place: number, next: number) => void;

/**
 * Goes through the bars that are missing between the first one and the last one, in order.
 *
 * DAILY and intraday: sessions of the asset class's calendar on which there is no bar at all (so for intraday bars a
 * session with gaps is not missing). WEEKLY: weeks, from Monday, without a bar. MONTHLY: calendar months without one.
 * A gap is known by the bars at its two ends alone: bars after it change nothing.
 *
 * @param timestamps epoch milliseconds, increasing
 */
export function eachMissingSession(
  timestamps: Float64Array,
  interval: DataInterval,
  assetClass: AssetClass,
  found: OnMissing,
): void {
  if (timestamps.length === 0) return;
  const isExpected = expectation(interval, assetClass);
  let period = periodOf(interval, timestamps[0]!);
  for (let i = 1; i < timestamps.length; i++) {
    const next = periodOf(interval, timestamps[i]!);
    let place = 0;
    for (let between = period + 1; between < next; between++) {
      const start = startOfPeriod(interval, between);
      if (isExpected(start)) found(start, ++place, i);
    }
    period = next;
  }
}

/** On how many of the expected sessions (weeks, months) there is a bar. */
export function countPresentSessions(timestamps: Float64Array, interval: DataInterval, assetClass: AssetClass): number {
  const isExpected = expectation(interval, assetClass);
  let present = 0;
  let period = Number.NaN;
  for (const timestamp of timestamps) {
    const next = periodOf(interval, timestamp);
    if (next !== period && isExpected(startOfPeriod(interval, next))) present++;
    period = next;
  }
  return present;
}

/** Sessions (weeks, months) that are over at `now` and came after that of the last bar; counted up to `most`. */
export function countSessionsSince(
  lastBarAt: number,
  now: number,
  interval: DataInterval,
  assetClass: AssetClass,
  most: number,
): number {
  const isExpected = expectation(interval, assetClass);
  const current = periodOf(interval, now);
  let late = 0;
  for (let period = periodOf(interval, lastBarAt) + 1; period < current && late < most; period++) {
    if (isExpected(startOfPeriod(interval, period))) late++;
  }
  return late;
}

/** When the session (week, month) of a time began. */
export function startOfSession(interval: DataInterval, epochMs: number): number {
  return startOfPeriod(interval, periodOf(interval, epochMs));
}

function expectation(interval: DataInterval, assetClass: AssetClass): (startMs: number) => boolean {
  if (interval === DataInterval.WEEKLY || interval === DataInterval.MONTHLY) return () => true;
  return (start) => isTradingSession(assetClass, start);
}

/** The day, the week or the month of a time, numbered without gaps. */
function periodOf(interval: DataInterval, epochMs: number): number {
  if (interval === DataInterval.WEEKLY) return Math.floor((epochMs - FIRST_MONDAY) / (7 * DAY_MS));
  if (interval !== DataInterval.MONTHLY) return Math.floor(epochMs / DAY_MS);
  const date = new Date(epochMs);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function startOfPeriod(interval: DataInterval, period: number): number {
  if (interval === DataInterval.WEEKLY) return FIRST_MONDAY + period * 7 * DAY_MS;
  if (interval === DataInterval.MONTHLY) return Date.UTC(Math.floor(period / 12), period % 12, 1);
  return period * DAY_MS;
}
