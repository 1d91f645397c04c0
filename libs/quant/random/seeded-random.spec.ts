import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from './seeded-random.js';

const take = (count: number, next: () => number) => Array.from({ length: count }, next);

describe('SeededRandom', () => {
  it('gives the numbers of the reference implementation, xoshiro128starstar.c 1.1, from the state 1, 2, 3, 4', () => {
    const random = new SeededRandom([1, 2, 3, 4]);
    expect(take(10, () => random.nextWord())).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  // From the same algorithm in C with 32-bit unsigned integers, seeded by splitmix32 (gcc 12).
  it.each([
    [0, [3809008728, 1133695204, 53579671, 2891528803, 139681546, 2203266335]],
    [42, [2837322924, 544945897, 479756282, 3500138142, 339756180, 113173290]],
    [4294967295, [835879718, 1921286648, 2356205009, 1885780724, 980451116, 1053911718]],
  ])('begins as in C from the seed %i', (seed, words) => {
    const random = SeededRandom.from(seed);
    expect(take(6, () => random.nextWord())).toEqual(words);
  });

  it('makes fractions of 53 bits', () => {
    const random = SeededRandom.from(42);
    expect(take(3, () => random.nextFraction())).toEqual([
      0.66061572080016207, 0.11170196395322241, 0.079105645614491404,
    ]);
  });

  it('stays below its bound, and reaches every value about equally often', () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.integer({ min: 1, max: 2 ** 32 }), (seed, bound) => {
        const drawn = SeededRandom.from(seed).nextBelow(bound);
        expect(Number.isInteger(drawn) && drawn >= 0 && drawn < bound).toBe(true);
      }),
      { seed: 7, numRuns: 300 },
    );
    const random = SeededRandom.from(1);
    const counts = new Uint32Array(7);
    for (let i = 0; i < 70_000; i++) counts[random.nextBelow(7)]! += 1;
    // χ² with 6 degrees of freedom: above 22.5 once in a thousand seeds.
    expect(counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(22.5);
  });

  it('draws from the normal distribution: mean 0, variance 1, no skew, kurtosis 3', () => {
    const random = SeededRandom.from(9);
    const draws = take(100_000, () => random.nextNormal());
    const moment = (power: number) => draws.reduce((sum, x) => sum + x ** power, 0) / draws.length;
    expect(Math.abs(moment(1))).toBeLessThan(0.01);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.02);
    expect(Math.abs(moment(3))).toBeLessThan(0.04);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.1);
  });

  it('refuses what is no seed, no state and no bound', () => {
    for (const seed of [-1, 0.5, 2 ** 32, Number.NaN]) expect(() => SeededRandom.from(seed)).toThrow(RangeError);
    expect(() => new SeededRandom([0, 0, 0, 0])).toThrow(RangeError);
    for (const bound of [0, 1.5, 2 ** 32 + 1]) expect(() => SeededRandom.from(1).nextBelow(bound)).toThrow(RangeError);
  });
});
