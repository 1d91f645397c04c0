import Nedb from '@seald-io/nedb';
import { applyUpdate } from './dialect/apply-update.js';
import { copyJson, storable } from './dialect/check-document.js';
import { checkFilter } from './dialect/check-filter.js';
import { checkUpdate } from './dialect/check-update.js';
import { sortDocuments } from './dialect/compare-values.js';
import { matchesFilter } from './dialect/match-filter.js';
import {
  type DocumentCollection,
  DuplicateKey,
  type Filter,
  type FindOptions,
  type IndexSpec,
  type Page,
  type PageRequest,
  type StoredDocument,
  type Update,
} from './document-collection.js';
import type { Journal, JournalEntry } from './journal.js';
import { indexCondition } from './nedb-index-condition.js';
import { checkLimit, readPage } from './page.js';
import { UniqueKeys } from './unique-keys.js';

// The package is CommonJS, so its default import is the class itself at run time; its types say otherwise.
const Datastore = Nedb as unknown as typeof Nedb.default;

/**
 * A collection in NeDB, which holds the documents in memory and indexes them. Two things are not left to it:
 * - the file. NeDB changes its memory before it appends, so a failed append would leave a change that is visible now
 *   and gone tomorrow. Here the journal is written first; memory follows, and cannot fail. Nobody ever reads a write
 *   that is not safe, and reads never wait for one.
 * - the verdict on a match. NeDB differs from MongoDB on null, missing, arrays and `$ne`; its indexes only choose the
 *   candidates, and matchesFilter decides.
 * Writes run one after the other.
 */
export class NedbCollection<T extends StoredDocument> implements DocumentCollection<T> {
  readonly #db = new Datastore<Record<string, unknown>>({ inMemoryOnly: true });
  readonly #indexed = new Set<string>(['_id']);
  readonly #unique: UniqueKeys[] = [];
  #size = 0;
  #writes: Promise<unknown> = Promise.resolve();
  #closed = false;

  private constructor(
    readonly name: string,
    private readonly journal: Journal | null,
    private readonly onRepair: (message: string) => void,
  ) {}

  /** `documents` are those of the journal; without a journal nothing outlives the process. */
  static async open<T extends StoredDocument>(
    name: string,
    journal: Journal | null = null,
    documents: ReadonlyMap<string, StoredDocument> = new Map(),
    onRepair: (message: string) => void = () => {},
  ): Promise<NedbCollection<T>> {
    const collection = new NedbCollection<T>(name, journal, onRepair);
    if (documents.size > 0) await collection.#db.insertAsync([...documents.values()] as never);
    collection.#size = documents.size;
    await collection.#compactIfWorth();
    return collection;
  }

