import { aggregate } from 'mingo';
import { type BSON, Long } from 'mongodb';
import { CommandFailure } from './command-failure.js';
import { DoubleCollection, type IndexDefinition } from './double-collection.js';

type Reply = BSON.Document;
const FIRST_BATCH = 101;

/** The databases of a double, and the commands on them. Each runs to its end before the next one. */
export class DoubleCommands {
  readonly #collections = new Map<string, DoubleCollection>();
  readonly #cursors = new Map<number, { readonly namespace: string; rest: BSON.Document[] }>();
  #lastCursor = 0;

  run(command: BSON.Document): Reply {
    const name = Object.keys(command)[0] ?? '';
    try {
      return { ok: 1, ...this.#dispatch(name, command) };
    } catch (error) {
      if (error instanceof CommandFailure) return error.toReply();
      // Whatever mingo does not take.
      return new CommandFailure(2, 'BadValue', error instanceof Error ? error.message : String(error)).toReply();
    }
  }

  #dispatch(name: string, command: BSON.Document): Reply {
    const collection = (): DoubleCollection => this.#collection(`${command['$db']}.${command[name]}`);
    switch (name) {
      case 'hello':
      case 'isMaster':
      case 'ismaster':
        return greeting();
      case 'ping':
      case 'endSessions':
        return {};
      case 'buildInfo':
        return { version: '6.0.0-double', versionArray: [6, 0, 0, 0] };
      case 'insert':
        return this.#writes(command['documents'], (document) => {
          collection().insert(document);
          return 1;
        });
      case 'update':
        return this.#update(collection(), command['updates']);
      case 'delete':
        return this.#writes(command['deletes'], ({ q, limit }) => collection().remove(q, limit).length);
      case 'find':
        return this.#cursor(
          collection().namespace,
          collection().find(command['filter'] ?? {}, command['sort'], command['limit']),
          command['batchSize'] ?? FIRST_BATCH,
          command['singleBatch'] === true,
        );
      case 'aggregate': {
        const results = aggregate([...collection().all()], command['pipeline']);
        return this.#cursor(collection().namespace, results, command['cursor']?.batchSize ?? FIRST_BATCH, false);
      }
      case 'getMore':
        return this.#getMore(Number(command['getMore']), command['batchSize'] ?? Number.POSITIVE_INFINITY);
      case 'killCursors':
        for (const id of command['cursors']) this.#cursors.delete(Number(id));
        return { cursorsKilled: command['cursors'], cursorsNotFound: [], cursorsAlive: [], cursorsUnknown: [] };
      case 'findAndModify':
        return findAndModify(collection(), command);
      case 'createIndexes': {
        const before = collection().indexes.length;
        for (const index of command['indexes'] as IndexDefinition[]) collection().createIndex(index);
        return { numIndexesBefore: before, numIndexesAfter: collection().indexes.length };
      }
      case 'listIndexes':
        return this.#cursor(collection().namespace, [...collection().indexes], FIRST_BATCH, true);
      case 'drop':
        this.#collections.delete(collection().namespace);
        return {};
      case 'dropDatabase':
        for (const namespace of this.#collections.keys()) {
          if (namespace.startsWith(`${command['$db']}.`)) this.#collections.delete(namespace);
        }
        return {};
      default:
        throw new CommandFailure(59, 'CommandNotFound', `no such command: '${name}'`);
    }
  }

  #collection(namespace: string): DoubleCollection {
    const collection = this.#collections.get(namespace) ?? new DoubleCollection(namespace);
    this.#collections.set(namespace, collection);
    return collection;
  }

  #update(collection: DoubleCollection, updates: BSON.Document[]): Reply {
    let nModified = 0;
    const reply = this.#writes(updates, ({ q, u, multi, upsert }) => {
      if (multi === true || upsert === true)
        throw new CommandFailure(2, 'BadValue', 'multi and upsert are not modelled');
      const changed = collection.change(q, u);
      if (changed === null) return 0;
      nModified += 1;
      return 1;
    });
    return { ...reply, nModified };
  }

  /** Ordered: stops at the first error, which is told beside the count of what was done. */
  #writes(items: BSON.Document[], write: (item: BSON.Document) => number): Reply {
    let n = 0;
    for (const [index, item] of items.entries()) {
      try {
        n += write(item);
      } catch (error) {
        if (!(error instanceof CommandFailure)) throw error;
        return { n, writeErrors: [{ index, code: error.code, errmsg: error.message, ...error.facts }] };
      }
    }
    return { n };
  }

  #cursor(ns: string, documents: BSON.Document[], batchSize: number, single: boolean): Reply {
    const firstBatch = documents.slice(0, batchSize);
    const rest = documents.slice(batchSize);
    if (rest.length === 0 || single) return { cursor: { id: Long.ZERO, ns, firstBatch } };
    this.#lastCursor += 1;
    this.#cursors.set(this.#lastCursor, { namespace: ns, rest });
    return { cursor: { id: Long.fromNumber(this.#lastCursor), ns, firstBatch } };
  }

  #getMore(id: number, batchSize: number): Reply {
    const cursor = this.#cursors.get(id);
    if (cursor === undefined) throw new CommandFailure(43, 'CursorNotFound', `cursor id ${id} not found`);
    const nextBatch = cursor.rest.slice(0, batchSize);
    cursor.rest = cursor.rest.slice(batchSize);
    if (cursor.rest.length === 0) this.#cursors.delete(id);
    return { cursor: { id: Long.fromNumber(cursor.rest.length === 0 ? 0 : id), ns: cursor.namespace, nextBatch } };
  }
}

function findAndModify(collection: DoubleCollection, command: BSON.Document): Reply {
  const { query, update, sort, remove } = command;
  if (remove === true) return { value: collection.remove(query, 1)[0] ?? null };
  const changed = collection.change(query, update, sort);
  const value = command['new'] === true ? changed?.after : changed?.before;
  return { lastErrorObject: { n: changed === null ? 0 : 1, updatedExisting: changed !== null }, value: value ?? null };
}

function greeting(): Reply {
  return {
    ismaster: true,
    isWritablePrimary: true,
    helloOk: true,
    maxBsonObjectSize: 16_777_216,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: 1,
    minWireVersion: 0,
    maxWireVersion: 17,
    readOnly: false,
  };
}
