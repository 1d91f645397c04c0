import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RollingSum } from './rolling-sum.js';

/** The rolling sum by twoSum alone, without the short way for values that are near each other. */
class PlainRollingSum {
  private sum = 0;
  private lost = 0;

  slide(entering: number, leaving: number): number {
    const [change, changeLost] = twoSum(entering, -leaving);
    const [next, nextLost] = twoSum(this.sum, change);
    this.sum = next;
    this.lost += changeLost + nextLost;
    return next + this.lost;
  }
}

function twoSum(a: number, b: number): [sum: number, lost: number] {
  const sum = a + b;
  const part = sum - a;
  return [sum, a - (sum - part) + (b - part)];
}

function sums(rolling: { slide(entering: number, leaving: number): number }, values: number[], period: number) {
  return values.map((value, i) => rolling.slide(value, values[i - period] ?? 0));
}

const prices = fc.double({ min: 90, max: 110, noNaN: true });
const anything = fc.double({ min: -1e150, max: 1e150, noNaN: true });

describe('the rolling sum', () => {
  it('has the same bits as by twoSum alone, of values near each other and far apart', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 5, arbitrary: prices }, anything), { maxLength: 60 }),
        fc.integer({ min: 1, max: 9 }),
        (values, period) => {
          expect(sums(new RollingSum(), values, period)).toEqual(sums(new PlainRollingSum(), values, period));
        },
      ),
      { seed: 20_261_122, numRuns: 1_000 },
    );
  });

  it('forgets a value that was larger than all others together', () => {
    const values = [0.1, 1e16, 0.1, 0.2, 0.3, 0.4];
    const [first, second, third] = sums(new RollingSum(), values, 2).slice(3);
    expect(first).toBeCloseTo(0.3, 14);
    expect(second).toBeCloseTo(0.5, 14);
    expect(third).toBeCloseTo(0.7, 14);
  });
});
