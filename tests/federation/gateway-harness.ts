import { createInProcessConnection } from '#kit/graphql/in-process-connection.js';
import { serveSubgraph } from '#kit/graphql/serve-subgraph.js';
import type { SubgraphConnection } from '#kit/graphql/subgraph-connection.js';
import { developmentUser } from '#kit/identity/development-user.js';
import { createViewerTokens } from '#kit/identity/viewer-token.js';
import type { Listening } from '#kit/lifecycle/listen.js';
import { silentLogger } from '#kit/observability/logger.js';
import { systemClock } from '#kit/time/clock.js';
import { composeSupergraph } from '../../gateway/compose.js';
import { createHttpConnection } from '../../gateway/http-connection.js';
import { type GatewayOptions, type RunningGateway, startGateway } from '../../gateway/server.js';
import { createToys, type Toys } from './gateway-toys.js';

export const ways = ['in process', 'over HTTP'] as const;
export type Way = (typeof ways)[number];

export interface GatewayHarness {
  readonly gateway: RunningGateway;
  readonly toys: Toys;
  readonly url: string;
  /** The people subgraph stops answering. */
  stopPeople(): Promise<void>;
  query(query: string, variables?: Record<string, unknown>, headers?: Record<string, string>): Promise<Reply>;
  close(): Promise<void>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: the tests know what they asked for
  readonly data: any;
  readonly errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
  readonly extensions?: unknown;
}

const tokens = createViewerTokens('a secret for tests that is long enough', systemClock);

/** A real gateway on loopback over the toy subgraphs, reached in process or over HTTP. */
export async function startHarness(way: Way, options: Partial<GatewayOptions> = {}): Promise<GatewayHarness> {
  const toys = createToys();
  const services = { tokens, log: silentLogger };
  const served: Record<string, Listening> = {};
  const connections: Record<string, SubgraphConnection> = {};
  for (const subgraph of [toys.shelf, toys.people]) {
    if (way === 'in process') connections[subgraph.name] = createInProcessConnection(subgraph, services);
    else {
      const listening = await serveSubgraph(subgraph, {
        ...services,
        host: '127.0.0.1',
        port: 0,
        handleSignals: false,
      });
      served[subgraph.name] = listening;
      connections[subgraph.name] = createHttpConnection(`${listening.url}/graphql`);
    }
  }
  let peopleAreGone = false;
  const people = connections['people'] as SubgraphConnection;
  connections['people'] = {
    ...people,
    execute: (request) => (peopleAreGone && way === 'in process' ? gone() : people.execute(request)),
    ping: () => (peopleAreGone && way === 'in process' ? gone() : people.ping()),
  };

  const gateway = await startGateway({
    supergraphSdl: composeSupergraph([toys.shelf, toys.people]).supergraphSdl,
    connections,
    tokens,
    log: silentLogger,
    clock: systemClock,
    host: '127.0.0.1',
    port: 0,
    authenticate: async () => ({ viewer: developmentUser, expiresAt: null }),
    isDevelopment: true,
    drainMs: 1000,
    handleSignals: false,
    ...options,
  });

  return {
    gateway,
    toys,
    url: gateway.url,
    async stopPeople() {
      peopleAreGone = true;
      await served['people']?.close();
    },
    async query(query, variables = {}, headers = {}) {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      });
      const body = (await response.json()) as Omit<Reply, 'status' | 'headers'>;
      return { status: response.status, headers: response.headers, ...body };
    },
    async close() {
      toys.release();
      await gateway.close();
      for (const listening of Object.values(served)) await listening.close();
    },
  };
}

function gone(): Promise<never> {
  return Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7:4002'));
}
