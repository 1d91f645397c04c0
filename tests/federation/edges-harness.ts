import type { ExecutionResult } from 'graphql';
import type { DocumentCollection, DocumentStore, StoredDocument } from '#kit/documents/document-collection.js';
import { openMemoryStore } from '#kit/documents/nedb-document-store.js';
import { observeStore } from '#kit/documents/observe-store.js';
import type { SubgraphConnection } from '#kit/graphql/subgraph-connection.js';
import { developmentUser } from '#kit/identity/development-user.js';
import type { Viewer } from '#kit/identity/viewer.js';
import { openGraphInMemory } from '../support/graph-in-memory.js';

/** A collection's name and an operation on it, such as `strategies.find`. */
export type StoreCall = string;

// biome-ignore lint/suspicious/noExplicitAny: the shape is what the query says
export type Data = any;

/** The whole graph in memory, telling what a query costs, and letting tests come between. */
export interface WatchedGraph {
  ask(query: string, variables?: Readonly<Record<string, unknown>>, viewer?: Viewer): Promise<ExecutionResult>;
  /** The data; throws the first error. */
  get(query: string, variables?: Readonly<Record<string, unknown>>, viewer?: Viewer): Promise<Data>;
  /** What one query answers, which subgraphs are asked for it, in what order, and what the stores are. */
  cost(query: string, variables?: Readonly<Record<string, unknown>>, viewer?: Viewer): Promise<Cost>;
  /** What one event of a subscription answers, and what the stores were asked for it. */
  firstEvent(query: string, variables: Readonly<Record<string, unknown>>, viewer?: Viewer): Promise<Cost>;
  /** The subgraph cannot be reached, until the function that this gives is called. */
  takeDown(subgraph: string): () => void;
  /** Runs once, before the next document is inserted there, which waits for it. */
  beforeInsert(collection: string, run: () => Promise<void>): void;
  /** Resolves when no store has been asked anything for a while: jobs and relays have nothing left to do. */
  quiet(): Promise<void>;
  /** Resolves when every report has ended. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface Cost {
  readonly data: Data;
  readonly errors: ExecutionResult['errors'];
  readonly fetches: readonly string[];
  readonly calls: Readonly<Record<StoreCall, number>>;
}

export async function openWatchedGraph(): Promise<WatchedGraph> {
  const calls: StoreCall[] = [];
  const fetches: string[] = [];
  const down = new Set<string>();
  const hooks = new Map<string, () => Promise<void>>();
  const opened = await openGraphInMemory({
    openDocuments: () =>
      observeStore(holdInserts(openMemoryStore(), hooks), (collection, operation) => {
        // The queues look for work whether or not anybody asks.
        if (collection !== 'jobs') calls.push(`${collection}.${operation}`);
      }),
  });
  const { connections } = opened.graph.options;
  for (const [name, connection] of Object.entries(connections)) {
    const execute = connection.execute.bind(connection);
    (connection as { execute: SubgraphConnection['execute'] }).execute = (request) => {
      fetches.push(name);
      return down.has(name) ? Promise.reject(new Error('connect ECONNREFUSED 10.1.2.3:4001')) : execute(request);
    };
  }

  async function quiet(): Promise<void> {
    for (let before = -1; before !== calls.length; ) {
      before = calls.length;
      for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async function measured(run: () => Promise<ExecutionResult>): Promise<Cost> {
    await quiet();
    calls.length = 0;
    fetches.length = 0;
    const { data, errors } = await run();
    const counted: Record<string, number> = {};
    for (const call of calls) counted[call] = (counted[call] ?? 0) + 1;
    return { data, errors, fetches: [...fetches], calls: counted };
  }

  return {
    ask: opened.ask,
    async get(query, variables, viewer) {
      const { data, errors } = await opened.ask(query, variables, viewer);
      if (errors) throw errors[0]!;
      return data;
    },
    cost: (query, variables, viewer) => measured(() => opened.ask(query, variables, viewer)),
    firstEvent: (query, variables, viewer = developmentUser) =>
      measured(async () => {
        const caller = { viewer, expiresAt: null };
        const stream = await opened.graph.subscriptions.start({ query, variables }, caller, 'req_test');
        if (!(Symbol.asyncIterator in stream)) return stream;
        const first = await stream.next();
        await stream.return();
        return first.value as ExecutionResult;
      }),
    takeDown(subgraph) {
      down.add(subgraph);
      return () => down.delete(subgraph);
    },
    beforeInsert: (collection, run) => void hooks.set(collection, run),
    quiet,
    settled: opened.settled,
    close: opened.close,
  };
}

function holdInserts(store: DocumentStore, hooks: Map<string, () => Promise<void>>): DocumentStore {
  return {
    async collection<T extends StoredDocument>(...args: Parameters<DocumentStore['collection']>) {
      const collection = await store.collection<T>(...args);
      return {
        name: collection.name,
        findById: (id) => collection.findById(id),
        findOne: (filter) => collection.findOne(filter),
        find: (filter, options) => collection.find(filter, options),
        findPage: (filter, request) => collection.findPage(filter, request),
        count: (filter) => collection.count(filter),
        replace: (document) => collection.replace(document),
        updateOne: (filter, update) => collection.updateOne(filter, update),
        delete: (filter) => collection.delete(filter),
        async insert(document) {
          const hook = hooks.get(collection.name);
          hooks.delete(collection.name);
          await hook?.();
          return collection.insert(document);
        },
      } satisfies DocumentCollection<T>;
    },
    ping: () => store.ping(),
    close: () => store.close(),
  };
}
