import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mean } from '../statistics/mean.js';
import { RollingSpread } from './rolling-spread.js';

/** By the definition, in two passes over the window. */
function plainSquares(window: readonly number[]): number {
  if (window.every((value) => value === window[0])) return 0;
  const centre = mean(window)!;
  return window.reduce((sum, value) => sum + (value - centre) ** 2, 0);
}

const calm = fc.double({ min: 99.999, max: 100.001, noNaN: true });
const wild = fc.double({ min: -1e12, max: 1e12, noNaN: true });

describe('the rolling spread', () => {
  it('is that of its window alone, however wild the values before it were', () => {
    fc.assert(
      fc.property(
        fc.array(wild, { maxLength: 12 }),
        fc.array(calm, { minLength: 9, maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        (before, after, period) => {
          const values = [...before, ...after];
          const spread = new RollingSpread(period);
          for (const [i, value] of values.entries()) {
            spread.add(value);
            if (i < before.length + period - 1) continue;
            const window = values.slice(i - period + 1, i + 1);
            const expected = plainSquares(window);
            // The two passes round as well: their mean is off by a unit in its last place, 1.4e-14.
            expect(Math.abs(spread.squares - expected)).toBeLessThanOrEqual(1e-13 * expected + 1e-26);
            expect(Math.abs(spread.mean - mean(window)!)).toBeLessThanOrEqual(1e-13);
          }
        },
      ),
      { seed: 20_261_122, numRuns: 300 },
    );
  });

  it('is exactly 0 in a flat window, and at its value', () => {
    const spread = new RollingSpread(4);
    for (const value of [1e9, 3, 0.7, 0.1, 0.1, 0.1]) spread.add(value);
    expect(spread.squares).toBeGreaterThan(0);
    spread.add(0.1);
    expect([spread.mean, spread.squares]).toEqual([0.1, 0]);
  });

  it('is never negative, not even where the squares are too small to be told apart', () => {
    const spread = new RollingSpread(5);
    for (const value of [1.8e-162, 2.4999999999999996e-162, 4e-163, 2.9999999999999996e-163, 4e-163]) spread.add(value);
    expect(spread.squares).toBe(0);
  });
});
