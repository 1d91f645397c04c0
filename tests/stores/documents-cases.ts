/** What every store must make of the dialect, as MongoDB's manual has it. */
import type { Filter, Sort, Update } from '#kit/documents/document-collection.js';

export const THINGS = [
  { _id: 'a', n: 1, s: 'apple', tags: ['x', 'y'], flag: true, deep: { v: 1, list: [{ k: 'p', q: 1 }] } },
  { _id: 'b', n: 2, s: 'Banana', tags: [], flag: false, deep: { v: null } },
  { _id: 'c', n: null, s: null, tags: ['y'], deep: { list: [{ k: 'p' }, { k: 'q', q: 9 }] } },
  { _id: 'd', s: 'cherry', tags: null },
  { _id: 'e', n: '2', numbers: [1, 5, 10], when: '2020-04-17T00:00:00.000Z' },
  { _id: 'f', n: -3.5, s: '', when: '2000-01-03T00:00:00.000Z', '0': 'zero' },
];

/** The filter, and the ids of the things that match. */
export const MATCHES: readonly (readonly [filter: Filter, ids: string])[] = [
  [{}, 'abcdef'],
  [{ n: 2 }, 'b'],
  [{ n: null }, 'cd'],
  [{ n: { $eq: null } }, 'cd'],
  [{ n: { $ne: null } }, 'abef'],
  [{ n: { $ne: 2 } }, 'acdef'],
  [{ n: { $exists: true } }, 'abcef'],
  [{ n: { $exists: false } }, 'd'],
  [{ n: { $in: [1, '2'] } }, 'ae'],
  [{ n: { $in: [1, null] } }, 'acd'],
  [{ n: { $in: [] } }, ''],
  [{ n: { $nin: [1, null] } }, 'bef'],
  [{ n: { $nin: [] } }, 'abcdef'],
  [{ n: { $gt: 1 } }, 'b'],
  [{ n: { $gte: 1, $lt: 2 } }, 'a'],
  [{ n: { $lt: 0 } }, 'f'],
  [{ n: { $gt: '1' } }, 'e'],
  [{ s: { $lte: '' } }, 'f'],
  [{ s: { $gte: 'B', $lte: 'c' } }, 'ab'],
  [{ s: { $regex: /AN/i } }, 'b'],
  [{ s: { $regex: /^[ab]/ } }, 'a'],
  [{ flag: false }, 'b'],
  [{ flag: { $ne: true } }, 'bcdef'],
  [{ tags: 'y' }, 'ac'],
  [{ tags: { $ne: 'x' } }, 'bcdef'],
  [{ tags: { $nin: ['x'] } }, 'bcdef'],
  [{ tags: { $in: ['x', 'z'] } }, 'a'],
  [{ tags: { $exists: true } }, 'abcd'],
  [{ tags: null }, 'def'],
  [{ tags: { $ne: null } }, 'abc'],
  [{ tags: { $regex: /^x$/ } }, 'a'],
  // Each operator may be met by another element.
  [{ numbers: { $gt: 5, $lt: 5 } }, 'e'],
  [{ numbers: { $gt: 10 } }, ''],
  [{ 'deep.v': 1 }, 'a'],
  [{ 'deep.v': { $exists: true } }, 'ab'],
  [{ 'deep.v': null }, 'bcdef'],
  [{ 'deep.list.k': 'q' }, 'c'],
  [{ 'deep.list.q': { $exists: true } }, 'ac'],
  [{ 'deep.list.0.k': 'p' }, 'ac'],
  [{ 'deep.list.1.q': { $gte: 9 } }, 'c'],
  [{ when: { $gt: '2010-01-01T00:00:00.000Z' } }, 'e'],
  [{ $or: [{ n: 1 }, { s: 'cherry' }] }, 'ad'],
  [{ $and: [{ n: { $exists: true } }, { $or: [{ flag: true }, { n: { $lt: 0 } }] }] }, 'af'],
  [{ n: 1, $or: [{ s: 'cherry' }, { tags: 'x' }] }, 'a'],
  [{ _id: { $in: ['b', 'f', 'nobody'] } }, 'bf'],
  [{ _id: { $gt: 'd' } }, 'ef'],
];

