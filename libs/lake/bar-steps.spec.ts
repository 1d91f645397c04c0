import { describe, expect, it } from 'vitest';
import { importPlace, refusal } from '../../tests/support/import-place.js';
import { checkSteps } from './bar-steps.js';

const place = importPlace();
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const START = Date.UTC(2024, 0, 1);

function moments(step: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => START + i * step);
}

it.each([
  ['DAILY', MINUTE, 'only 1 minute apart. Give the interval ONE_MINUTE'],
  ['DAILY', 60 * MINUTE, 'only 60 minutes apart. Give the interval SIXTY_MINUTES'],
  ['FIVE_MINUTES', MINUTE, 'Give the interval ONE_MINUTE'],
  ['SIXTY_MINUTES', 15 * MINUTE, 'Give the interval FIFTEEN_MINUTES'],
  ['ONE_MINUTE', 5_000, 'only 5 seconds apart. No interval is so short'],
  ['WEEKLY', DAY, 'only 1 day apart. Give the interval DAILY'],
  ['MONTHLY', 7 * DAY, 'only 7 days apart. Give the interval WEEKLY'],
] as const)('refuses, as %s, what comes every %d ms', (interval, step, words) => {
  expect(() => checkSteps(moments(step, 600), interval, 'bars')).toThrow(words);
});

it.each([
  ['DAILY', DAY],
  ['WEEKLY', 7 * DAY],
  ['MONTHLY', 31 * DAY],
  ['FIVE_MINUTES', 5 * MINUTE - 900],
  ['ONE_MINUTE', 5 * MINUTE],
  ['DAILY', 31 * DAY],
] as const)('takes, as %s, what comes every %d ms', (interval, step) => {
  expect(() => checkSteps(moments(step, 50), interval, 'bars')).not.toThrow();
});

it('lets a few be too close, in any order, and the same moment come again', () => {
  const days = [...moments(DAY, 10)];
  expect(() => checkSteps(Float64Array.from([...days, ...days, ...days].reverse()), 'DAILY', 'bars')).not.toThrow();
  const some = [...days, ...days.slice(0, 8).map((day) => day + 8 * 60 * MINUTE)];
  expect(() => checkSteps(Float64Array.from(some), 'DAILY', 'bars')).not.toThrow();
  const all = days.flatMap((day) => [day, day + 8 * 60 * MINUTE]);
  expect(() => checkSteps(Float64Array.from(all), 'DAILY', 'bars')).toThrow('expected bars of the interval DAILY');
  expect(() => checkSteps(Float64Array.of(START), 'DAILY', 'bars')).not.toThrow();
});

describe('a file', () => {
  const csv = (step: number, count: number) =>
    `date,close\n${Array.from(moments(step, count), (time, i) => `${new Date(time).toISOString()},${i + 1}`).join('\n')}\n`;

  it.each([
    ['DAILY', MINUTE, 'ONE_MINUTE'],
    ['FIVE_MINUTES', MINUTE, 'ONE_MINUTE'],
    ['WEEKLY', DAY, 'DAILY'],
    ['MONTHLY', 7 * DAY, 'WEEKLY'],
  ] as const)('is refused, as %s, when its rows come every %d ms', async (interval, step, fitting) => {
    const symbol = `STEP${place.nextNumber()}`;
    const { message, details } = await refusal(place.load(csv(step, 1_000), { interval, symbol }));
    expect(message).toContain(`file: expected bars of the interval ${interval}`);
    expect(message).toContain(`Give the interval ${fitting}`);
    expect(details).toMatchObject({ medianStepSeconds: step / 1000, fitting });
    expect((await place.reader.currentSnapshot()).entry({ symbol, interval })).toBeNull();
  });

  it('is refused in any order, and in spite of rows that are rejected', async () => {
    const [head, ...rows] = csv(MINUTE, 1_000).trimEnd().split('\n');
    const text = [head, '2023-01-01T00:00:00Z,0', ...rows.toReversed()].join('\n');
    for (const interval of ['DAILY', 'FIVE_MINUTES'] as const) {
      expect((await refusal(place.load(text, { interval }))).message).toContain('Give the interval ONE_MINUTE');
    }
  });

  it('is taken when it says the same days three times, or a few days twice', async () => {
    const [head, ...rows] = csv(DAY, 20).trimEnd().split('\n');
    const thrice = await place.load([head, ...rows, ...rows, ...rows].join('\n'));
    expect([thrice.added, thrice.duplicates, thrice.duplicateTimestamps.length]).toEqual([20, 40, 40]);
    const evenings = rows.slice(0, 15).map((row) => row.replace('T00', 'T16'));
    expect(await place.load([head, ...rows, ...evenings].join('\n'))).toMatchObject({ added: 20, duplicates: 15 });
  });
});
