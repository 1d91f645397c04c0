import { join } from 'node:path';
import { projectRoot } from '#kit/config/project-root.js';
import { openMemoryStore } from '#kit/documents/nedb-document-store.js';
import { type CollectionOperation, observeStore } from '#kit/documents/observe-store.js';
import type { DomainEvent, EventBus } from '#kit/events/event-bus.js';
import { createInProcessEventBus } from '#kit/events/in-process-event-bus.js';
import type { Subgraph } from '#kit/graphql/subgraph.js';
import { createDocumentJobQueue } from '#kit/jobs/document-job-queue.js';
import type { JobQueue } from '#kit/jobs/job-queue.js';
import { silentLogger } from '#kit/observability/logger.js';
import { systemClock } from '#kit/time/clock.js';
import {
  composeMarketData,
  type MarketDataFolders,
  type MarketDataPorts,
} from '../../subgraphs/market-data/composition.js';
import { type ProviderConfig, providerSettings } from '../../subgraphs/market-data/config.js';
import { subgraphCaller } from '../support/subgraph-caller.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** market-data, started over documents in memory and a lake in a new folder, and all that is seen of it. */
export interface RunningMarketData {
  readonly subgraph: Subgraph;
  readonly call: ReturnType<typeof subgraphCaller>;
  readonly folders: MarketDataFolders;
  readonly bus: EventBus;
  readonly jobs: JobQueue;
  /** All that went over the bus. */
  readonly events: readonly DomainEvent[];
  /** Every call of the document store, but the queue's own, which come when they like. */
  readonly storeCalls: { collection: string; operation: CollectionOperation }[];
  close(): Promise<void>;
}

export async function startMarketData({
  providerKeys = {},
  ...options
}: Partial<MarketDataPorts> & { readonly providerKeys?: Partial<ProviderConfig> } = {}): Promise<RunningMarketData> {
  const folder = await temporaryFolder();
  const storeCalls: RunningMarketData['storeCalls'] = [];
  const events: DomainEvent[] = [];
  const documents = observeStore(openMemoryStore(), (collection, operation) => {
    if (collection !== 'jobs') storeCalls.push({ collection, operation });
  });
  const surroundings = { documents, clock: systemClock, log: silentLogger };
  const bus = await createInProcessEventBus(surroundings);
  await bus.listen(['#'], (event) => events.push(event));
  const jobs = await createDocumentJobQueue({ ...surroundings, exclusive: true });
  const folders = foldersIn(folder.path);
  const subgraph = await composeMarketData({
    ...{ ...surroundings, bus, jobs, folders, sampleData: true },
    providers: providerSettings(providerKeys, folders.import),
    ...options,
  });
  await subgraph.start();
  return {
    ...{ subgraph, call: subgraphCaller(subgraph), folders, bus, jobs, events, storeCalls },
    async close() {
      await subgraph.close();
      await bus.close();
      await documents.close();
      await folder.remove();
    },
  };
}

export function foldersIn(root: string): MarketDataFolders {
  const samples = join(projectRoot(), 'samples');
  return { bars: join(root, 'bars'), tables: join(root, 'tables'), import: join(root, 'import'), samples };
}
