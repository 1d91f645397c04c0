import { expect, it } from 'vitest';
import { openMemoryStore } from './nedb-document-store.js';
import { observeStore } from './observe-store.js';

it('tells of every call, and leaves its answer as it is', async () => {
  const calls: string[] = [];
  const store = observeStore(openMemoryStore(), (collection, operation) => calls.push(`${collection}.${operation}`));
  const things = await store.collection('things');
  const stored = await things.insert({ _id: 'a' } as never);
  expect(await things.findById('a')).toEqual(stored);
  expect(await things.findOne({})).toEqual(stored);
  expect(await things.find({})).toEqual([stored]);
  expect((await things.findPage({}, { first: 1, sort: [] })).items[0]?.item).toEqual(stored);
  expect(await things.count({})).toBe(1);
  expect(await things.replace(stored)).toMatchObject({ rev: 2 });
  expect(await things.updateOne({ _id: 'a' }, {})).toMatchObject({ rev: 3 });
  expect(await things.delete({})).toBe(1);
  const operations = ['insert', 'findById', 'findOne', 'find', 'findPage', 'count', 'replace', 'updateOne', 'delete'];
  expect(calls).toEqual(operations.map((operation) => `things.${operation}`));
  await store.ping();
  await store.close();
});
