import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { openMemoryStore } from '#kit/documents/nedb-document-store.js';
import { createInProcessEventBus } from '#kit/events/in-process-event-bus.js';
import { createGraphClient } from '#kit/graphql/graph-client.js';
import { silentLogger } from '#kit/observability/logger.js';
import { systemClock } from '#kit/time/clock.js';
import { composeSubgraphs } from '../embedded/compose-subgraphs.js';
import { composeSupergraph } from '../gateway/compose.js';
import { loadSupergraph } from '../gateway/supergraph.js';

export interface ComposedSchemas {
  /** File name below schema/snapshots → its text. */
  readonly files: ReadonlyMap<string, string>;
  readonly hints: readonly string[];
}

/** Every schema as the code has it now: the four subgraphs put together in memory, composed, and what a client sees. */
export async function composeSchemas(): Promise<ComposedSchemas> {
  const folder = await mkdtemp(join(tmpdir(), 'quantgraph-schema-'));
  const surroundings = { clock: systemClock, log: silentLogger };
  const bus = await createInProcessEventBus({ ...surroundings, documents: openMemoryStore() });
  const places = {
    DATA_DIR: folder,
    SAMPLE_DATA: false,
    IMPORT_DIR: undefined,
    BARS_URL: undefined,
    MONGODB_URL: undefined,
  };
  const composed = await composeSubgraphs(places, {
    ...surroundings,
    bus,
    openDocuments: async () => openMemoryStore(),
    graph: createGraphClient(() => Promise.reject(new Error('there is no graph while its schema is composed'))),
  });
  try {
    const subgraphs = [...composed.subgraphs].sort((a, b) => a.name.localeCompare(b.name));
    const { supergraphSdl, hints } = composeSupergraph(subgraphs);
    const files = new Map(subgraphs.map(({ name, sdl }) => [`${name}.graphql`, sdl]));
    files.set('supergraph.graphql', `${supergraphSdl.trimEnd()}\n`);
    files.set('api.graphql', `${printSchema(lexicographicSortSchema(loadSupergraph(supergraphSdl).apiSchema))}\n`);
    return { files, hints };
  } finally {
    for (const subgraph of composed.subgraphs) await subgraph.close();
    await bus.close();
    await composed.close();
    await rm(folder, { recursive: true, force: true });
  }
}
