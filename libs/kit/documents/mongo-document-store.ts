import { type Db, MongoClient } from 'mongodb';
import type { DocumentCollection, DocumentStore, IndexSpec, StoredDocument } from './document-collection.js';
import { MongoCollection } from './mongo-collection.js';

export interface MongoStoreOptions {
  /** How long to look for a server that can be written to. */
  readonly connectTimeoutMs?: number;
  /** How long the server may take for one operation, and a connection for an answer. */
  readonly timeoutMs?: number;
  readonly maxPoolSize?: number;
}

/**
 * Documents in MongoDB (5.0 or later). A write is acknowledged once a majority of the replica set has it in its
 * journal, so it survives a failover; on a single server, once its journal has it.
 * @throws Error when no server answers in time; the message names the hosts, never the credentials.
 */
export async function openMongoStore(
  url: string,
  databaseName: string,
  options: MongoStoreOptions = {},
): Promise<DocumentStore> {
  const { connectTimeoutMs = 5_000, timeoutMs = 20_000, maxPoolSize = 20 } = options;
  const client = new MongoClient(url, {
    appName: 'quantgraph',
    maxPoolSize,
    serverSelectionTimeoutMS: connectTimeoutMs,
    connectTimeoutMS: connectTimeoutMs,
    socketTimeoutMS: timeoutMs,
    waitQueueTimeoutMS: timeoutMs,
    writeConcern: { w: 'majority', journal: true, wtimeoutMS: timeoutMs },
    readConcern: { level: 'majority' },
    readPreference: 'primary',
    ignoreUndefined: true,
  });
  try {
    await client.connect();
    await client.db(databaseName).command({ ping: 1 });
  } catch (error) {
    await client.close();
    const hosts = client.options.hosts.map(String).join(', ');
    throw new Error(`MONGODB_URL: no MongoDB answered at ${hosts} within ${connectTimeoutMs} ms`, { cause: error });
  }
  return new MongoStore(client, client.db(databaseName), timeoutMs);
}

class MongoStore implements DocumentStore {
  readonly #collections = new Map<string, MongoCollection<StoredDocument>>();

  constructor(
    private readonly client: MongoClient,
    private readonly database: Db,
    private readonly timeoutMs: number,
  ) {}

  async collection<T extends StoredDocument>(
    name: string,
    indexes: readonly IndexSpec[] = [],
  ): Promise<DocumentCollection<T>> {
    if (!/^[a-z][a-z0-9-]{0,62}$/.test(name)) throw new TypeError(`${name}: expected a name in kebab-case`);
    const collection =
      this.#collections.get(name) ??
      new MongoCollection<StoredDocument>(name, this.database.collection(name), this.timeoutMs);
    this.#collections.set(name, collection);
    await collection.ensureIndexes(indexes);
    return collection as unknown as DocumentCollection<T>;
  }

  async ping(): Promise<void> {
    await this.database.command({ ping: 1 });
  }

  close(): Promise<void> {
    return this.client.close();
  }
}
