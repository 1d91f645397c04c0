import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type DocumentCollection,
  type DocumentStore,
  DuplicateKey,
  type Filter,
  MAX_FIND,
  type Sort,
  type StoredDocument,
  type Update,
} from '#kit/documents/document-collection.js';
import { ErrorCode } from '#schema/generated/enums.js';
import { CHANGES, MATCHES, REFUSED_CHANGES, REFUSED_FILTERS, SORTS, THINGS } from './documents-cases.js';
import { MONGO_KIND, PLACES, type Place } from './documents-harness.js';

console.log(`documents: the MongoDB adapter runs against ${MONGO_KIND}`);

interface Thing extends StoredDocument {
  readonly [field: string]: unknown;
}

describe.each(PLACES)('%s', (_name, make) => {
  let place: Place;
  let store: DocumentStore;
  let things: DocumentCollection<Thing>;
  let count = 0;

  beforeAll(async () => {
    place = await make();
    store = await place.open();
  });
  afterAll(async () => {
    await store.close();
    await place.dispose();
  });
  beforeEach(async () => {
    count += 1;
    things = await store.collection<Thing>(`things-${count}`);
  });

  const insertAll = async (documents: readonly object[] = THINGS): Promise<void> => {
    for (const document of documents) await things.insert(document as Thing);
  };
  const ids = (found: readonly Thing[]): string => found.map(({ _id }) => _id).join('');

  it('stores a document with rev 1 and gives it back as it was', async () => {
    const document = { _id: 'one', text: 'é\u2028"\\\n', n: 0.1, list: [1, [2], { k: null }], deep: { empty: {} } };
    const stored = await things.insert(document as unknown as Thing);
    expect(stored).toEqual({ ...document, rev: 1 });
    expect(await things.findById('one')).toEqual(stored);
    expect(await things.findById('two')).toBeNull();
  });

  it('leaves out what is undefined, and refuses what would come back different', async () => {
    await things.insert({ _id: 'one', a: undefined, b: { c: undefined } } as never);
    expect(await things.findById('one')).toEqual({ _id: 'one', rev: 1, b: {} });
    const refused = [new Date(0), Number.NaN, [undefined], { 'a.b': 1 }, { $a: 1 }, 1n, new Map(), () => 1];
    for (const a of refused) await expect(things.insert({ _id: 'bad', a } as never)).rejects.toThrow(TypeError);
    await expect(things.insert({ a: 1 } as never)).rejects.toThrow(TypeError);
    expect(await things.count({})).toBe(1);
  });

  it('hands out copies', async () => {
    const given = { _id: 'one', list: [1] };
    const stored = await things.insert(given as never);
    given.list.push(2);
    (stored['list'] as number[]).push(3);
    const found = (await things.findById('one')) as Thing;
    (found['list'] as number[]).push(4);
    expect((await things.findById('one'))?.['list']).toEqual([1]);
  });

  it.each(MATCHES)('finds by %o: %s', async (filter, expected) => {
    await insertAll();
    expect(ids(await things.find(filter, { sort: [['_id', 1]] }))).toBe(expected);
    expect(await things.count(filter)).toBe(expected.length);
    expect((await things.findOne(filter)) === null).toBe(expected === '');
  });

  it.each(MATCHES)('finds the same with every field indexed, %o: %s', async (filter, expected) => {
    const fields = ['n', 's', 'tags', 'numbers', 'flag', 'when', 'deep.v', 'deep.list.k'];
    things = await store.collection<Thing>(
      things.name,
      fields.map((field) => ({ fields: [field] })),
    );
    await insertAll();
    expect(ids(await things.find(filter, { sort: [['_id', 1]] }))).toBe(expected);
  });

  it.each(SORTS)('sorts by %o: %s', async (sort, expected) => {
    await insertAll();
    const total: Sort = sort.length > 1 ? sort : [...sort, ['_id', 1]];
    expect(ids(await things.find({}, { sort: total }))).toBe(expected);
    expect(ids(await things.find({}, { sort: total, limit: 2 }))).toBe(expected.slice(0, 2));
  });

  it.each(SORTS)('pages through a sort by %o: %s', async (sort, expected) => {
    await insertAll();
    for (const first of [1, 2, 4, 6]) {
      let found = '';
      let after: string | null = null;
      for (let more = true; more; ) {
        const page = await things.findPage({}, { first, after, sort });
        expect(page.hasPreviousPage).toBe(after !== null);
        found += ids(page.items.map(({ item }) => item));
        more = page.hasNextPage;
        expect(page.items.length).toBe(more ? first : expected.length % first || first);
        after = page.items.at(-1)?.cursor ?? null;
      }
      expect(found).toBe(expected);
    }
  });

  it('goes on after the place of a document that is gone, and meets what came in between', async () => {
    await insertAll();
    const sort: Sort = [['_id', 1]];
    const page = await things.findPage({}, { first: 3, sort });
    await things.delete({ _id: 'c' });
    await things.insert({ _id: 'cc' } as never);
    const after = page.items[2]?.cursor ?? null;
    const next = await things.findPage({}, { first: 2, after, sort });
    expect(ids(next.items.map(({ item }) => item))).toBe('ccd');
  });

  it('refuses a cursor of another order, a broken one and a page size out of bounds', async () => {
    await insertAll();
    const sort: Sort = [['n', 1]];
    const { items } = await things.findPage({}, { first: 1, sort });
    const cursor = items[0]?.cursor ?? '';
    for (const after of [cursor, 'nonsense', '', '!', cursor.slice(1), 'W10', 'x'.repeat(9_999)]) {
      const page = things.findPage({}, { first: 1, after, sort: [['n', -1]] });
      await expect(page).rejects.toMatchObject({
        code: ErrorCode.BAD_USER_INPUT,
        message: expect.stringMatching(/^after: expected a cursor from an earlier page/),
      });
    }
    for (const first of [0, -1, 101, 1.5, Number.NaN, 100_000]) {
      await expect(things.findPage({}, { first, sort })).rejects.toMatchObject({
        code: ErrorCode.BAD_USER_INPUT,
        message: expect.stringMatching(/^first: expected a whole number from 1 to 100/),
      });
    }
  });

  it('reads nothing without a bound', async () => {
    for (const limit of [0, -1, 1.5, MAX_FIND + 1])
      await expect(things.find({}, { limit })).rejects.toThrow(RangeError);
  });

  it('gives more than one batch of the wire in order', async () => {
    for (let i = 0; i < 250; i += 1) await things.insert({ _id: `t${1000 + i}`, i } as never);
    const found = await things.find({}, { sort: [['i', -1]] });
    expect(found.map(({ i }) => i)).toEqual(Array.from({ length: 250 }, (_, i) => 249 - i));
  });

  it.each(REFUSED_FILTERS)('refuses the filter %o everywhere', async (filter) => {
    const given = filter as Filter;
    await expect(things.find(given)).rejects.toThrow(TypeError);
    await expect(things.findOne(given)).rejects.toThrow(TypeError);
    await expect(things.count(given)).rejects.toThrow(TypeError);
    await expect(things.updateOne(given, { $set: { a: 1 } })).rejects.toThrow(TypeError);
    await expect(things.delete(given)).rejects.toThrow(TypeError);
    await expect(things.findPage(given, { first: 1, sort: [] })).rejects.toThrow(TypeError);
  });

  it.each(CHANGES)('changes %o by %o to %o', async (before, change, after) => {
    await things.insert({ _id: 'one', ...before } as never);
    const expected = { _id: 'one', rev: 2, ...after };
    expect(await things.updateOne({ _id: 'one' }, change)).toEqual(expected);
    expect(await things.findById('one')).toEqual(expected);
    expect(await things.updateOne({ _id: 'nobody' }, change)).toBeNull();
  });

  it.each(REFUSED_CHANGES)('refuses to change %o by %o, and leaves it', async (before, change) => {
    await things.insert({ _id: 'one', ...before } as never);
    await expect(things.updateOne({ _id: 'one' }, change as Update)).rejects.toThrow();
    expect(await things.findById('one')).toEqual({ _id: 'one', rev: 1, ...before });
  });

  it('replaces a document at the revision that was read, once', async () => {
    const first = await things.insert({ _id: 'one', a: 1, gone: true } as never);
    expect(await things.replace({ _id: 'one', rev: first.rev, a: 2 } as Thing)).toEqual({ _id: 'one', rev: 2, a: 2 });
    expect(await things.replace({ ...first, a: 3 })).toBeNull();
    expect(await things.replace({ ...first, _id: 'nobody' })).toBeNull();
    expect(await things.findById('one')).toEqual({ _id: 'one', rev: 2, a: 2 });
  });

  it('lets one of many writers through', async () => {
    const stored = await things.insert({ _id: 'one', n: 0 } as never);
    const replaced = await Promise.all(Array.from({ length: 20 }, (_, i) => things.replace({ ...stored, n: i })));
    expect(replaced.filter((result) => result !== null)).toHaveLength(1);
    const updated = await Promise.all(
      Array.from({ length: 20 }, () => things.updateOne({ _id: 'one', rev: 2 }, { $set: { taken: true } })),
    );
    expect(updated.filter((result) => result !== null)).toHaveLength(1);
    await Promise.all(Array.from({ length: 20 }, () => things.updateOne({ _id: 'one' }, { $inc: { sum: 1 } })));
    expect(await things.findById('one')).toMatchObject({ sum: 20, rev: 23 });
    const inserted = await Promise.allSettled(Array.from({ length: 20 }, () => things.insert({ _id: 'two' } as never)));
    expect(inserted.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('deletes what matches and says how many', async () => {
    await insertAll();
    expect(await things.delete({ n: null })).toBe(2);
    expect(await things.delete({ n: null })).toBe(0);
    expect(ids(await things.find({}, { sort: [['_id', 1]] }))).toBe('abef');
    expect((await things.insert({ _id: 'c' } as never)).rev).toBe(1);
  });

  it('keeps unique values unique, and leaves those alone that lack one', async () => {
    things = await store.collection<Thing>(things.name, [
      { fields: ['owner', 'name'], unique: true },
      { fields: ['deep.key'], unique: true },
    ]);
    const taken = (fields: string[]) => new DuplicateKey(things.name, fields);
    const insert = (document: object): Promise<Thing> => things.insert(document as never);
    await insert({ _id: 'a', owner: 'o', name: 'n', deep: { key: 1 } });
    await expect(insert({ _id: 'a' })).rejects.toThrow(taken(['_id']));
    const error = await insert({ _id: 'b', owner: 'o', name: 'n' }).catch((caught) => caught);
    expect(error).toBeInstanceOf(DuplicateKey);
    expect(error).toMatchObject({ collection: things.name, fields: ['owner', 'name'] });
    await expect(insert({ _id: 'b', deep: { key: 1 } })).rejects.toThrow(taken(['deep.key']));
    await insert({ _id: 'b', owner: 'o', name: 'm', deep: { key: '1' } });
    for (const lacking of [
      { owner: 'o' },
      { owner: 'o' },
      { owner: 'o', name: null },
      { owner: 'o', name: null },
      {},
      {},
    ]) {
      await insert({ _id: `lacking-${await things.count({})}`, ...lacking });
    }
    await expect(things.updateOne({ _id: 'b' }, { $set: { name: 'n' } })).rejects.toThrow(DuplicateKey);
    const b = (await things.findById('b')) as Thing;
    expect(b).toMatchObject({ name: 'm', rev: 1 });
    await expect(things.replace({ ...b, deep: { key: 1 } })).rejects.toThrow(DuplicateKey);
    // What a document gives up is free again.
    await things.updateOne({ _id: 'a' }, { $set: { name: 'new' }, $unset: { deep: true } });
    expect(await things.updateOne({ _id: 'b' }, { $set: { name: 'n', 'deep.key': 1 } })).toMatchObject({ rev: 2 });
    await things.delete({ _id: 'b' });
    await insert({ _id: 'c', owner: 'o', name: 'n', deep: { key: 1 } });
  });

  it('refuses a unique index that the documents already break', async () => {
    await insertAll([
      { _id: 'a', n: 1 },
      { _id: 'b', n: 1 },
    ]);
    await expect(store.collection(things.name, [{ fields: ['n'], unique: true }])).rejects.toThrow(DuplicateKey);
  });

  it('is the same collection under the same name, and another one under another', async () => {
    const again = await store.collection<Thing>(things.name);
    const other = await store.collection<Thing>(`${things.name}-other`);
    await things.insert({ _id: 'one' } as never);
    expect(await again.count({})).toBe(1);
    expect(await other.count({})).toBe(0);
    for (const name of ['', 'Things', '../up', 'a b', '1a', 'x'.repeat(64)]) {
      await expect(store.collection(name)).rejects.toThrow(TypeError);
    }
    await store.ping();
  });

  it('opens again with everything in it', async () => {
    await insertAll();
    await things.updateOne({ _id: 'a' }, { $set: { s: 'changed' } });
    await things.delete({ _id: 'b' });
    const before = await things.find({}, { sort: [['_id', 1]] });
    if (!place.shared) await store.close();
    const reopened = await place.open();
    things = await reopened.collection<Thing>(things.name);
    expect(await things.find({}, { sort: [['_id', 1]] })).toEqual(before);
    if (reopened === store) return;
    if (place.shared) await reopened.close();
    else store = reopened;
  });

  it('answers nothing once it is closed', async () => {
    const other = await make();
    const closing = await other.open();
    const collection = await closing.collection<Thing>('things');
    const last = collection.insert({ _id: 'last' } as never).catch((error) => error);
    await last;
    await closing.close();
    await expect(collection.findById('last')).rejects.toThrow();
    await expect(collection.insert({ _id: 'late' } as never)).rejects.toThrow();
    await expect(closing.ping()).rejects.toThrow();
    await other.dispose().catch(() => {});
  });
});
