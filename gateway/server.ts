import { createServer } from 'node:http';
import type { Authenticate } from '#kit/identity/authenticate.js';
import { type Listening, listen } from '#kit/lifecycle/listen.js';
import { createApolloServer } from './apollo-server.js';
import { Callers } from './callers.js';
import { FederatedGraph, type GraphOptions } from './federated-graph.js';
import { createHttpApp } from './http-app.js';
import { loopbackOnly, sameOriginOnly } from './request-guard.js';
import { webSocketTransport } from './subscriptions/websocket-transport.js';

export interface GatewayOptions extends GraphOptions {
  readonly host: string;
  readonly port: number;
  readonly authenticate: Authenticate;
  /** True when everybody is the development user: then only this machine may call, by its own names. */
  readonly isDevelopment: boolean;
  /** The built explorer; without it / is not served. */
  readonly explorerFolder?: string;
  readonly drainMs?: number;
  /** Off where a test stops the server itself. */
  readonly handleSignals?: boolean;
  /** Runs when the last request has ended: the embedded entry closes its subgraphs. */
  readonly afterClose?: () => Promise<void>;
}

export interface RunningGateway extends Listening {
  readonly graph: FederatedGraph;
  /** Runs an operation in this process: the executor of a subgraph's graph client. */
  readonly execute: FederatedGraph['execute'];
}

/** Serves the graph: queries and streams at /graphql, the explorer at /, /healthz and /readyz; drains on SIGTERM. */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { log, tokens, explorerFolder, drainMs, handleSignals } = options;
  const graph = new FederatedGraph(options);
  const apollo = createApolloServer(graph);
  const callers = new Callers(options.authenticate, tokens);
  const guard = options.isDevelopment ? loopbackOnly : () => null;
  let draining = false;
  await apollo.start();

  const app = createHttpApp({ graph, apollo, callers, guard, explorerFolder, log, isDraining: () => draining });
  const http = createServer(app);
  const webSockets = webSocketTransport(http, graph, {
    callers,
    guard: options.isDevelopment ? loopbackOnly : sameOriginOnly,
  });

  const listening = await listen(http, {
    host: options.host,
    port: options.port,
    log,
    ready: () => graph.ping(),
    async beforeClose() {
      draining = true;
      graph.subscriptions.drain();
      // The streams' last messages are written in this turn; the sockets close after them.
      await new Promise<void>((resolve) => setImmediate(resolve));
      await webSockets.close();
    },
    async afterClose() {
      await apollo.stop();
      await options.afterClose?.();
    },
    ...(drainMs === undefined ? {} : { drainMs }),
    ...(handleSignals === undefined ? {} : { handleSignals }),
  });
  return { ...listening, graph, execute: graph.execute };
}
