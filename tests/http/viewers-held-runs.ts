import type { DocumentCollection, DocumentStore, StoredDocument } from '#kit/documents/document-collection.js';
import { openMemoryStore } from '#kit/documents/nedb-document-store.js';
import { createAuthenticate } from '#kit/identity/authenticate.js';
import { silentLogger } from '#kit/observability/logger.js';
import { systemClock } from '#kit/time/clock.js';
import { BacktestStatus } from '#schema/generated/enums.js';
import { startGateway } from '../../gateway/server.js';
import { openGraphInMemory } from '../support/graph-in-memory.js';
import type { Issuer } from './viewers-issuer.js';

/** The whole graph over HTTP, where backtests stay PENDING until they are let go: what watches one has to wait. */
export interface HeldRuns {
  readonly url: string;
  letGo(): void;
  close(): Promise<void>;
}

export async function serveHeldRuns(issuer: Issuer): Promise<HeldRuns> {
  let letGo = () => {};
  const gone = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const graph = await openGraphInMemory({ openDocuments: () => holdRuns(openMemoryStore(), gone) });
  const authenticate = await createAuthenticate({ HOST: '127.0.0.1', ...issuer.environment }, systemClock);
  const gateway = await startGateway({
    ...graph.graph.options,
    host: '127.0.0.1',
    port: 0,
    log: silentLogger,
    authenticate,
    isDevelopment: false,
    handleSignals: false,
  });
  return {
    url: gateway.url,
    letGo,
    async close() {
      letGo();
      await gateway.close();
      await graph.close();
    },
  };
}

/** The same store, but the write that makes a backtest RUNNING waits. */
function holdRuns(store: DocumentStore, until: Promise<void>): DocumentStore {
  return {
    async collection<T extends StoredDocument>(...args: Parameters<DocumentStore['collection']>) {
      const collection = await store.collection<T>(...args);
      if (collection.name !== 'backtests') return collection;
      return {
        name: collection.name,
        findById: (id) => collection.findById(id),
        findOne: (filter) => collection.findOne(filter),
        find: (filter, options) => collection.find(filter, options),
        findPage: (filter, request) => collection.findPage(filter, request),
        count: (filter) => collection.count(filter),
        insert: (document) => collection.insert(document),
        replace: (document) => collection.replace(document),
        delete: (filter) => collection.delete(filter),
        async updateOne(filter, update) {
          if (update.$set?.['status'] === BacktestStatus.RUNNING) await until;
          return collection.updateOne(filter, update);
        },
      } satisfies DocumentCollection<T>;
    },
    ping: () => store.ping(),
    close: () => store.close(),
  };
}
