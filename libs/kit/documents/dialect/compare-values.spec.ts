import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Scalar } from '../document-collection.js';
import { compareScalars, compareStrings, sortDocuments, sortValue } from './compare-values.js';

/** At both sides of every border where UTF-8 grows by a byte or UTF-16 turns to surrogates. */
const borders = fc.string({
  unit: fc.constantFrom('a', '\u007f', '\u0080', '\u07ff', '\ud7ff', '\ue000', '\uffee', '\u{10000}', '😀'),
});

it('orders strings as the bytes of their UTF-8', () => {
  fc.assert(
    fc.property(borders, borders, (a, b) => {
      expect(Math.sign(compareStrings(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
    { numRuns: 2_000, seed: 1 },
  );
  // JavaScript's own order has it the other way round.
  expect(compareStrings('\uffee', '😀')).toBeLessThan(0);
  expect('\uffee' < '😀').toBe(false);
});

it('orders types as MongoDB does', () => {
  const ordered: Scalar[] = [null, -1e9, 0, 2, 10, '', '10', '2', 'a', false, true];
  for (const [i, a] of ordered.entries()) {
    for (const [j, b] of ordered.entries()) expect(Math.sign(compareScalars(a, b))).toBe(Math.sign(i - j));
  }
});

it('gives the first of a list as sorting the whole of it would', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 30 })), fc.integer({ min: 1, max: 8 }), (numbers, limit) => {
      const documents = numbers.map((n, id) => ({ n, id }));
      const whole = documents.toSorted((a, b) => b.n - a.n || a.id - b.id);
      const sort = [['n', -1] as const, ['id', 1] as const];
      expect(sortDocuments(documents, sort, limit)).toEqual(whole.slice(0, limit));
    }),
    { seed: 1 },
  );
});

it('has no place for arrays and objects in an order', () => {
  expect(sortValue({ a: { b: 1 } }, 'a.b')).toBe(1);
  expect(sortValue({ a: 1 }, 'a.b')).toBeNull();
  expect(sortValue({ a: null }, 'a.b')).toBeNull();
  for (const document of [{ a: [1] }, { a: {} }]) expect(() => sortValue(document, 'a')).toThrow(TypeError);
  expect(() => sortValue({ a: [{ b: 1 }] }, 'a.b')).toThrow(TypeError);
});
