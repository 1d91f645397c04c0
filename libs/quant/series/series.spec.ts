import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstAtOrAfter } from './first-at-or-after.js';
import { GrowingTable } from './growing-table.js';

describe('firstAtOrAfter', () => {
  it('finds what a search from the left finds', () => {
    const columns = fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { maxLength: 60 });
    fc.assert(
      fc.property(columns, fc.integer({ min: -1, max: 201 }), fc.nat({ max: 60 }), (values, bound, n) => {
        const sorted = Float64Array.from(values).sort();
        const from = Math.min(n, sorted.length);
        const found = sorted.findIndex((value, i) => i >= from && value >= bound);
        expect(firstAtOrAfter(sorted, bound, from)).toBe(found === -1 ? sorted.length : found);
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});

describe('GrowingTable', () => {
  it('keeps its cells as it grows', () => {
    const table = new GrowingTable(3);
    for (let i = 0; i < 1000; i++) {
      expect(table.addRow()).toBe(i);
      table.set(i, 0, i);
      table.set(i, 2, -i);
    }
    expect(table.length).toBe(1000);
    expect([...table.column(0)]).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    expect(table.column(1).every((value) => value === 0)).toBe(true);
    expect(table.column(2)[999]).toBe(-999);
    expect(() => new GrowingTable(0)).toThrow(RangeError);
  });
});
