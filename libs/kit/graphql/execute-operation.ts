import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  parse,
} from 'graphql';
import { maskError } from '#kit/errors/mask-error.js';
import type { ViewerTokens } from '#kit/identity/viewer-token.js';
import type { Logger } from '#kit/observability/logger.js';
import type { RequestContext } from './request-context.js';
import type { Subgraph } from './subgraph.js';
import type { SubgraphRequest } from './subgraph-connection.js';

export interface ExecutionServices {
  readonly tokens: ViewerTokens;
  readonly log: Logger;
}

/** The context of one request, once its viewer is verified. */
export async function createRequestContext(
  subgraph: Subgraph,
  request: Pick<SubgraphRequest, 'viewerToken' | 'requestId'>,
  services: ExecutionServices,
): Promise<RequestContext> {
  const viewer = await services.tokens.verify(request.viewerToken);
  const { requestId } = request;
  return {
    viewer,
    requestId,
    log: services.log.child({ requestId }),
    loaders: subgraph.createLoaders({ viewer, requestId }),
  };
}

/** Runs a query or mutation that the gateway has planned, so it is not validated again; errors come masked. */
export async function executeOperation(
  subgraph: Subgraph,
  request: SubgraphRequest,
  services: ExecutionServices,
): Promise<ExecutionResult> {
  try {
    const contextValue = await createRequestContext(subgraph, request, services);
    const result = await execute({ schema: subgraph.schema, contextValue, ...operation(request) });
    return masked(result, request.requestId, services.log);
  } catch (error) {
    return refused(error, request.requestId, services.log);
  }
}

/** Starts a subscription: each event is executed with loaders of its own, so that none sees an older event's data. */
export async function subscribeToOperation(
  subgraph: Subgraph,
  request: SubgraphRequest,
  services: ExecutionServices,
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  try {
    const contextValue = await createRequestContext(subgraph, request, services);
    const { requestId, log } = contextValue;
    const { document, ...asked } = operation(request);
    const source = await createSourceEventStream({ schema: subgraph.schema, contextValue, document, ...asked });
    if (!(Symbol.asyncIterator in source)) return masked(source, requestId, log);
    return eventResults(source as AsyncIterable<unknown>, async (rootValue) => {
      const eventContext = { ...contextValue, loaders: subgraph.createLoaders(contextValue) };
      const result = await execute({
        schema: subgraph.schema,
        contextValue: eventContext,
        document,
        rootValue,
        ...asked,
      });
      return masked(result, requestId, log);
    });
  } catch (error) {
    return refused(error, request.requestId, services.log);
  }
}

function operation(request: SubgraphRequest): {
  document: DocumentNode;
  variableValues: Record<string, unknown>;
  operationName?: string;
} {
  return {
    document: request.document ?? parse(request.query),
    variableValues: { ...request.variables },
    ...(request.operationName == null ? {} : { operationName: request.operationName }),
  };
}

function masked(result: ExecutionResult, requestId: string, log: Logger): ExecutionResult {
  if (result.errors === undefined) return result;
  const errors = result.errors.map((error) => asGraphQLError(maskError(error, requestId, log)));
  return { ...result, errors };
}

function refused(error: unknown, requestId: string, log: Logger): ExecutionResult {
  const original = error instanceof Error ? error : new Error(String(error));
  const located =
    original instanceof GraphQLError ? original : new GraphQLError(original.message, { originalError: original });
  return { errors: [asGraphQLError(maskError(located, requestId, log))] };
}

function asGraphQLError(error: ReturnType<typeof maskError>): GraphQLError {
  return new GraphQLError(error.message, {
    ...(error.path === undefined ? {} : { path: error.path }),
    ...(error.extensions === undefined ? {} : { extensions: error.extensions }),
  });
}

/** One result for each event of a source, which ends with its reader. */
function eventResults(
  source: AsyncIterable<unknown>,
  resultOf: (event: unknown) => Promise<ExecutionResult>,
): AsyncIterableIterator<ExecutionResult> {
  const events = source[Symbol.asyncIterator]();
  const end = async (): Promise<IteratorResult<ExecutionResult>> => {
    await events.return?.();
    return { done: true, value: undefined };
  };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      const step = await events.next();
      return step.done ? { done: true, value: undefined } : { done: false, value: await resultOf(step.value) };
    },
    return: end,
    // graphql-sse and graphql-ws return only what looks like an async generator.
    async throw(cause) {
      await end();
      throw cause;
    },
  };
}
