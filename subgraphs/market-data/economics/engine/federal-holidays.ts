const DAY_MS = 86_400_000;

const MONDAY = 1;
const THURSDAY = 4;

/**
 * Whether the federal government of the US keeps a day as a holiday, on which its statisticians publish nothing. Not
 * the days of the stock exchanges: it works on Good Friday, and rests on Columbus Day and Veterans Day. From 1986 on.
 *
 * @param day epoch milliseconds of midnight UTC
 * Source: 5 U.S.C. 6103(a) and (b); Juneteenth by Public Law 117-17 of 17 June 2021.
 */
export function isFederalHoliday(day: number): boolean {
  const year = new Date(day).getUTCFullYear();
  // A New Year's Day on a Saturday is kept on the last day of the year before.
  return [...holidaysOf(year), observed(Date.UTC(year + 1, 0, 1))].includes(day);
}

/** Whether it is a weekday on which the federal government works. */
export function isBusinessDay(day: number): boolean {
  const weekday = new Date(day).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !isFederalHoliday(day);
}

function holidaysOf(year: number): number[] {
  const days = [
    observed(Date.UTC(year, 0, 1)),
    nthWeekday(year, 1, MONDAY, 3), // Martin Luther King
    nthWeekday(year, 2, MONDAY, 3), // Washington
    nthWeekday(year, 6, MONDAY, 1) - 7 * DAY_MS, // Memorial Day, the last Monday of May
    observed(Date.UTC(year, 6, 4)),
    nthWeekday(year, 9, MONDAY, 1), // Labor Day
    nthWeekday(year, 10, MONDAY, 2), // Columbus Day
    observed(Date.UTC(year, 10, 11)), // Veterans Day
    nthWeekday(year, 11, THURSDAY, 4), // Thanksgiving
    observed(Date.UTC(year, 11, 25)),
  ];
  return year >= 2021 ? [...days, observed(Date.UTC(year, 5, 19))] : days;
}

/** Kept on Friday when on a Saturday, on Monday when on a Sunday. */
function observed(day: number): number {
  const weekday = new Date(day).getUTCDay();
  if (weekday === 6) return day - DAY_MS;
  return weekday === 0 ? day + DAY_MS : day;
}

/** @param month 1 to 12; @param weekday 0 is Sunday; @param n 1 is the first */
export function nthWeekday(year: number, month: number, weekday: number, n: number): number {
  const first = Date.UTC(year, month - 1, 1);
  return first + (((weekday - new Date(first).getUTCDay() + 7) % 7) + 7 * (n - 1)) * DAY_MS;
}