export const SORTS: readonly (readonly [sort: Sort, ids: string])[] = [
  // missing and null are equal and come first; numbers before strings
  [[['n', 1]], 'cdfabe'],
  [[['n', -1]], 'ebafcd'],
  [[['s', 1]], 'cefbad'],
  [
    [
      ['flag', 1],
      ['s', -1],
    ],
    'dfceba',
  ],
  [
    [
      ['deep.v', -1],
      ['_id', -1],
    ],
    'afedcb',
  ],
];

export const REFUSED_FILTERS: readonly unknown[] = [
  { n: undefined },
  { n: [1] },
  { n: {} },
  { n: { $gt: null } },
  { n: { $where: 'true' } },
  { n: { $in: 1 } },
  { n: { $in: [{}] } },
  { n: Number.NaN },
  { n: new Date(0) },
  { s: { $regex: /a/g } },
  { $or: [] },
  { $nor: [{}] },
  { n: { value: 1 } },
];

/** Before, the change, after: `_id` and `rev` left out. */
export const CHANGES: readonly (readonly [before: object, change: Update, after: object])[] = [
  [{ a: 1 }, { $set: { a: 2, 'b.c': [1] } }, { a: 2, b: { c: [1] } }],
  [{ a: [1, 2] }, { $set: { 'a.1': 5 } }, { a: [1, 5] }],
  [{ a: [{ b: 1 }] }, { $set: { 'a.0.b': 2 } }, { a: [{ b: 2 }] }],
  [{ a: null }, { $set: { a: { b: null } } }, { a: { b: null } }],
  [{ a: 1, b: { c: 2, d: 3 } }, { $unset: { a: true, 'b.c': true, 'x.y': true } }, { b: { d: 3 } }],
  [{ n: 1 }, { $inc: { n: 2, 'm.k': -1.5 } }, { n: 3, m: { k: -1.5 } }],
  [{}, { $push: { list: 'a' } }, { list: ['a'] }],
  [{ list: ['a'] }, { $push: { list: 'a' } }, { list: ['a', 'a'] }],
  [{ list: ['a'] }, { $push: { list: { k: 1 } } }, { list: ['a', { k: 1 }] }],
  [{ list: ['a'] }, { $addToSet: { list: 'a' } }, { list: ['a'] }],
  [{ list: ['a'] }, { $addToSet: { list: 'b', other: 1 } }, { list: ['a', 'b'], other: [1] }],
  [{ list: [{ k: 1 }] }, { $addToSet: { list: { k: 1 } } }, { list: [{ k: 1 }] }],
  [{ list: [1, 2, 1] }, { $pull: { list: 1, missing: 1 } }, { list: [2] }],
  [{ list: ['a', 'b', 'c'] }, { $pull: { list: { $in: ['a', 'c'] } } }, { list: ['b'] }],
  [{ list: [{ id: 1, x: 1 }, { id: 2 }] }, { $pull: { list: { id: 1 } } }, { list: [{ id: 2 }] }],
  [{ list: [{ id: 1 }, { id: 2 }, { id: 3 }] }, { $pull: { list: { id: { $in: [1, 3] } } } }, { list: [{ id: 2 }] }],
  [
    { a: 1, list: [1] },
    { $set: { b: 2 }, $inc: { a: 1 }, $push: { list: 2 } },
    { a: 2, b: 2, list: [1, 2] },
  ],
  [{ a: 1 }, {}, { a: 1 }],
];

export const REFUSED_CHANGES: readonly (readonly [before: object, change: unknown])[] = [
  [{}, { $set: { _id: 'other' } }],
  [{}, { $inc: { rev: 1 } }],
  [{}, { $set: { a: 1 }, $inc: { a: 1 } }],
  [{}, { $set: { a: {}, 'a.b': 1 } }],
  [{}, { $rename: { a: 'b' } }],
  [{}, { a: 1 }],
  [{}, { $set: { when: new Date(0) } }],
  [{}, { $set: { a: Number.NaN } }],
  [{}, { $push: { list: { $each: [1] } } }],
  [{ a: 'text' }, { $inc: { a: 1 } }],
  [{ a: null }, { $inc: { a: 1 } }],
  [{ a: 'text' }, { $push: { a: 1 } }],
];
