import { z } from 'zod';
import { distributedKeys, identityKeys, serverKeys, subgraphUrls } from '#kit/config/common-config.js';
import { readConfig } from '#kit/config/read-config.js';

const schema = z.object({
  ...serverKeys,
  ...identityKeys,
  VIEWER_SECRET: distributedKeys.VIEWER_SECRET,
  SUBGRAPH_URLS: subgraphUrls,
});

export type GatewayConfig = z.output<typeof schema>;

/** The configuration of a gateway that runs by itself. Throws ConfigError with all faults at once. */
export function gatewayConfig(environment: Readonly<Record<string, string | undefined>> = process.env): GatewayConfig {
  return readConfig(schema, environment);
}
