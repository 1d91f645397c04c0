import type { DocumentNode, ExecutionResult } from 'graphql';

/** One operation for one subgraph, on behalf of one viewer. */
export interface SubgraphRequest {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** The parsed query, when the caller has it: saves the parse in process. */
  readonly document?: DocumentNode;
  /** The viewer, signed by the gateway; a subgraph trusts nothing else. */
  readonly viewerToken: string;
  readonly requestId: string;
  readonly signal?: AbortSignal;
}

/**
 * How the gateway reaches a subgraph: in process (embedded) or over HTTP (distributed). Errors that the subgraph
 * answers are in the result; a rejection means that it could not be reached.
 */
export interface SubgraphConnection {
  execute(request: SubgraphRequest): Promise<ExecutionResult>;
  /** Events until the source ends or the iterator is returned; a single result when the operation was refused. */
  subscribe(request: SubgraphRequest): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult>;
  /** Resolves when the subgraph is ready to answer. */
  ping(): Promise<void>;
}

/** The header in which the signed viewer travels, from the gateway to a subgraph and from a subgraph to the gateway. */
export const VIEWER_HEADER = 'x-quantgraph-viewer';
/** The header that ties the log lines of one request together. */
export const REQUEST_ID_HEADER = 'x-request-id';
