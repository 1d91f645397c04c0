import { access, constants, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { DocumentCollection, DocumentStore, IndexSpec, StoredDocument } from './document-collection.js';
import { lockFolder } from './folder-lock.js';
import { Journal, type JournalOptions } from './journal.js';
import { NedbCollection } from './nedb-collection.js';

/**
 * Documents in files of a folder, one per collection, owned by this process alone.
 * A write that was acknowledged survives kill -9 at any moment. It survives a power cut only with `fsync: true`:
 * without it the operating system decides when the disk gets it, usually within half a minute.
 * @throws FolderInUse when another process has the folder.
 */
export async function openNedbStore(folder: string, options: JournalOptions = {}): Promise<DocumentStore> {
  const root = resolve(folder);
  await mkdir(root, { recursive: true });
  const unlock = await lockFolder(root);
  return new NedbStore(
    async (name) => {
      const [journal, documents] = await Journal.open(join(root, `${name}.ndjson`), options);
      return NedbCollection.open(name, journal, documents, options.onRepair);
    },
    () => access(root, constants.W_OK),
    unlock,
  );
}

/** The same store without files, for unit tests: nothing outlives it. */
export function openMemoryStore(): DocumentStore {
  return new NedbStore(
    (name) => NedbCollection.open(name),
    async () => {},
    async () => {},
  );
}

class NedbStore implements DocumentStore {
  readonly #collections = new Map<string, Promise<NedbCollection<StoredDocument>>>();
  #closing: Promise<void> | null = null;

  constructor(
    private readonly open: (name: string) => Promise<NedbCollection<StoredDocument>>,
    private readonly reachable: () => Promise<void>,
    private readonly release: () => Promise<void>,
  ) {}

  async collection<T extends StoredDocument>(
    name: string,
    indexes: readonly IndexSpec[] = [],
  ): Promise<DocumentCollection<T>> {
    if (this.#closing !== null) throw new Error('the store is closed');
    if (!/^[a-z][a-z0-9-]{0,62}$/.test(name)) throw new TypeError(`${name}: expected a name in kebab-case`);
    let opening = this.#collections.get(name);
    if (opening === undefined) {
      opening = this.open(name);
      this.#collections.set(name, opening);
    }
    const collection = await opening;
    await collection.ensureIndexes(indexes);
    return collection as unknown as DocumentCollection<T>;
  }

  async ping(): Promise<void> {
    if (this.#closing !== null) throw new Error('the store is closed');
    await this.reachable();
    for (const collection of await Promise.all(this.#collections.values())) collection.check();
  }

  close(): Promise<void> {
    this.#closing ??= (async () => {
      const opened = await Promise.allSettled(this.#collections.values());
      try {
        await Promise.all(opened.map((result) => (result.status === 'fulfilled' ? result.value.close() : null)));
      } finally {
        await this.release();
      }
    })();
    return this.#closing;
  }
}
