import { z } from 'zod';
import { distributedKeys, serverKeys, storageKeys } from '#kit/config/common-config.js';
import type { DocumentStore } from '#kit/documents/document-collection.js';
import type { EventBus } from '#kit/events/event-bus.js';
import { createGraphClient, createHttpGraphExecutor, type GraphClient } from '#kit/graphql/graph-client.js';
import { serveSubgraph } from '#kit/graphql/serve-subgraph.js';
import type { Subgraph } from '#kit/graphql/subgraph.js';
import { createViewerTokens } from '#kit/identity/viewer-token.js';
import type { JobQueue } from '#kit/jobs/job-queue.js';
import { createLogger, type Logger } from '#kit/observability/logger.js';
import { type Clock, systemClock } from '#kit/time/clock.js';
import { openDocuments, openEventBus, openJobQueue } from './open-ports.js';

/** The keys of a subgraph that is a process of its own. Its events must reach the other processes: AMQP_URL is required. */
export const subgraphConfigSchema = z.object({
  ...serverKeys,
  ...storageKeys,
  ...distributedKeys,
  AMQP_URL: z
    .string({ error: 'required where the subgraphs are processes: events travel between them over RabbitMQ' })
    .pipe(storageKeys.AMQP_URL.unwrap()),
});

export type SubgraphConfig = z.output<typeof subgraphConfigSchema>;

/** What a subgraph's composition is given, whichever way it runs. */
export interface SubgraphPorts {
  readonly documents: DocumentStore;
  readonly bus: EventBus;
  readonly jobs: JobQueue;
  readonly graph: GraphClient;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Opens the ports, composes the subgraph and serves it until SIGTERM. */
export async function runSubgraph(
  name: string,
  config: SubgraphConfig,
  compose: (ports: SubgraphPorts, config: SubgraphConfig) => Promise<Subgraph>,
): Promise<void> {
  const log = createLogger(name, config.LOG_LEVEL);
  const clock = systemClock;
  const tokens = createViewerTokens(config.VIEWER_SECRET, clock);
  const documents = await openDocuments(config, name);
  const surroundings = { documents, clock, log };
  const bus = await openEventBus(config, surroundings);
  const jobs = await openJobQueue(config, surroundings);
  const graph = createGraphClient(createHttpGraphExecutor(config.GATEWAY_URL, tokens));
  const subgraph = await compose({ ...surroundings, bus, jobs, graph }, config);
  const whole: Subgraph = {
    ...subgraph,
    async ping() {
      await Promise.all([subgraph.ping(), bus.ping()]);
    },
    async close() {
      await subgraph.close();
      await bus.close();
      await documents.close();
    },
  };
  const { url } = await serveSubgraph(whole, { host: config.HOST, port: config.PORT, tokens, log });
  log.info({ url }, 'the subgraph is served');
}
