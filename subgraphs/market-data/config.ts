import { readConfig } from '#kit/config/read-config.js';
import { type SubgraphConfig, subgraphConfigSchema } from '#kit/lifecycle/run-subgraph.js';

/** The configuration of this subgraph where it is a process of its own. Throws ConfigError with all faults at once. */
export function subgraphConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): SubgraphConfig {
  return readConfig(subgraphConfigSchema, environment);
}
