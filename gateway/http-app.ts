import type { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express';
import { REQUEST_ID_HEADER } from '#kit/graphql/subgraph-connection.js';
import { newId } from '#kit/ids/new-id.js';
import type { Logger } from '#kit/observability/logger.js';
import { ErrorCode } from '#schema/generated/enums.js';
import type { HttpContext } from './apollo-server.js';
import type { Callers } from './callers.js';
import { Cancellation } from './cancellation.js';
import { serveExplorer } from './explorer/serve-explorer.js';
import type { FederatedGraph } from './federated-graph.js';
import { type RequestGuard, sameOriginOnly } from './request-guard.js';
import { sseTransport } from './subscriptions/sse-transport.js';

export interface HttpAppOptions {
  readonly graph: FederatedGraph;
  readonly apollo: ApolloServer<HttpContext>;
  readonly callers: Callers;
  readonly guard: RequestGuard;
  readonly explorerFolder?: string | undefined;
  readonly log: Logger;
  /** True once no request should follow on the same connection. */
  readonly isDraining: () => boolean;
}

/** Ten thousand bars in one mutation fit; nothing that a client could mean is larger. */
const BODY_LIMIT = '8mb';
const REQUEST_ID = /^[\w.:-]{1,100}$/;

/** The routes: /graphql, /graphql/stream and the explorer at /. */
export function createHttpApp(options: HttpAppOptions): Express {
  const { graph, apollo, callers, guard, explorerFolder, log, isDraining } = options;
  const contexts = new WeakMap<Request, HttpContext>();
  const contextOf = (request: Request): HttpContext => {
    const context = contexts.get(request);
    if (!context) throw new Error('a request without a context');
    return context;
  };

  const admit: RequestHandler = (request, response, next) => {
    response.set('x-content-type-options', 'nosniff');
    if (isDraining()) response.set('connection', 'close');
    const refusal = guard(request);
    if (refusal === null) next();
    else response.status(403).json(errorBody(ErrorCode.FORBIDDEN, refusal));
  };

  const identify: RequestHandler = async (request, response, next) => {
    const sent = request.get(REQUEST_ID_HEADER) ?? '';
    const requestId = REQUEST_ID.test(sent) ? sent : newId('req');
    response.set(REQUEST_ID_HEADER, requestId);
    const cancellation = new Cancellation();
    response.once('close', () => {
      if (!response.writableFinished) cancellation.cancel(new Error('the client hung up'));
    });
    contexts.set(request, { caller: await callers.fromHeaders(request.headers), requestId, cancellation });
    next();
  };

  const app = express().disable('x-powered-by').disable('etag');
  app.use(admit);
  app.use('/graphql', identify, express.json({ limit: BODY_LIMIT }));
  app.all('/graphql/stream', refuseBy(sameOriginOnly), sseTransport(graph, contextOf));
  app.use('/graphql', expressMiddleware(apollo, { context: async ({ req }) => contextOf(req) }));
  if (explorerFolder !== undefined) app.use(serveExplorer(explorerFolder));
  app.use((_request, response) => {
    response.status(404).json(errorBody(ErrorCode.NOT_FOUND, 'There is nothing here. The graph is at /graphql.'));
  });
  app.use(unreadable(log));
  return app;
}

function refuseBy(guard: RequestGuard): RequestHandler {
  return (request, response, next) => {
    const refusal = guard(request);
    if (refusal === null) next();
    else response.status(403).json(errorBody(ErrorCode.FORBIDDEN, refusal));
  };
}

/** What the body parser refuses: malformed JSON, a body that is too large. */
function unreadable(log: Logger): ErrorRequestHandler {
  return (error: { status?: number; message?: string }, _request, response, _next) => {
    const status = error.status ?? 500;
    if (status >= 500) {
      log.error({ err: error }, 'fault in the HTTP layer');
      response.status(500).json(errorBody(ErrorCode.INTERNAL_SERVER_ERROR, 'Something went wrong here.'));
      return;
    }
    const message =
      status === 413
        ? `The request body is larger than ${BODY_LIMIT}. Send less at once.`
        : 'The request body could not be read: expected a JSON object with "query", and optionally "variables" and "operationName".';
    response.status(status).json(errorBody(ErrorCode.BAD_REQUEST, message));
  };
}

function errorBody(code: ErrorCode, message: string) {
  return { errors: [{ message, extensions: { code } }] };
}
