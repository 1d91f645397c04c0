/**
 * The dialect as this code reads it, against mingo, another author's reading of MongoDB's: the same documents match,
 * and the same changes come out, for thousands of seeded cases. What mingo reads differently from the manual is
 * left out here and held by the tables of documents.test.ts.
 */
import fc from 'fast-check';
import { Query, updateOne } from 'mingo';
import { expect, it } from 'vitest';
import { applyUpdate } from '#kit/documents/dialect/apply-update.js';
import { checkFilter } from '#kit/documents/dialect/check-filter.js';
import { checkUpdate } from '#kit/documents/dialect/check-update.js';
import { matchesFilter } from '#kit/documents/dialect/match-filter.js';
import type { Filter, Update } from '#kit/documents/document-collection.js';

const scalar = fc.constantFrom<string | number | boolean | null>(null, true, false, 0, 1, 2, -1.5, '', 'a', 'b', '1');
const comparable = fc.constantFrom<string | number>(0, 1, 2, -1.5, '', 'a', 'b', '1');
const key = fc.constantFrom('a', 'b', 'c');
const path = fc.oneof(
  key,
  fc.tuple(key, key).map(([x, y]) => `${x}.${y}`),
);
const value = fc.oneof(
  { weight: 4, arbitrary: scalar },
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(key, scalar, { maxKeys: 3, noNullPrototype: true }),
  // Complete elements: mingo lets an element that lacks the field pass for nothing, the manual for null.
  fc.array(fc.record({ a: scalar, b: scalar, c: scalar }, { noNullPrototype: true }), { minLength: 1, maxLength: 3 }),
);
const document = fc.dictionary(key, value, { maxKeys: 3, noNullPrototype: true });
const operators = fc
  .record(
    {
      $eq: scalar,
      $ne: scalar,
      $in: fc.array(scalar, { maxLength: 3 }),
      $nin: fc.array(scalar, { maxLength: 3 }),
      $gt: comparable,
      $gte: comparable,
      $lt: comparable,
      $lte: comparable,
      $exists: fc.boolean(),
      $regex: fc.constantFrom(/a/, /^b$/i, /./),
    },
    { requiredKeys: [], noNullPrototype: true },
  )
  .filter((given) => Object.keys(given).length > 0);
const conditions = fc.dictionary(path, fc.oneof(scalar, operators), { maxKeys: 2, noNullPrototype: true });
const filter = fc.oneof(
  conditions,
  fc.array(conditions, { minLength: 1, maxLength: 3 }).map(($or) => ({ $or })),
  fc.array(conditions, { minLength: 1, maxLength: 3 }).map(($and) => ({ $and })),
) as fc.Arbitrary<Filter>;

it('matches what mingo matches', () => {
  let matched = 0;
  let cases = 0;
  fc.assert(
    fc.property(document, filter, (stored, given) => {
      checkFilter(given);
      const matches = matchesFilter(stored, given);
      cases += 1;
      if (matches) matched += 1;
      expect(matches).toBe(new Query(given).test(stored));
    }),
    { numRuns: 5_000, seed: 20_200_417 },
  );
  expect(matched / cases).toBeGreaterThan(0.05);
});

const fields = <T>(of: fc.Arbitrary<T>) => fc.dictionary(path, of, { minKeys: 1, maxKeys: 2, noNullPrototype: true });
// Not $addToSet: mingo adds no null, and drops what was there twice before.
const change = fc.oneof(
  fields(value).map(($set) => ({ $set })),
  fields(fc.constant(true as const)).map(($unset) => ({ $unset })),
  fields(fc.constantFrom(1, -2, 0.5)).map(($inc) => ({ $inc })),
  fields(scalar).map(($push) => ({ $push })),
  fields(scalar).map(($pull) => ({ $pull })),
) as fc.Arbitrary<Update>;

it('changes a document as mingo does, where both take the change', () => {
  let compared = 0;
  fc.assert(
    fc.property(document, change, (stored, given) => {
      let ours: unknown;
      try {
        ours = applyUpdate(stored, checkUpdate(given));
      } catch (error) {
        expect(error).toBeInstanceOf(TypeError);
        return;
      }
      const theirs = [structuredClone(stored)];
      updateOne(theirs, {}, given as object, { cloneMode: 'deep' });
      compared += 1;
      expect(ours).toEqual(theirs[0]);
    }),
    { numRuns: 5_000, seed: 20_200_417 },
  );
  expect(compared).toBeGreaterThan(2_500);
});
