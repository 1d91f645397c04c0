import { describe, expect, it } from 'vitest';
import { readNumbers } from './read-numbers.js';

/** Kind, value and resolution of each number. */
const read = (text: string) => readNumbers(text).map(({ kind, value, resolution }) => [kind, value, resolution]);

describe('readNumbers', () => {
  it.each<[string, unknown[]]>([
    ['12.3 %', [['percent', 12.3, 0.1]]],
    ['12%', [['percent', 12, 1]]],
    ['five per cent', [['percent', 5, 1]]],
    ['3.5 percentage points', [['points', 3.5, 0.1]]],
    [
      '25 basis points, or 25bps',
      [
        ['basisPoints', 25, 1],
        ['basisPoints', 25, 1],
      ],
    ],
    ['$1,234.50', [['money', 1234.5, 0.1 ** 2]]],
    [
      '-$1,234 and $-7',
      [
        ['money', -1234, 1],
        ['money', -7, 1],
      ],
    ],
    ['$1.2 million', [['money', 1_200_000, 100_000]]],
    [
      '$3k, 4 thousand dollars',
      [
        ['money', 3000, 1000],
        ['money', 4000, 1000],
      ],
    ],
    [
      '€5 and 6 euros',
      [
        ['foreign', 5, 1],
        ['foreign', 6, 1],
      ],
    ],
    [
      '1.8x, 2 times, 3-fold, twice',
      [
        ['times', 1.8, 0.1],
        ['times', 2, 1],
        ['times', 3, 1],
        ['times', 2, 0.1],
      ],
    ],
    [
      '4.2 years and 200-day',
      [
        ['duration', 4.2, 0.1],
        ['duration', 200, 1],
      ],
    ],
    [
      '−0.65, –0.65 and minus four',
      [
        ['plain', -0.65, 0.01],
        ['plain', -0.65, 0.01],
        ['plain', -4, 1],
      ],
    ],
    [
      'thirty-four, two hundred and five',
      [
        ['plain', 34, 1],
        ['plain', 205, 1],
      ],
    ],
    [
      'a dozen, a hundred',
      [
        ['plain', 12, 1],
        ['plain', 100, 1],
      ],
    ],
    [
      'half, two thirds',
      [
        ['percent', 50, 5],
        ['percent', 200 / 3, 5],
      ],
    ],
    [
      '50-200',
      [
        ['plain', 50, 1],
        ['plain', 200, 1],
      ],
    ],
    ['1. The 1st of the second half, at one-way cost, by GPT4', []],
    [
      '.5 and 5.',
      [
        ['plain', 0.5, 0.1],
        ['plain', 5, 1],
      ],
    ],
  ])('%s', (text, expected) => {
    const numbers = read(text);
    expect(numbers.map(([kind, value]) => [kind, value])).toEqual(
      expected.map((one) => (one as unknown[]).slice(0, 2)),
    );
    for (const [i, [, , resolution]] of numbers.entries()) {
      expect(resolution).toBeCloseTo((expected[i] as number[])[2] ?? 0, 12);
    }
  });

  it.each([
    ['2000-01-03', { year: 2000, month: 1, day: 3 }],
    ['January 3, 2000', { year: 2000, month: 1, day: 3 }],
    ['3rd Jan. 2000', { year: 2000, month: 1, day: 3 }],
    ['Sept 2008', { year: 2008, month: 9 }],
    ['2008-09', { year: 2008, month: 9 }],
  ])('the date %s', (text, date) => {
    expect(readNumbers(text).map((number) => number.date)).toEqual([date]);
  });

  it('takes four digits for a number that may be a year', () => {
    expect(readNumbers('in 2008')[0]).toMatchObject({ kind: 'plain', value: 2008, yearLike: true });
    expect(readNumbers('$2008')[0]?.yearLike).toBeUndefined();
    expect(readNumbers('2,008')[0]?.yearLike).toBeFalsy();
  });
});
