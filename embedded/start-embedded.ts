import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '#kit/config/project-root.js';
import { createGraphClient } from '#kit/graphql/graph-client.js';
import { createInProcessConnection } from '#kit/graphql/in-process-connection.js';
import { createAuthenticate } from '#kit/identity/authenticate.js';
import { createViewerTokens } from '#kit/identity/viewer-token.js';
import { openDocuments, openEventBus } from '#kit/lifecycle/open-ports.js';
import type { Logger } from '#kit/observability/logger.js';
import type { Clock } from '#kit/time/clock.js';
import { type RunningGateway, startGateway } from '../gateway/server.js';
import { composeSubgraphs } from './compose-subgraphs.js';
import type { EmbeddedConfig } from './config.js';
import { forgetAddress, noteAddress } from './server-address.js';

export interface EmbeddedServices {
  readonly log: Logger;
  readonly clock: Clock;
  /** Off where a test stops the server itself. */
  readonly handleSignals?: boolean;
}

/** The whole graph in this process: gateway, four subgraphs, their stores, their jobs, one bus. */
export async function startEmbedded(config: EmbeddedConfig, services: EmbeddedServices): Promise<RunningGateway> {
  const { log, clock, handleSignals } = services;
  const root = projectRoot();
  // Fails before anything is opened when the address asks for an issuer.
  const authenticate = await createAuthenticate(config, clock);
  // Nobody else needs to know it: the gateway and the subgraphs are one process.
  const tokens = createViewerTokens(randomBytes(32).toString('hex'), clock);
  const eventDocuments = await openDocuments(config, 'events');
  const bus = await openEventBus(config, { documents: eventDocuments, clock, log });

  // A job that an earlier life left begins before the gateway is there: its question waits, within its own time-out.
  let opened: (gateway: RunningGateway) => void = () => {};
  const opening = new Promise<RunningGateway>((resolve) => {
    opened = resolve;
  });
  const graph = createGraphClient(async (request, signal) => (await opening).execute(request, signal));
  const composed = await composeSubgraphs(config, {
    openDocuments: (owner) => openDocuments(config, owner),
    bus,
    graph,
    clock,
    log,
  });
  for (const subgraph of composed.subgraphs) await subgraph.start();

  const gateway = await startGateway({
    host: config.HOST,
    port: config.PORT,
    log,
    clock,
    supergraphSdl: await readFile(join(root, 'schema/snapshots/supergraph.graphql'), 'utf8'),
    connections: Object.fromEntries(
      composed.subgraphs.map((subgraph) => [subgraph.name, createInProcessConnection(subgraph, { tokens, log })]),
    ),
    tokens,
    authenticate,
    isDevelopment: config.AUTH_ISSUER === undefined,
    explorerFolder: join(root, 'dist/gateway/explorer/public'),
    ...(handleSignals === undefined ? {} : { handleSignals }),
    async afterClose() {
      await forgetAddress(config.DATA_DIR);
      for (const subgraph of composed.subgraphs.toReversed()) await subgraph.close();
      await bus.close();
      await composed.close();
      await eventDocuments.close();
    },
  });
  opened(gateway);
  await noteAddress(config.DATA_DIR, gateway.url);
  return gateway;
}
