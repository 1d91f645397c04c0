import type { ScheduledRelease } from '../economic-event.js';
import { isBusinessDay, isFederalHoliday, nthWeekday } from './federal-holidays.js';

const DAY_MS = 86_400_000;
const THURSDAY = 4;
const FRIDAY = 5;
const SATURDAY = 6;
const TUESDAY = 2;

/** A release that comes by rule. */
export interface ReleaseRule extends Omit<ScheduledRelease, 'releasedAt'> {
  /** The first day from which the rule is known to hold here; epoch milliseconds of midnight UTC. */
  readonly since: number;
  /** New York time, in minutes since midnight. */
  readonly minutes: number;
  /** The days of release in a month, as midnights UTC. @param month 1 to 12 */
  readonly days: (year: number, month: number) => readonly number[];
}

/**
 * The releases whose days follow from a rule. Those that follow from a yearly list alone (consumer prices, gross
 * domestic product, meetings of the Federal Reserve) are not here: a guess would look like a date.
 */
export const RELEASE_RULES: readonly ReleaseRule[] = [
  {
    name: 'Employment Situation',
    importance: 'HIGH',
    rule: 'US Bureau of Labor Statistics: the third Friday after the week with the 12th of the month before, 8:30 in New York; a week later when that is 1 to 3 January, the business day before when it is a federal holiday',
    seriesCodes: ['PAYROLLS', 'NONFARM_PAYROLL', 'UNEMPLOYMENT'],
    since: Date.UTC(2000, 0, 1),
    minutes: 8 * 60 + 30,
    days: (year, month) => {
      const reference = Date.UTC(year, month - 2, 12);
      const weekEnd = reference + (SATURDAY - new Date(reference).getUTCDay()) * DAY_MS;
      const third = weekEnd + (FRIDAY - SATURDAY + 21) * DAY_MS;
      const early = month === 1 && new Date(third).getUTCDate() <= 3;
      return [businessDayBefore(early ? third + 7 * DAY_MS : third)];
    },
  },
  {
    name: 'Unemployment Insurance Weekly Claims',
    importance: 'MEDIUM',
    rule: 'US Department of Labor: every Thursday, 8:30 in New York; the business day before when it is a federal holiday',
    seriesCodes: ['INITIAL_CLAIMS', 'JOBLESS_CLAIMS'],
    since: Date.UTC(2000, 0, 1),
    minutes: 8 * 60 + 30,
    days: (year, month) =>
      // A Thursday that begins the next month may be kept on the last day of this one.
      [...weekdaysOf(year, month, THURSDAY), ...weekdaysOf(year, month + 1, THURSDAY).slice(0, 1)]
        .map(businessDayBefore)
        .filter((day) => new Date(day).getUTCMonth() === month - 1),
  },
  {
    name: 'ISM Manufacturing PMI',
    importance: 'HIGH',
    rule: 'Institute for Supply Management: the first business day of the month, 10:00 in New York',
    seriesCodes: ['ISM_MANUFACTURING'],
    since: Date.UTC(2002, 0, 1),
    minutes: 10 * 60,
    days: (year, month) => [nthBusinessDay(year, month, 1)],
  },
  {
    name: 'ISM Services PMI',
    importance: 'MEDIUM',
    rule: 'Institute for Supply Management: the third business day of the month, 10:00 in New York',
    seriesCodes: ['ISM_SERVICES'],
    since: Date.UTC(2008, 0, 1),
    minutes: 10 * 60,
    days: (year, month) => [nthBusinessDay(year, month, 3)],
  },
  {
    name: 'Money Stock Measures (H.6)',
    importance: 'LOW',
    rule: 'Board of Governors of the Federal Reserve System: the fourth Tuesday of the month, 13:00 in New York',
    seriesCodes: ['M1'],
    since: Date.UTC(2021, 2, 1),
    minutes: 13 * 60,
    days: (year, month) => [nthWeekday(year, month, TUESDAY, 4)],
  },
];

function businessDayBefore(day: number): number {
  let found = day;
  while (isFederalHoliday(found) || [0, SATURDAY].includes(new Date(found).getUTCDay())) found -= DAY_MS;
  return found;
}

function nthBusinessDay(year: number, month: number, n: number): number {
  let day = Date.UTC(year, month - 1, 1);
  for (let left = n; ; day += DAY_MS) {
    if (isBusinessDay(day)) left -= 1;
    if (left === 0) return day;
  }
}

function weekdaysOf(year: number, month: number, weekday: number): number[] {
  const last = Date.UTC(year, month, 0);
  const days: number[] = [];
  for (let day = nthWeekday(year, month, weekday, 1); day <= last; day += 7 * DAY_MS) days.push(day);
  return days;
}
