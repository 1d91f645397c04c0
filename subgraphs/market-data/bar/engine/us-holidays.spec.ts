import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '#kit/config/project-root.js';
import { isUsMarketHoliday } from './us-holidays.js';

const DAY_MS = 86_400_000;

function holidays(year: number): string[] {
  const found: string[] = [];
  for (let day = Date.UTC(year, 0, 1); day < Date.UTC(year + 1, 0, 1); day += DAY_MS) {
    const weekday = new Date(day).getUTCDay();
    if (weekday !== 0 && weekday !== 6 && isUsMarketHoliday(day)) found.push(new Date(day).toISOString().slice(5, 10));
  }
  return found;
}

describe('isUsMarketHoliday', () => {
  // The calendars that the New York Stock Exchange published for these years.
  it.each([
    [1997, ['01-01', '02-17', '03-28', '05-26', '07-04', '09-01', '11-27', '12-25']],
    [
      2001,
      [
        '01-01',
        '01-15',
        '02-19',
        '04-13',
        '05-28',
        '07-04',
        '09-03',
        '09-11',
        '09-12',
        '09-13',
        '09-14',
        '11-22',
        '12-25',
      ],
    ],
    [2011, ['01-17', '02-21', '04-22', '05-30', '07-04', '09-05', '11-24', '12-26']],
    [2015, ['01-01', '01-19', '02-16', '04-03', '05-25', '07-03', '09-07', '11-26', '12-25']],
    [2021, ['01-01', '01-18', '02-15', '04-02', '05-31', '07-05', '09-06', '11-25', '12-24']],
    [2022, ['01-17', '02-21', '04-15', '05-30', '06-20', '07-04', '09-05', '11-24', '12-26']],
    [2025, ['01-01', '01-09', '01-20', '02-17', '04-18', '05-26', '06-19', '07-04', '09-01', '11-27', '12-25']],
    [2026, ['01-01', '01-19', '02-16', '04-03', '05-25', '06-19', '07-03', '09-07', '11-26', '12-25']],
  ])('knows the closed weekdays of %i', (year, expected) => {
    expect(holidays(year)).toEqual(expected);
  });

  it('explains every weekday without a bar in twenty years of the S&P 500, and no day with one', () => {
    const lines = readFileSync(join(projectRoot(), 'samples', 'spx-daily.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1);
    const sessions = new Set(lines.map((line) => Date.parse(line.slice(0, 10))));
    const all = [...sessions];
    let closed = 0;
    for (let day = all[0]!; day <= all.at(-1)!; day += DAY_MS) {
      const weekday = new Date(day).getUTCDay();
      if (weekday === 0 || weekday === 6) continue;
      expect(isUsMarketHoliday(day), new Date(day).toISOString()).toBe(!sessions.has(day));
      if (!sessions.has(day)) closed++;
    }
    expect([sessions.size, closed]).toEqual([5105, 190]);
  });
});
