import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ExecutionArgs, GraphQLError } from 'graphql';
import { CloseCode, type Context } from 'graphql-ws';
import { type Extra, useServer as serveWebSockets } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { newId } from '#kit/ids/new-id.js';
import { ErrorCode } from '#schema/generated/enums.js';
import type { Callers } from '../callers.js';
import { asGraphQLErrors, maskedResult } from '../client-errors.js';
import type { FederatedGraph } from '../federated-graph.js';
import type { RequestGuard } from '../request-guard.js';
import type { Caller } from '../request-scope.js';

const PATH = '/graphql';
const MAX_MESSAGE_BYTES = 1024 * 1024;
const OPERATIONS_PER_CONNECTION = 50;

interface ConnectionExtra extends Record<PropertyKey, unknown> {
  caller: Caller;
}
type Connection = Context<Record<string, unknown> | undefined, Extra & Partial<ConnectionExtra>>;
type Operation = { readonly caller: Caller; readonly requestId: string };

export interface WebSocketTransport {
  /** Closes every connection; clients come back and find another server. */
  close(): Promise<void>;
}

/** GraphQL over WebSocket at /graphql: the identity comes in `connectionParams.authorization` or in the header. */
export function webSocketTransport(
  http: Server,
  graph: FederatedGraph,
  { callers, guard }: { readonly callers: Callers; readonly guard: RequestGuard },
): WebSocketTransport {
  const { log, clock } = graph.options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });

  const server = serveWebSockets<Record<string, unknown> | undefined, ConnectionExtra>(
    {
      async onConnect({ connectionParams, extra }) {
        const caller = await identify(connectionParams, extra.request);
        if (caller.viewer === null) {
          extra.socket.close(CloseCode.Unauthorized, caller.refusal.message.slice(0, 120));
          return false;
        }
        extra.caller = caller;
        return true;
      },
      onSubscribe(connection, _id, { query, operationName, variables }) {
        const operation = { caller: callerOf(connection), requestId: newId('req') };
        try {
          if (Object.keys(connection.subscriptions).length > OPERATIONS_PER_CONNECTION) throw tooMany();
          const document = graph.planner.document(query);
          return {
            schema: graph.schema,
            document,
            operationName: operationName ?? null,
            variableValues: variables ?? null,
            contextValue: operation,
          };
        } catch (thrown) {
          const refused = maskedResult({ errors: asGraphQLErrors(thrown) }, operation.requestId, log);
          return refused.errors ?? [];
        }
      },
      subscribe: (args) => {
        const { caller, requestId } = args.contextValue as Operation;
        return graph.subscriptions.start(request(args), caller, requestId);
      },
      execute: async (args) => {
        const { caller, requestId } = args.contextValue as Operation;
        return maskedResult(await graph.query(request(args), caller, requestId), requestId, log);
      },
    },
    sockets,
  );

  http.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { pathname } = new URL(incoming.url ?? '/', 'http://localhost');
    const refusal = guard(incoming);
    if (pathname !== PATH || refusal !== null) {
      const status = refusal === null ? '404 Not Found' : '403 Forbidden';
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: text/plain\r\n\r\n${refusal ?? ''}\r\n`);
      return;
    }
    sockets.handleUpgrade(incoming, socket, head, (accepted) => sockets.emit('connection', accepted, incoming));
  });

  return { close: async () => server.dispose() };

  function identify(params: Record<string, unknown> | undefined, incoming: IncomingMessage): Promise<Caller> {
    const named = Object.entries(params ?? {}).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
    return typeof named === 'string' ? callers.fromAuthorization(named) : callers.fromHeaders(incoming.headers);
  }

  /** A token may have expired since the connection was opened with it. */
  function callerOf({ extra }: Connection): Caller {
    const { caller } = extra;
    if (!caller) return { viewer: null, refusal: new Error('an operation before the connection was acknowledged') };
    const isExpired = caller.viewer !== null && caller.expiresAt !== null && caller.expiresAt <= clock.now();
    return isExpired ? { viewer: null, refusal: tokenExpired() } : caller;
  }
}

function request({ document, operationName, variableValues }: ExecutionArgs) {
  return { document, operationName, variables: variableValues };
}

function tooMany(): GraphQLError {
  return new GraphQLError(
    `This connection has ${OPERATIONS_PER_CONNECTION} operations open, which is the most allowed. End one first.`,
    { extensions: { code: ErrorCode.RATE_LIMITED } },
  );
}

function tokenExpired(): GraphQLError {
  return new GraphQLError('The token of this connection has expired; sign in and connect again.', {
    extensions: { code: ErrorCode.UNAUTHENTICATED },
  });
}
