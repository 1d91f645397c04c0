import { type ExecutionResult, type FormattedExecutionResult, GraphQLError } from 'graphql';
import { maskError } from '#kit/errors/mask-error.js';
import type { Logger } from '#kit/observability/logger.js';
import { ErrorCode } from '#schema/generated/enums.js';

/** Whatever was thrown, as GraphQL errors: an AggregateError is several. */
export function asGraphQLErrors(thrown: unknown): readonly GraphQLError[] {
  if (thrown instanceof AggregateError) return thrown.errors.flatMap(asGraphQLErrors);
  if (thrown instanceof GraphQLError) return [thrown];
  const originalError = thrown instanceof Error ? thrown : new Error(String(thrown));
  const { extensions } = originalError as { extensions?: Record<string, unknown> };
  return [new GraphQLError(originalError.message, { originalError, ...(extensions ? { extensions } : {}) })];
}

/** A result as a client may see it: refusals with their code, faults masked and logged. */
export function clientResult(result: ExecutionResult, requestId: string, log: Logger): FormattedExecutionResult {
  const { errors, ...rest } = result;
  return errors ? { errors: errors.map((error) => maskError(error, requestId, log)), ...rest } : rest;
}

/** The same, as graphql-js types it, for callers in this process. */
export function maskedResult(result: ExecutionResult, requestId: string, log: Logger): ExecutionResult {
  const { errors = [] } = clientResult(result, requestId, log);
  return errors.length === 0
    ? result
    : { ...result, errors: errors.map(({ message, path, extensions }) => rebuilt(message, path, extensions)) };
}

/** An error that ends an HTTP request with a status of its own. */
export function withHttpStatus(error: GraphQLError, status: number): GraphQLError {
  return new GraphQLError(error.message, {
    originalError: error,
    extensions: { ...error.extensions, http: { status } },
  });
}

/** The refusal of an operation that took longer than it may. */
export function operationTimedOut(timeoutMs: number): GraphQLError {
  return new GraphQLError(
    `The operation took longer than ${timeoutMs / 1000} s and was given up. Ask for less at once; a mutation may still have been carried out.`,
    { extensions: { code: ErrorCode.UPSTREAM_UNAVAILABLE } },
  );
}

function rebuilt(
  message: string,
  path: readonly (string | number)[] | undefined,
  extensions: Record<string, unknown> | undefined,
): GraphQLError {
  return new GraphQLError(message, { ...(path ? { path } : {}), ...(extensions ? { extensions } : {}) });
}