  /** @throws DuplicateKey when the documents already break a unique index. */
  ensureIndexes(indexes: readonly IndexSpec[]): Promise<void> {
    return this.#exclusively(async () => {
      for (const { fields, unique } of indexes) {
        // One field is enough to find candidates; NeDB's compound indexes would miss documents with an array in them.
        const [first] = fields;
        if (first !== undefined && !this.#indexed.has(first)) {
          await this.#db.ensureIndexAsync({ fieldName: first });
          this.#indexed.add(first);
        }
        const known = this.#unique.some((keys) => keys.fields.join() === fields.join());
        if (unique !== true || known) continue;
        const keys = new UniqueKeys(this.name, fields);
        for (const document of this.#db.getAllData() as unknown as T[]) {
          keys.check(document);
          keys.add(document);
        }
        this.#unique.push(keys);
      }
    });
  }

  async findById(id: string): Promise<T | null> {
    return this.findOne({ _id: id });
  }

  async findOne(filter: Filter): Promise<T | null> {
    checkFilter(filter);
    const [found] = await this.#matching(filter);
    return found === undefined ? null : copyJson(found);
  }

  async find(filter: Filter, options: FindOptions = {}): Promise<T[]> {
    checkFilter(filter);
    const limit = checkLimit(options.limit);
    const found = await this.#matching(filter);
    const { sort } = options;
    return (sort === undefined ? found.slice(0, limit) : sortDocuments(found, sort, limit)).map(copyJson);
  }

  findPage(filter: Filter, request: PageRequest): Promise<Page<T>> {
    return readPage((where, options) => this.find(where, options), filter, request);
  }

  async count(filter: Filter): Promise<number> {
    checkFilter(filter);
    return (await this.#matching(filter)).length;
  }

  async insert(document: Omit<T, 'rev'>): Promise<T> {
    const stored = storable({ ...document, rev: 1 }) as unknown as T;
    if (typeof stored._id !== 'string' || stored._id === '') throw new TypeError(`${this.name}: _id is missing`);
    return this.#exclusively(async () => {
      if ((await this.#matching({ _id: stored._id })).length > 0) throw new DuplicateKey(this.name, ['_id']);
      return this.#put(null, stored);
    });
  }

  async replace(document: T): Promise<T | null> {
    const stored = storable({ ...document, rev: document.rev + 1 });
    return this.#exclusively(async () => {
      const [before] = await this.#matching({ _id: document._id });
      return before === undefined || before.rev !== document.rev ? null : this.#put(before, stored);
    });
  }

  async updateOne(filter: Filter, update: Update): Promise<T | null> {
    checkFilter(filter);
    const checked = checkUpdate(update);
    return this.#exclusively(async () => {
      const [before] = await this.#matching(filter);
      if (before === undefined) return null;
      return this.#put(before, { ...applyUpdate(before, checked), rev: before.rev + 1 });
    });
  }

  async delete(filter: Filter): Promise<number> {
    checkFilter(filter);
    return this.#exclusively(async () => {
      const found = await this.#matching(filter);
      if (found.length === 0) return 0;
      await this.#record(found.map(({ _id }) => ({ drop: _id })));
      for (const keys of this.#unique) for (const document of found) keys.remove(document);
      await this.#db.removeAsync({ _id: { $in: found.map(({ _id }) => _id) } }, { multi: true });
      this.#size -= found.length;
      await this.#compactIfWorth();
      return found.length;
    });
  }

  check(): void {
    if (this.#closed) throw new Error(`${this.name}: the store is closed`);
    this.journal?.check();
  }

  /** Waits for the writes that were asked for. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#writes;
    await this.journal?.close();
  }

  async #put(before: T | null, after: T): Promise<T> {
    for (const keys of this.#unique) keys.check(after);
    await this.#record([{ put: after }]);
    for (const keys of this.#unique) {
      if (before !== null) keys.remove(before);
      keys.add(after);
    }
    if (before === null) {
      await this.#db.insertAsync(after as never);
      this.#size += 1;
    } else await this.#db.updateAsync({ _id: after._id }, after as never);
    await this.#compactIfWorth();
    return copyJson(after);
  }

  async #record(entries: readonly JournalEntry[]): Promise<void> {
    await this.journal?.append(entries);
  }

  async #compactIfWorth(): Promise<void> {
    if (this.journal?.worthCompacting(this.#size) !== true) return;
    await this.journal.compact(this.#db.getAllData() as unknown as T[]).catch((error: Error) => {
      this.onRepair(`${this.name}: the file could not be compacted and stays as it is: ${error.message}`);
    });
  }

  /** The documents themselves, not copies: picked up by `$where`, so that NeDB copies none that the caller will not get. */
  async #matching(filter: Filter): Promise<T[]> {
    if (this.#closed) throw new Error(`${this.name}: the store is closed`);
    const found = new Map<string, T>(); // NeDB gives a document twice when two elements of an indexed array are in range
    await this.#db.countAsync({
      ...indexCondition(filter, this.#indexed),
      $where(this: T) {
        if (matchesFilter(this, filter)) found.set(this._id, this);
        return false;
      },
    });
    return [...found.values()];
  }

  #exclusively<R>(write: () => Promise<R>): Promise<R> {
    if (this.#closed) return Promise.reject(new Error(`${this.name}: the store is closed`));
    const result = this.#writes.then(write);
    this.#writes = result.catch(() => {});
    return result;
  }
}
