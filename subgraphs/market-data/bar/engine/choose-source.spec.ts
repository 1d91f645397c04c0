import { expect, it } from 'vitest';
import type { DataInterval } from '#schema/generated/enums.js';
import { chooseSource, INTERVALS, isIntraday } from './choose-source.js';

const DAY = 86_400_000;
const stored = (...intervals: [DataInterval, number, number][]) =>
  intervals.map(([interval, first, last]) => ({ interval, firstBarAt: first * DAY, lastBarAt: last * DAY }));

it.each<[string, DataInterval, [DataInterval, number, number][], DataInterval | null]>([
  ['nothing', 'WEEKLY', [], null],
  ['days for a week', 'WEEKLY', [['DAILY', 0, 100]], 'DAILY'],
  [
    'the finest of several',
    'SIXTY_MINUTES',
    [
      ['THIRTY_MINUTES', 0, 9],
      ['ONE_MINUTE', 0, 9],
      ['FIVE_MINUTES', 0, 9],
    ],
    'ONE_MINUTE',
  ],
  ['nothing for minutes of days', 'ONE_MINUTE', [['DAILY', 0, 100]], null],
  [
    'nothing for days of weeks',
    'DAILY',
    [
      ['WEEKLY', 0, 100],
      ['MONTHLY', 0, 100],
    ],
    null,
  ],
  ['no months of weeks', 'MONTHLY', [['WEEKLY', 0, 100]], null],
  [
    'days, not a month of minutes among twenty years of them',
    'WEEKLY',
    [
      ['DAILY', 0, 7_000],
      ['ONE_MINUTE', 6_970, 7_000],
    ],
    'DAILY',
  ],
  [
    'minutes that begin hours after the days do',
    'WEEKLY',
    [
      ['DAILY', 0, 7_000],
      ['ONE_MINUTE', 0.6, 7_000.8],
    ],
    'ONE_MINUTE',
  ],
  [
    'the longest when none reaches as far as all',
    'WEEKLY',
    [
      ['DAILY', 50, 7_000],
      ['ONE_MINUTE', 0, 60],
      ['SIXTY_MINUTES', 0, 90],
    ],
    'DAILY',
  ],
])('takes %s', (_, wanted, intervals, expected) => {
  expect(chooseSource(stored(...intervals), wanted)).toBe(expected);
});

it('knows the intervals from the finest to the coarsest', () => {
  expect(INTERVALS[0]).toBe('ONE_MINUTE');
  expect(INTERVALS.at(-1)).toBe('MONTHLY');
  expect(INTERVALS.filter(isIntraday)).toHaveLength(5);
});
