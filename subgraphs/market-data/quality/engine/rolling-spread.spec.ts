import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RollingSpread } from './rolling-spread.js';

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[half - 1]! + sorted[half]!) / 2;
}

describe('RollingSpread', () => {
  it('is the median and the MAD of the last values, whatever came before', () => {
    const value = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ min: -1e3, max: 1e3, noNaN: true }));
    fc.assert(
      fc.property(fc.constantFrom(2, 4, 6, 10), fc.array(value, { minLength: 10, maxLength: 60 }), (size, values) => {
        const spread = new RollingSpread(size);
        values.forEach((one, i) => {
          spread.push(one);
          expect(spread.isFull).toBe(i + 1 >= size);
          if (!spread.isFull) return;
          const last = values.slice(i + 1 - size, i + 1);
          const median = medianOf(last);
          expect(spread.median()).toBeCloseTo(median, 12);
          expect(spread.mad()).toBeCloseTo(medianOf(last.map((other) => Math.abs(other - median))), 9);
        });
      }),
      { seed: 60 },
    );
  });

  it('bears minus infinity as the smallest value, and loses it again', () => {
    const spread = new RollingSpread(4);
    for (const value of [Number.NEGATIVE_INFINITY, 1, 2, 4]) spread.push(value);
    expect([spread.median(), spread.mad()]).toEqual([1.5, 1.5]);
    for (const value of [8, 16, 32, 64]) spread.push(value);
    expect([spread.median(), spread.mad()]).toEqual([24, 12]);
  });

  it.each([0, 1, 3, 2.5])('refuses a window of %s', (size) => {
    expect(() => new RollingSpread(size)).toThrow(RangeError);
  });
});
