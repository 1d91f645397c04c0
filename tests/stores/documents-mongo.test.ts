import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { MongoClient } from 'mongodb';
import { expect, it } from 'vitest';
import { openMongoStore } from '#kit/documents/mongo-document-store.js';
import { startMongoDouble } from '../support/mongo-double/mongo-double.js';

it('says where no MongoDB answers, and nothing of the credentials', async () => {
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const { port } = closed.address() as AddressInfo;
  await new Promise((resolve) => closed.close(resolve));
  const refused = await openMongoStore(`mongodb://admin:hunter2@127.0.0.1:${port}`, 'db', {
    connectTimeoutMs: 200,
  }).catch((error) => error);
  expect(refused).toBeInstanceOf(Error);
  expect(refused.message).toBe(`MONGODB_URL: no MongoDB answered at 127.0.0.1:${port} within 200 ms`);
});

it('goes on when its connections were cut', async () => {
  const double = await startMongoDouble();
  const store = await openMongoStore(double.url, 'db');
  const things = await store.collection('things');
  await things.insert({ _id: 'a' } as never);
  double.dropConnections();
  expect(await things.findById('a')).toEqual({ _id: 'a', rev: 1 });
  await store.ping();
  await store.close();
  await double.close();
});

it('has a double that refuses what it does not know, as a server does', async () => {
  const double = await startMongoDouble();
  const client = await new MongoClient(double.url).connect();
  await expect(client.db('db').command({ mapReduce: 'things' })).rejects.toMatchObject({
    code: 59,
    codeName: 'CommandNotFound',
  });
  const things = client.db('db').collection('things');
  await expect(things.updateMany({}, { $set: { a: 1 } })).rejects.toThrow('multi and upsert are not modelled');
  await things.createIndex({ a: 1 }, { name: 'one' });
  await expect(things.createIndex({ b: 1 }, { name: 'one' })).rejects.toMatchObject({ code: 86 });
  await expect(things.createIndex({ a: 1 }, { name: 'two' })).rejects.toMatchObject({ code: 85 });
  await client.close();
  await double.close();
});
