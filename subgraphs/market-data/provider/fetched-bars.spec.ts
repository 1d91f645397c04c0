import { expect, it } from 'vitest';
import { type GivenRow, toFetchedBars } from './fetched-bars.js';

const NOW = Date.UTC(2024, 2, 15);
const row = (changes: Partial<GivenRow>): GivenRow => ({
  dated: '2024-03-14',
  time: Date.UTC(2024, 2, 14),
  ...{ open: 10, high: 11, low: 9, close: 10, volume: 100, adjustedClose: 10 },
  ...changes,
});
const fetched = (rows: readonly GivenRow[]) =>
  toFetchedBars('vendor', rows, { from: null, to: null }, { isAdjusted: true, now: NOW });

it.each([
  ['a date to come', { dated: '2034-03-14', time: Date.UTC(2034, 2, 14) }, 'the date 2034-03-14'],
  ['a day that there is not', { dated: '2024-02-31', time: Number.NaN }, 'the date 2024-02-31'],
  ['a negative volume', { volume: -5 }, 'the volume -5 on 2024-03-14'],
  ['a volume beyond all trade', { volume: 1e19 }, 'the volume 10000000000000000000 on 2024-03-14'],
  ['a price beyond all trade', { high: 1e300 }, 'the prices 10, 1e+300, 9, 10, 10 on 2024-03-14'],
  ['an adjustment beyond all splits', { adjustedClose: 1e-10 }, 'the prices 10, 11, 9, 10, 1e-10 on 2024-03-14'],
])('leaves out a row with %s, and tells of it', (_, changes, first) => {
  const good = row({ time: Date.UTC(2024, 2, 13) });
  expect(fetched([good, row(changes)])).toMatchObject({
    bars: { timestamps: Float64Array.of(good.time) },
    refused: { count: 1, first },
  });
  expect(() => fetched([row(changes)])).toThrow(first);
});

it('leaves prices of 0 to whoever takes bars in, and gives them in the order of time', () => {
  const rows = [row({ close: 0, adjustedClose: 0 }), row({ time: Date.UTC(2024, 2, 13) })];
  expect(fetched(rows)?.bars.close).toEqual(Float64Array.of(10, 0));
});
