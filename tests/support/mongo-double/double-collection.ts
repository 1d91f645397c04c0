import { find, Query, updateOne } from 'mingo';
import { BSON } from 'mongodb';
import { CommandFailure } from './command-failure.js';

export interface IndexDefinition {
  readonly name: string;
  readonly key: Readonly<Record<string, 1 | -1>>;
  readonly unique?: boolean;
  readonly partialFilterExpression?: BSON.Document;
}

/** The documents of one collection in insertion order, evaluated by mingo; unique indexes are kept. */
export class DoubleCollection {
  readonly indexes: IndexDefinition[] = [{ name: '_id_', key: { _id: 1 }, unique: true }];
  #documents: BSON.Document[] = [];

  constructor(readonly namespace: string) {}

  find(filter: BSON.Document, sort?: BSON.Document, limit = 0): BSON.Document[] {
    let cursor = find<BSON.Document>(this.#documents, filter);
    if (sort !== undefined && Object.keys(sort).length > 0) cursor = cursor.sort(sort as Record<string, 1 | -1>);
    if (limit > 0) cursor = cursor.limit(limit);
    return cursor.all();
  }

  all(): readonly BSON.Document[] {
    return this.#documents;
  }

  insert(document: BSON.Document): void {
    this.#commit([...this.#documents, document], document);
  }

  /** The first match before and after; null when nothing matches. */
  change(
    filter: BSON.Document,
    change: BSON.Document,
    sort?: BSON.Document,
  ): { readonly before: BSON.Document; readonly after: BSON.Document } | null {
    const [before] = this.find(filter, sort, 1);
    if (before === undefined) return null;
    const after = Object.keys(change).some((key) => key.startsWith('$'))
      ? updated(before, change)
      : { _id: before['_id'], ...change };
    if (after['_id'] !== before['_id']) throw new CommandFailure(66, 'ImmutableField', 'the _id cannot be changed');
    this.#commit(
      this.#documents.map((document) => (document === before ? after : document)),
      after,
    );
    return { before, after };
  }

  remove(filter: BSON.Document, limit: number): BSON.Document[] {
    const gone = new Set(this.find(filter, undefined, limit));
    this.#documents = this.#documents.filter((document) => !gone.has(document));
    return [...gone];
  }

  createIndex(index: IndexDefinition): void {
    const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
    const named = this.indexes.find(({ name }) => name === index.name);
    if (named !== undefined) {
      if (same(named.key, index.key) && named.unique === index.unique) return;
      throw new CommandFailure(86, 'IndexKeySpecsConflict', `another index has the name ${index.name}`);
    }
    const equal = this.indexes.find(
      ({ key, partialFilterExpression }) =>
        same(key, index.key) && same(partialFilterExpression, index.partialFilterExpression),
    );
    if (equal !== undefined) throw new CommandFailure(85, 'IndexOptionsConflict', `the same index is ${equal.name}`);
    for (const [i, document] of this.#documents.entries()) {
      this.#checkUnique(index, document, this.#documents.slice(0, i));
    }
    this.indexes.push(index);
  }

  #commit(documents: BSON.Document[], changed: BSON.Document): void {
    for (const index of this.indexes) {
      this.#checkUnique(
        index,
        changed,
        documents.filter((other) => other !== changed),
      );
    }
    this.#documents = documents;
  }

  #checkUnique(index: IndexDefinition, document: BSON.Document, others: readonly BSON.Document[]): void {
    if (index.unique !== true) return;
    const covered = new Query(index.partialFilterExpression ?? {});
    if (!covered.test(document)) return;
    const keys = new Set(indexKeys(document, index));
    const taken = others.some((other) => covered.test(other) && indexKeys(other, index).some((key) => keys.has(key)));
    if (!taken) return;
    const message = `E11000 duplicate key error collection: ${this.namespace} index: ${index.name}`;
    throw new CommandFailure(11_000, 'DuplicateKey', message, { keyPattern: index.key, keyValue: {} });
  }
}

function updated(before: BSON.Document, change: BSON.Document): BSON.Document {
  const documents = [BSON.deserialize(BSON.serialize(before))];
  refuseWrongTypes(before, change);
  updateOne(documents, {}, change, { cloneMode: 'deep' });
  return documents[0] as BSON.Document;
}

/** Every combination of the values of the index fields; an array gives each of its elements, a missing field null. */
function indexKeys(document: BSON.Document, index: IndexDefinition): string[] {
  let tuples: unknown[][] = [[]];
  for (const path of Object.keys(index.key)) {
    let values: unknown[] = [document];
    for (const part of path.split('.')) {
      values = values.flat().map((value) => (value as BSON.Document | null | undefined)?.[part] ?? null);
    }
    tuples = tuples.flatMap((tuple) => values.flat().map((value) => [...tuple, value]));
  }
  return tuples.map((tuple) => JSON.stringify(tuple));
}

/** Mingo leaves a field of the wrong type as it is; a server refuses the whole update. */
function refuseWrongTypes(document: BSON.Document, change: BSON.Document): void {
  const refuse = (operator: string, wanted: string, fits: (value: unknown) => boolean): void => {
    for (const path of Object.keys(change[operator] ?? {})) {
      const value = path.split('.').reduce<unknown>((at, part) => (at as BSON.Document | undefined)?.[part], document);
      if (value === undefined || fits(value)) continue;
      throw new CommandFailure(14, 'TypeMismatch', `Cannot apply ${operator} to ${path}: it is not ${wanted}`);
    }
  };
  refuse('$inc', 'a number', (value) => typeof value === 'number');
  for (const operator of ['$push', '$addToSet', '$pull']) refuse(operator, 'an array', Array.isArray);
}
