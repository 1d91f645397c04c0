import type { ExecutionResult, GraphQLSchema } from 'graphql';
import type { GraphRequest } from '#kit/graphql/graph-client.js';
import type { SubgraphConnection } from '#kit/graphql/subgraph-connection.js';
import type { ViewerTokens } from '#kit/identity/viewer-token.js';
import type { Logger } from '#kit/observability/logger.js';
import type { Clock } from '#kit/time/clock.js';
import { Cancellation, DeadlineExceeded, withDeadline } from './cancellation.js';
import { asGraphQLErrors, maskedResult, operationTimedOut } from './client-errors.js';
import { ConnectionDataSource } from './data-source.js';

import { defaultLimits, type QueryLimits } from './limits.js';
import { OperationPlanner } from './operation-planner.js';
import { PlanRunner } from './plan-runner.js';
import { badRequest, type OperationRequest, prepareOperation } from './prepare-operation.js';
import type { Caller } from './request-scope.js';
import { SubgraphErrors } from './subgraph-errors.js';
import { Subscriptions } from './subscriptions/subscriptions.js';
import { loadSupergraph } from './supergraph.js';

export interface GraphOptions {
  readonly supergraphSdl: string;
  /** One for each subgraph of the supergraph, by its name. */
  readonly connections: Readonly<Record<string, SubgraphConnection>>;
  readonly tokens: ViewerTokens;
  readonly log: Logger;
  readonly clock: Clock;
  readonly limits?: Partial<QueryLimits>;
  readonly timeouts?: Partial<GraphTimeouts>;
  /** 50 when absent. */
  readonly subscriptionsPerViewer?: number;
}

export interface GraphTimeouts {
  readonly operationMs: number;
  readonly subgraphMs: number;
}

const defaultTimeouts: GraphTimeouts = { operationMs: 60_000, subgraphMs: 30_000 };

/** The subgraphs as one graph: plans operations and executes them, whichever way they came in. */
export class FederatedGraph {
  readonly planner: OperationPlanner;
  readonly subscriptions: Subscriptions;
  readonly timeouts: GraphTimeouts;
  readonly #runner: PlanRunner;

  constructor(readonly options: GraphOptions) {
    const { connections, log, tokens, clock } = options;
    const supergraph = loadSupergraph(options.supergraphSdl);
    const { subgraphNames } = supergraph;
    const missing = subgraphNames.filter((name) => !connections[name]);
    if (missing.length > 0) throw new Error(`No connection to the subgraph ${missing.join(', ')} of the supergraph.`);
    this.timeouts = { ...defaultTimeouts, ...options.timeouts };
    this.planner = new OperationPlanner(supergraph, { ...defaultLimits, ...options.limits });
    const sources = subgraphNames.map((name): [string, ConnectionDataSource] => {
      const connection = connections[name] as SubgraphConnection;
      return [name, new ConnectionDataSource(connection, new SubgraphErrors(name, log), this.timeouts.subgraphMs)];
    });
    this.#runner = new PlanRunner(supergraph, new Map(sources), log);
    this.subscriptions = new Subscriptions({
      planner: this.planner,
      perViewer: options.subscriptionsPerViewer ?? 50,
      clock,
      log,
      services: { runner: this.#runner, tokens },
    });
  }

  get schema(): GraphQLSchema {
    return this.planner.supergraph.apiSchema;
  }

  /** For a subgraph's graph client in this process: a GraphExecutor. Errors are masked. */
  readonly execute = async (request: GraphRequest, signal?: AbortSignal): Promise<ExecutionResult> => {
    const { document: query, operationName, variables, viewer, requestId } = request;
    const caller = { viewer, expiresAt: null };
    const result = await this.query({ query, operationName, variables }, caller, requestId, Cancellation.from(signal));
    return maskedResult(result, requestId, this.options.log);
  };

  /** Executes a query or a mutation. Never throws; errors are not masked yet. */
  async query(
    request: OperationRequest,
    caller: Caller,
    requestId: string,
    parent?: Cancellation,
  ): Promise<ExecutionResult> {
    try {
      const prepared = prepareOperation(this.planner, request, caller);
      if (prepared.operation.isSubscription) {
        throw badRequest('A subscription is a stream: send it to /graphql by WebSocket, or to /graphql/stream.');
      }
      const viewerToken = caller.viewer && (await this.options.tokens.sign(caller.viewer));
      return await withDeadline(
        (cancellation) => this.#runner.run(prepared, { requestId, viewerToken, cancellation }),
        this.timeouts.operationMs,
        parent,
      );
    } catch (thrown) {
      if (thrown instanceof DeadlineExceeded) return { errors: [operationTimedOut(thrown.timeoutMs)] };
      return { errors: asGraphQLErrors(thrown) };
    }
  }

  /** Rejects with the subgraphs that are not ready. */
  async ping(): Promise<void> {
    const pings = Object.entries(this.options.connections).map(async ([name, connection]) => {
      await connection.ping().catch((cause: Error) => {
        throw new Error(`${name}: ${cause.message}`);
      });
    });
    await Promise.all(pings);
  }
}
