import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import type { DocumentStore } from '#kit/documents/document-collection.js';
import { openMongoStore } from '#kit/documents/mongo-document-store.js';
import { openMemoryStore, openNedbStore } from '#kit/documents/nedb-document-store.js';
import { startMongoDouble } from '../support/mongo-double/mongo-double.js';

/** Where documents live while processes come and go. */
export interface Place {
  /** A process opens its store; with `shared`, several may at once. */
  open(): Promise<DocumentStore>;
  readonly shared: boolean;
  dispose(): Promise<void>;
}

export async function inMemory(): Promise<Place> {
  const store = openMemoryStore();
  return {
    open: async () => store,
    shared: true,
    dispose: () => store.close(),
  };
}

export async function inFiles(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'documents-'));
  return {
    open: () => openNedbStore(folder),
    shared: false,
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}

const mongoUrl = process.env['MONGODB_URL'];

/** Said aloud, so that nobody takes a run against the double for one against MongoDB. */
export const MONGO_KIND =
  mongoUrl === undefined
    ? 'the wire-protocol double (set MONGODB_URL to run against a server)'
    : 'the MongoDB server at MONGODB_URL';

export async function inMongo(): Promise<Place> {
  const double = mongoUrl === undefined ? await startMongoDouble() : null;
  const url = double?.url ?? (mongoUrl as string);
  const database = `quantgraph-test-${randomUUID()}`;
  return {
    open: () => openMongoStore(url, database),
    shared: true,
    async dispose() {
      const client = new MongoClient(url);
      await client.db(database).dropDatabase();
      await client.close();
      await double?.close();
    },
  };
}

export const PLACES: readonly (readonly [name: string, make: () => Promise<Place>])[] = [
  ['NeDB in memory', inMemory],
  ['NeDB in files', inFiles],
  [`MongoDB: ${MONGO_KIND}`, inMongo],
];
