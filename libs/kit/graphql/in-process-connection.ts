import { type ExecutionServices, executeOperation, subscribeToOperation } from './execute-operation.js';
import type { Subgraph } from './subgraph.js';
import type { SubgraphConnection } from './subgraph-connection.js';

/** A subgraph in this very process: no HTTP, no second parse; the signed viewer is verified all the same. */
export function createInProcessConnection(subgraph: Subgraph, services: ExecutionServices): SubgraphConnection {
  return {
    execute: (request) => executeOperation(subgraph, request, services),
    subscribe: (request) => subscribeToOperation(subgraph, request, services),
    ping: () => subgraph.ping(),
  };
}
