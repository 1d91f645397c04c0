import type { GraphQLSchema } from 'graphql';
import type { RequestContext } from './request-context.js';

/**
 * A subgraph that is put together: its schema and what serves it. Made by each subgraph's composition.ts; served over
 * HTTP by serve-subgraph.ts, or in process by in-process-connection.ts.
 */
export interface Subgraph<Loaders = unknown> {
  readonly name: string;
  readonly schema: GraphQLSchema;
  readonly sdl: string;
  /** Loaders of one request: they batch and remember, so they never outlive it. */
  createLoaders(context: Pick<RequestContext, 'viewer' | 'requestId'>): Loaders;
  /** Loads sample data, resumes jobs, relays what an earlier process could not: before the first request. */
  start(): Promise<void>;
  /** Rejects with what is not ready. */
  ping(): Promise<void>;
  /** Ends subscriptions, lets jobs finish or gives them back, closes stores. */
  close(): Promise<void>;
}
