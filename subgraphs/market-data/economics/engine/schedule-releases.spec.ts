import { describe, expect, it } from 'vitest';
import { isFederalHoliday } from './federal-holidays.js';
import { newYorkInstant } from './new-york-time.js';
import { scheduleReleases } from './schedule-releases.js';

const released = (name: string, from: string, to: string) =>
  scheduleReleases(Date.parse(from), Date.parse(to))
    .filter((release) => release.name === name)
    .map(({ releasedAt }) => new Date(releasedAt).toISOString());

describe('the rules give the days on which it was released', () => {
  // Published: the archive of news releases of the US Bureau of Labor Statistics.
  it.each([
    ['2001-10-05', '12:30'], // an ordinary Friday
    ['2003-01-10', '13:30'], // the rule's 3 January is too early
    ['2004-01-09', '13:30'],
    ['2006-04-07', '12:30'], // summer time since 2 April
    ['2010-01-08', '13:30'], // the rule's 1 January is a holiday and too early
    ['2015-04-03', '12:30'], // Good Friday is no federal holiday
    ['2015-07-02', '12:30'], // Independence Day kept on Friday
    ['2020-07-02', '12:30'],
    ['2023-11-03', '12:30'], // the last Friday of summer time
    ['2024-03-08', '13:30'], // the second Friday: the 12th was a Monday
    ['2025-01-10', '13:30'],
    ['2025-07-03', '12:30'],
  ])('Employment Situation, %s', (day, time) => {
    const month = `${day.slice(0, 8)}01`;
    const end = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).toISOString().slice(0, 10);
    expect(released('Employment Situation', month, end)).toEqual([`${day}T${time}:00.000Z`]);
  });

  it('weekly claims come on Thursdays, and on the day before a holiday', () => {
    const name = 'Unemployment Insurance Weekly Claims';
    expect(released(name, '2024-11-18', '2024-12-01').map((time) => time.slice(0, 10))).toEqual([
      '2024-11-21',
      '2024-11-27',
    ]);
    expect(released(name, '2024-07-01', '2024-07-05')).toEqual(['2024-07-03T12:30:00.000Z']);
    // Thursday 1 January 2026 is kept on the last day of the year before.
    expect(released(name, '2025-12-26', '2026-01-07')).toEqual(['2025-12-31T13:30:00.000Z']);
  });

  it('surveys of purchasing managers come on the first and the third business day', () => {
    expect(released('ISM Manufacturing PMI', '2024-09-01', '2024-09-30')).toEqual(['2024-09-03T14:00:00.000Z']);
    expect(released('ISM Services PMI', '2023-07-01', '2023-07-31')).toEqual(['2023-07-06T14:00:00.000Z']);
    expect(released('ISM Services PMI', '2024-11-01', '2024-11-30')).toEqual(['2024-11-05T15:00:00.000Z']);
  });

  it('nothing comes before its rule held', () => {
    expect(released('Money Stock Measures (H.6)', '2020-01-01', '2020-12-31')).toEqual([]);
    expect(scheduleReleases(Date.parse('1995-01-01'), Date.parse('1995-12-31'))).toEqual([]);
  });
});

it('federal holidays are those of the law', () => {
  const days = (year: number) => {
    const found: string[] = [];
    for (let day = Date.UTC(year, 0, 1); day < Date.UTC(year + 1, 0, 1); day += 86_400_000) {
      if (isFederalHoliday(day)) found.push(new Date(day).toISOString().slice(5, 10));
    }
    return found.join(' ');
  };
  // Source: US Office of Personnel Management, federal holidays by year.
  expect(days(2021)).toBe('01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31');
  expect(days(2024)).toBe('01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25');
  expect(days(2019)).toBe('01-01 01-21 02-18 05-27 07-04 09-02 10-14 11-11 11-28 12-25');
});

it.each([
  ['2024-03-08', '2024-03-08T13:30:00.000Z'],
  ['2024-03-10', '2024-03-10T12:30:00.000Z'],
  ['2024-11-02', '2024-11-02T12:30:00.000Z'],
  ['2024-11-03', '2024-11-03T13:30:00.000Z'],
  ['2005-03-20', '2005-03-20T13:30:00.000Z'], // summer time began in April until 2006
])('half past eight in New York on %s is %s', (day, instant) => {
  expect(new Date(newYorkInstant(Date.parse(day), 510)).toISOString()).toBe(instant);
});
