import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

/** One subgraph, as it goes into the supergraph. */
export interface ComposedSubgraph {
  readonly name: string;
  readonly sdl: string;
}

export interface Composition {
  readonly supergraphSdl: string;
  /** What composition would rather have otherwise, each with its code; none is the aim. */
  readonly hints: readonly string[];
}

/** The subgraphs do not make one graph; the message lists every reason. */
export class CompositionError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The subgraphs do not compose:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'CompositionError';
  }
}

/**
 * Composes subgraphs into the supergraph that the gateway serves. At build time only: what is served is the committed
 * schema/snapshots/supergraph.graphql. The URLs in it are placeholders; connections are configured, not composed.
 */
export function composeSupergraph(subgraphs: readonly ComposedSubgraph[]): Composition {
  const result = composeServices(
    subgraphs.map(({ name, sdl }) => ({ name, url: `http://${name}.invalid/graphql`, typeDefs: parse(sdl) })),
  );
  if (result.errors) {
    throw new CompositionError(result.errors.map((error) => `${String(error.extensions['code'])}: ${error.message}`));
  }
  return {
    supergraphSdl: result.supergraphSdl,
    hints: result.hints.map(({ definition, message }) => `${definition.code}: ${message}`),
  };
}
