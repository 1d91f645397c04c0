import { BSONRegExp, type Collection, type Filter as DriverFilter, MongoServerError, type UpdateFilter } from 'mongodb';
import { storable } from './dialect/check-document.js';
import { checkFilter } from './dialect/check-filter.js';
import { checkUpdate } from './dialect/check-update.js';
import { isPlainObject } from './dialect/field-path.js';
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
import { checkLimit, readPage } from './page.js';

/** The server's code for a unique value that is taken. */
const DUPLICATE_KEY = 11_000;

/** A collection in MongoDB: the dialect is its own, so what was checked is passed on as it is. */
export class MongoCollection<T extends StoredDocument> implements DocumentCollection<T> {
  constructor(
    readonly name: string,
    private readonly collection: Collection<StoredDocument>,
    private readonly maxTimeMS: number,
  ) {}

  /**
   * Unique indexes are partial: a document that lacks a field (missing or null) is not in them. As a partial index
   * serves few queries, its fields get a plain one as well.
   */
  async ensureIndexes(indexes: readonly IndexSpec[]): Promise<void> {
    const wanted = indexes.flatMap(({ fields, unique }) => {
      const key = Object.fromEntries(fields.map((field) => [field, 1 as const]));
      const plain = { key, name: `by_${fields.join('_')}` };
      if (unique !== true) return [plain];
      const present = Object.fromEntries(fields.map((field) => [field, { $type: ['string', 'number', 'bool'] }]));
      return [plain, { key, name: `unique_${fields.join('_')}`, unique: true, partialFilterExpression: present }];
    });
    if (wanted.length > 0) await this.#mapped(() => this.collection.createIndexes(wanted));
  }

  async findById(id: string): Promise<T | null> {
    return this.findOne({ _id: id });
  }

  async findOne(filter: Filter): Promise<T | null> {
    return (await this.collection.findOne(toDriver(filter), { maxTimeMS: this.maxTimeMS })) as T | null;
  }

  async find(filter: Filter, options: FindOptions = {}): Promise<T[]> {
    const limit = checkLimit(options.limit);
    const sort = (options.sort ?? []).map(([path, direction]): [string, 1 | -1] => [path, direction]);
    const cursor = this.collection.find(toDriver(filter), { limit, sort, maxTimeMS: this.maxTimeMS });
    return (await cursor.toArray()) as StoredDocument[] as T[];
  }

  findPage(filter: Filter, request: PageRequest): Promise<Page<T>> {
    return readPage((where, options) => this.find(where, options), filter, request);
  }

  async count(filter: Filter): Promise<number> {
    return this.collection.countDocuments(toDriver(filter), { maxTimeMS: this.maxTimeMS });
  }

  async insert(document: Omit<T, 'rev'>): Promise<T> {
    const stored = storable({ ...document, rev: 1 }) as unknown as T;
    if (typeof stored._id !== 'string' || stored._id === '') throw new TypeError(`${this.name}: _id is missing`);
    await this.#mapped(() => this.collection.insertOne(stored));
    return stored;
  }

  async replace(document: T): Promise<T | null> {
    const { _id, rev } = document;
    const stored = storable({ ...document, rev: rev + 1 });
    const { matchedCount } = await this.#mapped(() => this.collection.replaceOne({ _id, rev }, stored));
    return matchedCount === 1 ? stored : null;
  }

  async updateOne(filter: Filter, update: Update): Promise<T | null> {
    const checked = checkUpdate(update);
    const change = { ...checked, $inc: { ...checked.$inc, rev: 1 } } as UpdateFilter<StoredDocument>;
    const options = { returnDocument: 'after', maxTimeMS: this.maxTimeMS } as const;
    return (await this.#mapped(() => this.collection.findOneAndUpdate(toDriver(filter), change, options))) as T | null;
  }

  async delete(filter: Filter): Promise<number> {
    return (await this.collection.deleteMany(toDriver(filter))).deletedCount;
  }

  async #mapped<R>(write: () => Promise<R>): Promise<R> {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof MongoServerError) || error.code !== DUPLICATE_KEY) throw error;
      throw new DuplicateKey(this.name, Object.keys((error['keyPattern'] as object | undefined) ?? { _id: 1 }));
    }
  }
}

/** Checked, and with regular expressions in BSON's own form: the driver's reading of JavaScript's flags is another. */
function toDriver(filter: Filter): DriverFilter<StoredDocument> {
  checkFilter(filter);
  return translate(filter) as DriverFilter<StoredDocument>;
}

function translate(value: unknown): unknown {
  if (value instanceof RegExp) return new BSONRegExp(value.source, value.flags);
  if (Array.isArray(value)) return value.map(translate);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, translate(part)]));
}
