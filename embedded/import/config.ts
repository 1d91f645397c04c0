import { type EmbeddedConfig, embeddedConfig } from '../config.js';

/** What the import command reads of its environment. */
export interface ImportEnvironment {
  /** That of the server whose data it adds to. */
  readonly server: EmbeddedConfig;
  /** Where the user stands: npm changes the working directory to the package's. */
  readonly startedIn: string;
  /** The bearer token for a server that asks for one; null when there is none. */
  readonly token: string | null;
}

/** Throws ConfigError with all faults at once. */
export function importEnvironment(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): ImportEnvironment {
  const { INIT_CWD, QUANTGRAPH_TOKEN } = environment;
  return { server: embeddedConfig(environment), startedIn: INIT_CWD || process.cwd(), token: QUANTGRAPH_TOKEN || null };
}
