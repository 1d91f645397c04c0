import { join } from 'node:path';
import { barsLocation, importFolder, type SubgraphName } from '#kit/config/common-config.js';
import { projectRoot } from '#kit/config/project-root.js';
import type { DocumentStore } from '#kit/documents/document-collection.js';
import type { EventBus } from '#kit/events/event-bus.js';
import type { GraphClient } from '#kit/graphql/graph-client.js';
import type { Subgraph } from '#kit/graphql/subgraph.js';
import { openJobQueue } from '#kit/lifecycle/open-ports.js';
import type { Logger } from '#kit/observability/logger.js';
import type { Clock } from '#kit/time/clock.js';
import { composeGenAi } from '../subgraphs/gen-ai/composition.js';
import { composeMarketData } from '../subgraphs/market-data/composition.js';
import { type ProviderConfig, providerSettings } from '../subgraphs/market-data/config.js';
import { composeMlPlatform } from '../subgraphs/ml-platform/composition.js';
import { composeTrading } from '../subgraphs/trading/composition.js';
import type { EmbeddedConfig } from './config.js';

/** What the four subgraphs of one process share. */
export interface EmbeddedPorts {
  readonly openDocuments: (owner: string) => Promise<DocumentStore>;
  readonly bus: EventBus;
  readonly graph: GraphClient;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Where things lie, and what the providers of market data are told: their defaults where that is absent. */
export type EmbeddedPlaces = Pick<
  EmbeddedConfig,
  'DATA_DIR' | 'IMPORT_DIR' | 'BARS_URL' | 'SAMPLE_DATA' | 'MONGODB_URL'
> &
  Partial<ProviderConfig>;

export interface ComposedSubgraphs {
  /** In the order in which they start: bars first. */
  readonly subgraphs: readonly Subgraph[];
  /** Closes what was opened for them; they themselves come first. */
  close(): Promise<void>;
}

/** The four subgraphs, each with documents and jobs of its own, on one bus. */
export async function composeSubgraphs(places: EmbeddedPlaces, ports: EmbeddedPorts): Promise<ComposedSubgraphs> {
  const { bus, graph, clock, log } = ports;
  const stores: DocumentStore[] = [];

  async function portsOf(name: SubgraphName) {
    const documents = await ports.openDocuments(name);
    stores.push(documents);
    const surroundings = { documents, clock, log: log.child({ subgraph: name }) };
    return { ...surroundings, bus, graph, jobs: await openJobQueue(places, surroundings) };
  }

  const [trading, marketData, mlPlatform, genAi] = [
    await portsOf('trading'),
    await portsOf('market-data'),
    await portsOf('ml-platform'),
    await portsOf('gen-ai'),
  ];
  const bars = barsLocation(places);
  const subgraphs = [
    await composeMarketData({
      ...marketData,
      folders: {
        bars,
        tables: join(places.DATA_DIR, 'tables'),
        import: importFolder(places),
        samples: join(projectRoot(), 'samples'),
      },
      sampleData: places.SAMPLE_DATA,
      providers: providerSettings(places, importFolder(places)),
    }),
    await composeTrading({ ...trading, folders: { bars, results: join(places.DATA_DIR, 'results') }, workers: 1 }),
    await composeMlPlatform(mlPlatform),
    await composeGenAi(genAi),
  ];
  return {
    subgraphs,
    async close() {
      for (const store of stores) await store.close();
    },
  };
}
