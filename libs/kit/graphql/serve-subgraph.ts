import { createServer } from 'node:http';
import { ApolloServer, type BaseContext } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
} from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type Request, type Response } from 'express';
import { type GraphQLError } from 'graphql';
import { createHandler } from 'graphql-sse/lib/use/express';
import { maskError } from '#kit/errors/mask-error.js';
import { newId } from '#kit/ids/new-id.js';
import { type Listening, listen } from '#kit/lifecycle/listen.js';
import { createRequestContext, type ExecutionServices, subscribeToOperation } from './execute-operation.js';
import type { RequestContext } from './request-context.js';
import type { Subgraph } from './subgraph.js';
import { REQUEST_ID_HEADER, VIEWER_HEADER } from './subgraph-connection.js';

export interface ServeOptions extends ExecutionServices {
  readonly host: string;
  readonly port: number;
  readonly handleSignals?: boolean;
}

/** Ten thousand bars in one mutation fit; nothing that a client could mean is larger. */
const BODY_LIMIT = '8mb';

/**
 * A subgraph behind HTTP: queries at /graphql (Apollo Server), subscriptions at /graphql/stream (server-sent events),
 * /healthz and /readyz. It answers only requests that carry a viewer signed by the gateway.
 */
export async function serveSubgraph(subgraph: Subgraph, options: ServeOptions): Promise<Listening> {
  const { log, tokens } = options;
  const app = express().disable('x-powered-by');
  const http = createServer(app);
  const server = apolloServer(subgraph, options);
  await subgraph.start();
  await server.start();

  app.use('/graphql', async (request, response, next) => {
    try {
      await tokens.verify(request.get(VIEWER_HEADER) ?? '');
      next();
    } catch (error) {
      const [message, extensions] = [(error as Error).message, { code: 'UNAUTHENTICATED' }];
      response.status(401).json({ errors: [{ message, extensions }] });
    }
  });
  app.post('/graphql/stream', streamHandler(subgraph, options));
  app.use(
    '/graphql',
    express.json({ limit: BODY_LIMIT }),
    expressMiddleware(server, { context: ({ req }) => createRequestContext(subgraph, credentials(req), options) }),
  );

  return listen(http, {
    host: options.host,
    port: options.port,
    log,
    ready: () => subgraph.ping(),
    beforeClose: () => server.stop(),
    afterClose: () => subgraph.close(),
    ...(options.handleSignals === undefined ? {} : { handleSignals: options.handleSignals }),
  });
}

function credentials(request: Request): { viewerToken: string; requestId: string } {
  return {
    viewerToken: request.get(VIEWER_HEADER) ?? '',
    requestId: request.get(REQUEST_ID_HEADER) ?? newId('req'),
  };
}

function apolloServer(subgraph: Subgraph, { log }: ServeOptions): ApolloServer<RequestContext> {
  // formatError does not know the request: the plugin notes whose error it is.
  const requestIds = new WeakMap<object, string>();
  return new ApolloServer<RequestContext & BaseContext>({
    schema: subgraph.schema,
    introspection: true,
    // The viewer's header makes every request one that a browser would ask leave for.
    csrfPrevention: { requestHeaders: [VIEWER_HEADER] },
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    formatError: (_, error) => maskError(error as GraphQLError, requestIds.get(error as object) ?? '', log),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      {
        async requestDidStart({ contextValue }) {
          return {
            async didEncounterErrors({ errors }) {
              for (const error of errors) requestIds.set(error, contextValue.requestId);
            },
          };
        },
      },
    ],
  });
}

function streamHandler(subgraph: Subgraph, services: ServeOptions) {
  const handle = createHandler({
    async onSubscribe(request, { query, variables, operationName }) {
      const started = await subscribeToOperation(
        subgraph,
        {
          query,
          ...(variables === undefined ? {} : { variables }),
          ...(operationName === undefined ? {} : { operationName }),
          ...credentials(request.raw),
        },
        services,
      );
      // graphql-sse takes a result for one only when it has data.
      return (Symbol.asyncIterator in started ? started : { data: null, ...started }) as never;
    },
  });
  return async (request: Request, response: Response) => {
    try {
      await handle(request, response);
    } catch (error) {
      services.log.error({ err: error }, 'stream failed');
      if (!response.headersSent) response.status(500);
      response.end();
    }
  };
}
