import { DataInterval } from '#schema/generated/enums.js';

const DAY_MS = 86_400_000;
/** 1970-01-05 was a Monday. */
const FIRST_MONDAY = 4 * DAY_MS;

/** When the interval of a moment began, as bars are dated: midnight UTC of the day, of Monday, or of the first of the month. */
export function periodStart(time: number, interval: DataInterval): number {
  const day = Math.floor(time / DAY_MS) * DAY_MS;
  if (interval === DataInterval.DAILY) return day;
  if (interval === DataInterval.WEEKLY)
    return day - ((((day - FIRST_MONDAY) % (7 * DAY_MS)) + 7 * DAY_MS) % (7 * DAY_MS));
  if (interval === DataInterval.MONTHLY)
    return Date.UTC(new Date(time).getUTCFullYear(), new Date(time).getUTCMonth(), 1);
  return time;
}
