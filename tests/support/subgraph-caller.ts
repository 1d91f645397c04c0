import { type ExecutionResult, execute, parse } from 'graphql';
import { createRequestContext, subscribeToOperation } from '#kit/graphql/execute-operation.js';
import type { Subgraph } from '#kit/graphql/subgraph.js';
import type { Viewer } from '#kit/identity/viewer.js';
import { createViewerTokens } from '#kit/identity/viewer-token.js';
import { silentLogger } from '#kit/observability/logger.js';
import { systemClock } from '#kit/time/clock.js';
import { Role } from '#schema/generated/enums.js';

export const alice: Viewer = { id: 'usr_alice', name: 'Alice', roles: [Role.ANALYST] };
export const bob: Viewer = { id: 'usr_bob', name: 'Bob', roles: [Role.ANALYST] };
export const admin: Viewer = { id: 'usr_admin', name: 'Root', roles: [Role.ADMIN] };

type Variables = Readonly<Record<string, unknown>>;

/** Calls one subgraph as the gateway would, as one viewer or another. */
export function subgraphCaller(subgraph: Subgraph) {
  const services = { tokens: createViewerTokens('a secret of the tests, long enough', systemClock), log: silentLogger };

  async function ask(viewer: Viewer, query: string, variables: Variables = {}): Promise<ExecutionResult> {
    const request = { viewerToken: await services.tokens.sign(viewer), requestId: 'req_test' };
    const contextValue = await createRequestContext(subgraph, request, services);
    return execute({ schema: subgraph.schema, document: parse(query), variableValues: { ...variables }, contextValue });
  }

  return {
    ask,
    /** The data; throws the first error. */
    // biome-ignore lint/suspicious/noExplicitAny: the shape is what the query says
    async get<T = any>(viewer: Viewer, query: string, variables?: Variables): Promise<T> {
      const { data, errors } = await ask(viewer, query, variables);
      if (errors) throw errors[0]!;
      return data as T;
    },
    /** The code of the refusal; undefined when there is none. */
    async codeOf(viewer: Viewer, query: string, variables?: Variables): Promise<unknown> {
      return (await ask(viewer, query, variables)).errors?.[0]?.extensions['code'];
    },
    async subscribe(
      viewer: Viewer,
      query: string,
      variables: Variables = {},
    ): Promise<AsyncIterableIterator<ExecutionResult>> {
      const viewerToken = await services.tokens.sign(viewer);
      const stream = await subscribeToOperation(
        subgraph,
        { query, variables, viewerToken, requestId: 'req_test' },
        services,
      );
      if (!(Symbol.asyncIterator in stream))
        throw stream.errors?.[0] ?? new Error('the subscription gave a single result');
      return stream;
    },
  };
}
