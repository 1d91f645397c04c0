import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BarColumns } from '#lake/bar-columns.js';
import { bringAlong, compareAdjustment, keepAdjustment, within } from './adjustment.js';

/** Bars at these times, each with its close and its factor. */
function bars(...rows: readonly (readonly [time: number, close: number, factor: number])[]): BarColumns {
  const close = Float64Array.from(rows, ([, price]) => price);
  const volume = Float64Array.from(rows, ([time]) => time);
  const adjustedClose = Float64Array.from(rows, ([, price, factor]) => price * factor);
  const timestamps = Float64Array.from(rows, ([time]) => time);
  return { timestamps, open: close, high: close, low: close, close, volume, adjustedClose };
}
const factors = ({ adjustedClose, close }: BarColumns) => Array.from(adjustedClose, (price, i) => price / close[i]!);

describe('compareAdjustment', () => {
  const stored = bars([1, 100, 0.5], [2, 90, 0.5], [3, 80, 1]);

  it.each([
    ['NOTHING_IN_COMMON', bars([4, 80, 0.2])],
    ['SAME_BASIS', bars([0, 10, 0.1], [3, 81, 1], [4, 82, 1])],
    ['READJUSTED', bars([2, 90, 0.5], [3, 80, 0.97], [4, 80, 1])],
    ['READJUSTED', bars([1, 100, 0.485])],
  ])('finds %s', (comparison, found) => {
    expect(compareAdjustment(stored, found)).toBe(comparison);
  });

  it('takes no notice of rounding, nor of a price of 0', () => {
    expect(compareAdjustment(stored, bars([2, 90, 0.500_04]))).toBe('SAME_BASIS');
    expect(compareAdjustment(stored, bars([2, 90, 0.500_06]))).toBe('READJUSTED');
    expect(compareAdjustment(stored, bars([2, 0, 1], [3, 80, 0]))).toBe('NOTHING_IN_COMMON');
  });
});

describe('keepAdjustment', () => {
  it('gives each bar the factor of the last stored one that is not later', () => {
    const stored = bars([2, 100, 0.25], [4, 100, 0.5]);
    const kept = keepAdjustment(stored, bars([1, 80, 1], [2, 80, 1], [3, 80, 1], [4, 80, 1], [9, 80, 1]));
    expect(factors(kept)).toEqual([0.25, 0.25, 0.25, 0.5, 0.5]);
    expect(kept.close).toEqual(new Float64Array(5).fill(80));
  });

  it('leaves bars as they are where none is stored', () => {
    const found = bars([1, 80, 1]);
    expect(keepAdjustment(bars(), found)).toBe(found);
  });
});

describe('bringAlong', () => {
  it('changes what the answer lacks as the common bar before it has changed, or the first one', () => {
    const stored = bars([1, 100, 0.5], [2, 90, 0.5], [4, 80, 1], [5, 70, 1]);
    const found = bars([2, 90, 0.25], [4, 80, 0.8], [6, 60, 1]);
    const all = bringAlong(stored, found);
    expect(Array.from(all.timestamps)).toEqual([1, 2, 4, 5, 6]);
    expect(factors(all)).toEqual([0.25, 0.25, 0.8, 0.8, 1]);
    expect(all.close).toEqual(Float64Array.of(100, 90, 80, 70, 60));
    expect(all.volume).toEqual(all.timestamps);
  });

  it('leaves the answer as it is where that has all, or where nothing is in common', () => {
    const found = bars([1, 10, 0.5], [2, 10, 1]);
    expect(bringAlong(bars([1, 10, 1]), found)).toBe(found);
    expect(bringAlong(bars([3, 10, 1]), found)).toBe(found);
  });

  it('brings a whole history on the basis of the answer, whatever part of it that has', () => {
    const part = fc.uniqueArray(fc.integer({ min: 0, max: 29 }), { minLength: 1 });
    fc.assert(
      fc.property(part, fc.double({ min: 0.01, max: 10, noNaN: true }), (places, by) => {
        const history = (scale: number) =>
          Array.from({ length: 30 }, (_, i) => [i, 100 + i, (i < 10 ? 0.5 : 1) * scale] as const);
        const found = bars(...history(by).filter(([time]) => places.includes(time)));
        const all = bringAlong(bars(...history(1)), found);
        expect(Array.from(all.timestamps)).toEqual(history(1).map(([time]) => time));
        const expected = bars(...history(by)).adjustedClose;
        for (const [i, price] of all.adjustedClose.entries()) expect(price).toBeCloseTo(expected[i]!, 8);
      }),
      { seed: 11 },
    );
  });
});

it('within keeps both ends', () => {
  const all = bars([1, 1, 1], [2, 2, 1], [3, 3, 1]);
  expect(within(all, null, null)).toBe(all);
  expect(Array.from(within(all, 2, 3).close)).toEqual([2, 3]);
  expect(Array.from(within(all, null, 1).timestamps)).toEqual([1]);
  expect(within(all, 9, null).close.length).toBe(0);
});
