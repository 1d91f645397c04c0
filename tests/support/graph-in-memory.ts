import type { ExecutionResult } from 'graphql';
import type { DocumentStore } from '#kit/documents/document-collection.js';
import { openMemoryStore } from '#kit/documents/nedb-document-store.js';
import { createInProcessEventBus } from '#kit/events/in-process-event-bus.js';
import { createGraphClient } from '#kit/graphql/graph-client.js';
import { createInProcessConnection } from '#kit/graphql/in-process-connection.js';
import type { Subgraph } from '#kit/graphql/subgraph.js';
import { developmentUser } from '#kit/identity/development-user.js';
import type { Viewer } from '#kit/identity/viewer.js';
import { createViewerTokens } from '#kit/identity/viewer-token.js';
import { silentLogger } from '#kit/observability/logger.js';
import { systemClock } from '#kit/time/clock.js';
import { BarLakeWriter } from '#lake/bar-lake-writer.js';
import { DataInterval } from '#schema/generated/enums.js';
import { composeSubgraphs } from '../../embedded/compose-subgraphs.js';
import { composeSupergraph } from '../../gateway/compose.js';
import { FederatedGraph } from '../../gateway/federated-graph.js';
import { waveBars } from './sample-bars.js';
import { temporaryFolder } from './temporary-folder.js';

/** The four subgraphs and the gateway's graph, without HTTP: documents in memory, one series of bars, WAVE. */
export interface GraphInMemory {
  readonly graph: FederatedGraph;
  readonly subgraphs: readonly Subgraph[];
  ask(query: string, variables?: Readonly<Record<string, unknown>>, viewer?: Viewer): Promise<ExecutionResult>;
  /** Resolves when every report that was asked for has ended. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export async function openGraphInMemory(options: { openDocuments?: () => DocumentStore } = {}): Promise<GraphInMemory> {
  const folder = await temporaryFolder();
  const surroundings = { clock: systemClock, log: silentLogger };
  const tokens = createViewerTokens('a secret of the tests, long enough', systemClock);
  const bars = `${folder.path}/bars`;
  const lake = await BarLakeWriter.open({ root: bars });
  await lake.upsert({ symbol: 'WAVE', interval: DataInterval.DAILY }, waveBars('2020-01-01', 400), 'test');
  await lake.close();

  let graph: FederatedGraph | undefined;
  const bus = await createInProcessEventBus({ ...surroundings, documents: openMemoryStore() });
  const places = {
    DATA_DIR: folder.path,
    SAMPLE_DATA: false,
    IMPORT_DIR: undefined,
    BARS_URL: bars,
    MONGODB_URL: undefined,
  };
  const composed = await composeSubgraphs(places, {
    ...surroundings,
    bus,
    openDocuments: async () => (options.openDocuments ?? openMemoryStore)(),
    graph: createGraphClient((request, signal) => {
      if (graph === undefined) throw new Error('the graph is not there yet');
      return graph.execute(request, signal);
    }),
  });
  for (const subgraph of composed.subgraphs) await subgraph.start();
  graph = new FederatedGraph({
    ...surroundings,
    tokens,
    supergraphSdl: composeSupergraph(composed.subgraphs).supergraphSdl,
    connections: Object.fromEntries(
      composed.subgraphs.map((subgraph) => [
        subgraph.name,
        createInProcessConnection(subgraph, { tokens, log: silentLogger }),
      ]),
    ),
  });
  const ready = graph;

  async function ask(query: string, variables: Readonly<Record<string, unknown>> = {}, viewer = developmentUser) {
    return ready.execute({ document: query, variables, viewer, requestId: 'req_test' });
  }

  return {
    graph: ready,
    subgraphs: composed.subgraphs,
    ask,
    async settled() {
      for (const status of ['PENDING', 'RUNNING']) {
        for (;;) {
          const { data } = await ask(
            'query ($status: RunStatus) { narrativeReports(status: $status, first: 1) { totalCount } }',
            { status },
          );
          if ((data as { narrativeReports: { totalCount: number } }).narrativeReports.totalCount === 0) break;
          await new Promise((resolve) => setImmediate(resolve));
        }
      }
    },
    async close() {
      for (const subgraph of composed.subgraphs.toReversed()) await subgraph.close();
      await bus.close();
      await composed.close();
      await folder.remove();
    },
  };
}
