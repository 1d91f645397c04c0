import { DataInterval } from '#schema/generated/enums.js';

const MS_PER_DAY = 86_400_000;
const SATURDAY = 6;
const SUNDAY = 0;
/** 1970-01-01 was a Thursday. */
const EPOCH_WEEKDAY = 4;
/** Exchanges hold a special session on a Saturday now and then: so few do not make a market that trades on weekends. */
const SPECIAL_SESSIONS = 0.02;

/**
 * N, the periods of a year that annualise the returns of days with bars: 12 for monthly and 52 for weekly bars; else 365
 * when the asset trades on weekends and 252 when it does not.
 *
 * @param days one timestamp (epoch ms) per calendar day that has a bar
 */
export function periodsPerYear(interval: DataInterval, days: Float64Array): number {
  if (interval === DataInterval.MONTHLY) return 12;
  if (interval === DataInterval.WEEKLY) return 52;
  let weekendDays = 0;
  for (const at of days) {
    const weekday = (Math.floor(at / MS_PER_DAY) + EPOCH_WEEKDAY) % 7;
    if (weekday === SATURDAY || weekday === SUNDAY) weekendDays++;
  }
  return weekendDays > SPECIAL_SESSIONS * days.length ? 365 : 252;
}
