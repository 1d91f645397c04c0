import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '#kit/config/project-root.js';
import { ConfigError } from '#kit/config/read-config.js';
import { createAuthenticate } from '#kit/identity/authenticate.js';
import { createViewerTokens } from '#kit/identity/viewer-token.js';
import { createLogger } from '#kit/observability/logger.js';
import { systemClock } from '#kit/time/clock.js';
import { gatewayConfig } from './config.js';
import { createHttpConnection } from './http-connection.js';
import { startGateway } from './server.js';

try {
  const config = gatewayConfig();
  const log = createLogger('gateway', config.LOG_LEVEL);
  const root = projectRoot();

  const gateway = await startGateway({
    host: config.HOST,
    port: config.PORT,
    log,
    clock: systemClock,
    supergraphSdl: await readFile(join(root, 'schema/snapshots/supergraph.graphql'), 'utf8'),
    connections: Object.fromEntries(
      Object.entries(config.SUBGRAPH_URLS).map(([name, url]) => [name, createHttpConnection(url)]),
    ),
    tokens: createViewerTokens(config.VIEWER_SECRET, systemClock),
    authenticate: await createAuthenticate(config, systemClock),
    isDevelopment: config.AUTH_ISSUER === undefined,
    explorerFolder: join(root, 'dist/gateway/explorer/public'),
  });
  log.info({ url: gateway.url }, 'the graph is served');
} catch (error) {
  // What an operator can mend is said in its own words; anything else with its stack.
  process.stderr.write(`${error instanceof ConfigError ? error.message : String((error as Error).stack ?? error)}\n`);
  process.exit(1);
}
