import { type DocumentNode, GraphQLError } from 'graphql';
import { ErrorCode } from '#schema/generated/enums.js';
import { asGraphQLErrors, withHttpStatus } from './client-errors.js';
import { refuseManyColumnValues } from './column-values.js';
import { coerceVariables, type OperationPlanner, type PlannedOperation } from './operation-planner.js';
import type { Caller } from './request-scope.js';

/** What a client sends. */
export interface OperationRequest {
  readonly query?: string | undefined;
  /** The parsed and validated query, when the server in front has it. */
  readonly document?: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

export interface PreparedOperation {
  readonly operation: PlannedOperation;
  /** As they were sent. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Checked, and with their defaults. */
  readonly coerced: Readonly<Record<string, unknown>>;
}

/**
 * Parses, validates, plans and checks variables; refuses callers without an identity, who may read the schema only:
 * that needs no subgraph. Throws GraphQLErrors, or an AggregateError of several.
 */
export function prepareOperation(
  planner: OperationPlanner,
  request: OperationRequest,
  caller: Caller,
): PreparedOperation {
  if (!request.document && !request.query) throw badRequest('The request has no "query".');
  const document = request.document ?? planner.document(request.query ?? '');
  const operation = planner.plan(document, request.operationName);
  const variables = { ...request.variables };
  const coerced = coerceVariables(operation, variables);
  refuseManyColumnValues(operation.operationContext, coerced, planner.limits.maxColumnValues);
  if (caller.viewer === null && operation.plan.node) {
    throw new AggregateError(asGraphQLErrors(caller.refusal).map((error) => withHttpStatus(error, 401)));
  }
  return { operation, variables, coerced };
}

export function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: ErrorCode.BAD_REQUEST } });
}
