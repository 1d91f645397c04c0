import type { Request, RequestHandler, Response } from 'express';
import type { ExecutionResult } from 'graphql';
import { createHandler } from 'graphql-sse/lib/use/express';
import type { HttpContext } from '../apollo-server.js';
import { asGraphQLErrors, clientResult } from '../client-errors.js';
import type { FederatedGraph } from '../federated-graph.js';
import { isStream } from './subscriptions.js';

/** Subscriptions as server-sent events, by the GraphQL over SSE protocol's distinct connections: a request, a stream. */
export function sseTransport(graph: FederatedGraph, contextOf: (request: Request) => HttpContext): RequestHandler {
  const { log } = graph.options;
  const handle = createHandler({
    // No token: the single connection mode would keep streams for those who know a number.
    authenticate: (request) => unauthenticated(contextOf(request.raw)),
    async onSubscribe(request, { query, variables, operationName }) {
      const { caller, requestId } = contextOf(request.raw);
      const started = await graph.subscriptions.start({ query, variables, operationName }, caller, requestId);
      return (isStream(started) ? started : once(started)) as never;
    },
  });

  /** The response for a caller without an identity: 401 before any stream is opened. */
  function unauthenticated({ caller, requestId }: HttpContext): Refusal | null {
    if (caller.viewer !== null) return null;
    const body = clientResult({ errors: asGraphQLErrors(caller.refusal) }, requestId, log);
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    return [JSON.stringify(body), { status: 401, statusText: 'Unauthorized', headers }];
  }

  return async (request: Request, response: Response) => {
    try {
      await handle(request, response);
    } catch (error) {
      log.error({ err: error, requestId: contextOf(request).requestId }, 'stream failed');
      if (!response.headersSent) response.status(500);
      response.end();
    }
  };
}

/** A refusal as the only event: the library does not take a result without data for one. */
async function* once(result: ExecutionResult): AsyncGenerator<ExecutionResult> {
  yield result;
}

type Refusal = readonly [string, { status: number; statusText: string; headers: Record<string, string> }];
