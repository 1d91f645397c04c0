import { DataInterval } from '#schema/generated/enums.js';

const DAY_MS = 86_400_000;
/** 1970-01-05 was a Monday. */
const FIRST_MONDAY = 4 * DAY_MS;

/** Intervals whose bars are dated by a day, and into which part of the calendar that falls. */
export const CALENDAR_PERIOD = {
  [DataInterval.DAILY]: 'day',
  [DataInterval.WEEKLY]: 'week',
  [DataInterval.MONTHLY]: 'month',
} as const satisfies Partial<Record<DataInterval, string>>;

export type CalendarInterval = keyof typeof CALENDAR_PERIOD;

export function isCalendarInterval(interval: DataInterval): interval is CalendarInterval {
  return interval in CALENDAR_PERIOD;
}

/**
 * How the bar of a moment is dated: daily ones at midnight UTC of their day, weekly ones of their Monday, monthly ones of
 * the first of their month; shorter ones at the moment itself. Epoch milliseconds.
 */
export function barDate(time: number, interval: DataInterval): number {
  if (!isCalendarInterval(interval)) return time;
  if (interval === DataInterval.MONTHLY) {
    const date = new Date(time);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  }
  const length = interval === DataInterval.WEEKLY ? 7 * DAY_MS : DAY_MS;
  const first = interval === DataInterval.WEEKLY ? FIRST_MONDAY : 0;
  return Math.floor((time - first) / length) * length + first;
}
