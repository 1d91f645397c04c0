const DAY_MS = 86_400_000;

/** Days on which the exchanges were closed without a rule: mourning, storms, attacks. New York Stock Exchange, from 1985 on. */
const SPECIAL_CLOSINGS = new Set(
  [
    '1985-09-27',
    '1994-04-27',
    '2001-09-11',
    '2001-09-12',
    '2001-09-13',
    '2001-09-14',
    '2004-06-11',
    '2007-01-02',
    '2012-10-29',
    '2012-10-30',
    '2018-12-05',
    '2025-01-09',
  ].map((day) => Date.parse(day)),
);

const holidaysByYear = new Map<number, ReadonlySet<number>>();

/**
 * Whether the US stock exchanges were closed on a weekday: by the holiday rules as they stood in that year, or by a
 * special closing. Complete from 1985 on; before it closings without a rule are not known here.
 *
 * @param day epoch milliseconds of midnight UTC
 * Source: New York Stock Exchange rule 7.2 and its list of holidays and special closings.
 */
export function isUsMarketHoliday(day: number): boolean {
  if (SPECIAL_CLOSINGS.has(day)) return true;
  const year = new Date(day).getUTCFullYear();
  let holidays = holidaysByYear.get(year);
  if (holidays === undefined) {
    holidays = new Set(holidaysOf(year));
    holidaysByYear.set(year, holidays);
  }
  return holidays.has(day);
}

function holidaysOf(year: number): number[] {
  const days = [
    newYear(year),
    nthWeekday(year, 2, 1, 3), // Washington's birthday
    easterSunday(year) - 2 * DAY_MS,
    lastMondayOfMay(year),
    observed(Date.UTC(year, 6, 4)),
    nthWeekday(year, 9, 1, 1), // Labour Day
    nthWeekday(year, 11, 4, 4), // Thanksgiving
    observed(Date.UTC(year, 11, 25)),
  ];
  if (year >= 1998) days.push(nthWeekday(year, 1, 1, 3)); // Martin Luther King
  if (year >= 2022) days.push(observed(Date.UTC(year, 5, 19))); // Juneteenth
  return days;
}

/** Moved to Monday from a Sunday; on a Saturday the Friday before, the last of a year, is a session all the same. */
function newYear(year: number): number {
  const day = Date.UTC(year, 0, 1);
  return weekday(day) === 0 ? day + DAY_MS : day;
}

/** Moved to Friday from a Saturday and to Monday from a Sunday. */
function observed(day: number): number {
  if (weekday(day) === 6) return day - DAY_MS;
  return weekday(day) === 0 ? day + DAY_MS : day;
}

/** @param month 1 to 12; @param day 0 is Sunday; @param n 1 is the first */
function nthWeekday(year: number, month: number, day: number, n: number): number {
  const first = Date.UTC(year, month - 1, 1);
  return first + (((day - weekday(first) + 7) % 7) + 7 * (n - 1)) * DAY_MS;
}

function lastMondayOfMay(year: number): number {
  const last = Date.UTC(year, 4, 31);
  return last - ((weekday(last) + 6) % 7) * DAY_MS;
}

/** Gregorian Easter by the anonymous algorithm. Source: Nature 13 (1876), p. 487; J. Meeus, Astronomical Algorithms, chapter 8. */
function easterSunday(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const l = (32 + 2 * e + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  return Date.UTC(year, month - 1, ((h + l - 7 * m + 114) % 31) + 1);
}

function weekday(day: number): number {
  return new Date(day).getUTCDay();
}
