import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestTriangleThreeBuckets } from './largest-triangle-three-buckets.js';

/** The definition, in full: every triangle of every bucket, areas by the shoelace formula. */
function plain(x: readonly number[], y: readonly number[], count: number): number[] {
  const n = x.length;
  const size = (n - 2) / (count - 2);
  const buckets = [[0]];
  for (let b = 0; b < count - 2; b++) {
    const from = Math.floor(b * size) + 1;
    const to = Math.floor((b + 1) * size) + 1;
    buckets.push(Array.from({ length: to - from }, (_, i) => from + i));
  }
  buckets.push([n - 1]);
  const chosen = [0];
  for (let b = 1; b < buckets.length - 1; b++) {
    const after = buckets[b + 1]!;
    const cx = after.reduce((sum, i) => sum + x[i]!, 0) / after.length;
    const cy = after.reduce((sum, i) => sum + y[i]!, 0) / after.length;
    const a = chosen.at(-1)!;
    const area = (i: number): number =>
      Math.abs(x[a]! * (y[i]! - cy) + x[i]! * (cy - y[a]!) + cx * (y[a]! - y[i]!)) / 2;
    chosen.push(buckets[b]!.reduce((best, i) => (area(i) > area(best) ? i : best)));
  }
  return [...chosen, n - 1];
}

describe('largestTriangleThreeBuckets', () => {
  it('keeps the peak that the eye would keep', () => {
    const y = Float64Array.of(0, 0, 0, 9, 0, 0, 0, -9, 0, 0);
    const x = Float64Array.from(y, (_, i) => i);
    expect([...largestTriangleThreeBuckets(x, y, 4)]).toEqual([0, 3, 7, 9]);
  });

  it('agrees with the definition, keeps both ends and the order', () => {
    const lines = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 5, maxLength: 120 });
    fc.assert(
      fc.property(lines, fc.integer({ min: 3, max: 30 }), (values, count) => {
        const x = values.map((_, i) => i * 4);
        const found = [...largestTriangleThreeBuckets(Float64Array.from(x), Float64Array.from(values), count)];
        if (values.length <= count) {
          expect(found).toEqual(values.map((_, i) => i));
          return;
        }
        expect(found).toHaveLength(count);
        expect(found[0]).toBe(0);
        expect(found.at(-1)).toBe(values.length - 1);
        expect(found.every((index, i) => i === 0 || index > found[i - 1]!)).toBe(true);
        const area = (kept: number[]): string => kept.map((i) => values[i]).join();
        expect(area(found)).toBe(area(plain(x, values, count)));
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  it('takes two points at the least, and columns of one length', () => {
    const x = Float64Array.of(1, 2, 3);
    expect([...largestTriangleThreeBuckets(x, x, 2)]).toEqual([0, 2]);
    expect([...largestTriangleThreeBuckets(new Float64Array(0), new Float64Array(0), 5)]).toEqual([]);
    expect(() => largestTriangleThreeBuckets(x, x, 1)).toThrow(RangeError);
    expect(() => largestTriangleThreeBuckets(x, Float64Array.of(1), 2)).toThrow(RangeError);
  });
});
