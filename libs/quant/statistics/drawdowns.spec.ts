import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawdownCurve } from './drawdown-curve.js';
import { drawdowns } from './drawdowns.js';

describe('drawdowns', () => {
  it('finds starts, troughs and ends', () => {
    const found = drawdowns(Float64Array.of(100, 110, 99, 88, 104.5, 110, 121, 120, 119), 100);
    expect(found.count).toBe(2);
    expect([...found.start]).toEqual([1, 6]);
    expect([...found.trough]).toEqual([3, 8]);
    expect([...found.end]).toEqual([5, 8]);
    expect([...found.recovered]).toEqual([1, 0]);
    expect(found.depth[0]).toBeCloseTo(0.2, 15);
    expect(found.depth[1]).toBeCloseTo(1 - 119 / 121, 15);
  });

  it('counts a fall below the initial value as from before the first point', () => {
    const found = drawdowns(Float64Array.of(90, 95, 100), 100);
    expect([found.count, found.start[0], found.end[0], found.recovered[0]]).toEqual([1, -1, 2, 1]);
  });

  it('has none while the equity never falls', () => {
    expect(drawdowns(Float64Array.of(100, 100, 101), 100).count).toBe(0);
    expect(drawdowns(new Float64Array(0), 100).count).toBe(0);
    expect(() => drawdowns(Float64Array.of(1), 0)).toThrow(RangeError);
  });

  it('agrees with the drawdown curve: the deepest is its maximum, and the spans are where it is above 0', () => {
    const curves = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(curves, (values) => {
        const equity = Float64Array.from(values);
        const curve = drawdownCurve(equity, 25);
        const found = drawdowns(equity, 25);
        expect(Math.max(0, ...found.depth)).toBe(Math.max(...curve));
        const under = new Set<number>();
        for (let i = 0; i < found.count; i++) {
          const end = found.recovered[i] === 1 ? found.end[i]! - 1 : found.end[i]!;
          for (let t = found.start[i]! + 1; t <= end; t++) under.add(t);
        }
        expect([...curve.keys()].filter((t) => curve[t]! > 0)).toEqual([...under]);
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});
