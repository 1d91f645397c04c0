import { type Schema, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';

/** A composed supergraph, made ready to plan and execute operations. */
export interface LoadedSupergraph {
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  /** The same, as the planner's own schema class. */
  readonly plannerSchema: Schema;
  /** With the hidden fields too. */
  readonly supergraphSchema: GraphQLSchema;
  readonly planner: QueryPlanner;
  readonly subgraphNames: readonly string[];
}

/** @param sdl what composition printed: it was validated there, so it is not validated again. */
export function loadSupergraph(sdl: string): LoadedSupergraph {
  const supergraph = Supergraph.build(sdl, { validateSupergraph: false });
  const plannerSchema = supergraph.apiSchema();
  return {
    apiSchema: plannerSchema.toGraphQLJSSchema(),
    plannerSchema,
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
    // A fetch that carries its parsed document is never parsed again in process.
    planner: new QueryPlanner(supergraph, { exposeDocumentNodeInFetchNode: true }),
    subgraphNames: supergraph.subgraphsMetadata().map(({ name }) => name),
  };
}
