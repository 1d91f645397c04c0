import type { GraphQLDataSource } from '@apollo/gateway';
import type { FetchNode } from '@apollo/query-planner';
import type { SubgraphConnection, SubgraphRequest } from '#kit/graphql/subgraph-connection.js';
import { withDeadline } from './cancellation.js';
import type { SubgraphAnswer } from './execution/plan-execution.js';
import type { RequestScope } from './request-scope.js';
import type { SubgraphErrors } from './subgraph-errors.js';

type ProcessOptions = Parameters<GraphQLDataSource['process']>[0];
type Answer = Awaited<ReturnType<GraphQLDataSource['process']>>;
type Operation = Pick<SubgraphRequest, 'query' | 'document' | 'operationName' | 'variables'>;

/**
 * How a query plan reaches one subgraph: a planned fetch goes to the connection as it is, neither parsed nor validated
 * again. It never throws: a subgraph that cannot be reached leaves its part of the answer null, with an error.
 */
export class ConnectionDataSource implements GraphQLDataSource {
  constructor(
    readonly connection: SubgraphConnection,
    readonly errors: SubgraphErrors,
    readonly timeoutMs: number,
  ) {}

  fetch(node: FetchNode, variables: Readonly<Record<string, unknown>>, scope: RequestScope): Promise<SubgraphAnswer> {
    const { operation: query, operationDocumentNode: document, operationName } = node;
    return this.#send(
      { query, variables, ...(document ? { document } : {}), ...(operationName ? { operationName } : {}) },
      scope,
    );
  }

  /** The same for Apollo's executor. */
  process(options: ProcessOptions): Promise<Answer> {
    const { query = '', operationName, variables } = options.request;
    const document = 'document' in options ? options.document : undefined;
    return this.#send(
      {
        query,
        ...(variables ? { variables } : {}),
        ...(document ? { document } : {}),
        ...(operationName ? { operationName } : {}),
      },
      options.context as unknown as RequestScope,
    ) as Promise<Answer>;
  }

  async #send(operation: Operation, { requestId, viewerToken, cancellation }: RequestScope): Promise<SubgraphAnswer> {
    try {
      const result = await withDeadline(
        (call) =>
          this.connection.execute({
            ...operation,
            requestId,
            viewerToken: viewerToken ?? '',
            get signal() {
              return call.signal;
            },
          }),
        this.timeoutMs,
        cancellation,
      );
      const { data = null, errors } = result;
      return errors?.length ? { data, errors: this.errors.answered(errors, requestId) } : { data };
    } catch (cause) {
      return { data: null, errors: [this.errors.unreachable(cause, requestId)] };
    }
  }
}
