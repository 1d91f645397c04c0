import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BadUserInput } from '#kit/errors/domain-error.js';
import { checkFirst, decodeCursor, encodeCursor } from './cursor.js';

const scalar = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 50 }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);

it('gives back the position that went in', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(scalar, { maxLength: 4 }), (scope, position) => {
      const cursor = encodeCursor(scope, position);
      expect(cursor).toMatch(/^[\w-]+$/);
      expect(decodeCursor(scope, cursor, position.length)).toEqual(JSON.parse(JSON.stringify(position)));
    }),
    { seed: 1 },
  );
});

it('opens only the list that it was made for', () => {
  const cursor = encodeCursor('bars DAILY asc', [5]);
  for (const wrong of [
    () => decodeCursor('bars DAILY desc', cursor, 1),
    () => decodeCursor('bars DAILY asc', cursor, 2),
  ]) {
    expect(wrong).toThrow(BadUserInput);
    expect(wrong).toThrow(/^after: expected a cursor from an earlier page of this list in the same order, found "/);
  }
});

it('refuses whatever else is called a cursor', () => {
  const made = (content: unknown): string => Buffer.from(JSON.stringify(content)).toString('base64url');
  const [seal] = JSON.parse(Buffer.from(encodeCursor('list', []), 'base64url').toString()) as string[];
  const forged = [
    made([seal, { $gt: '' }]),
    made([seal, [1]]),
    made({}),
    made(null),
    made([]),
    '%',
    '',
    'A'.repeat(5_000),
  ];
  for (const cursor of forged) expect(() => decodeCursor('list', cursor, 1)).toThrow(BadUserInput);
  fc.assert(
    fc.property(fc.string(), (cursor) => {
      expect(() => decodeCursor('list', cursor, 1)).toThrow(BadUserInput);
    }),
    { seed: 1 },
  );
});

it('takes a page of 1 to 100', () => {
  expect([1, 20, 100].map(checkFirst)).toEqual([1, 20, 100]);
  for (const first of [0, 101, 2.5, Number.NaN, 100_000]) expect(() => checkFirst(first)).toThrow(BadUserInput);
});
