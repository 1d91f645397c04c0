import { GraphQLError, type GraphQLFormattedError, Kind } from 'graphql';
import type { Logger } from '#kit/observability/logger.js';
import { ErrorCode } from '#schema/generated/enums.js';

const codes: ReadonlySet<unknown> = new Set(Object.values(ErrorCode));

/** Codes that Apollo Server gives and the contract does not have. */
const translated: Readonly<Record<string, ErrorCode>> = {
  OPERATION_RESOLUTION_FAILURE: ErrorCode.BAD_USER_INPUT,
  PERSISTED_QUERY_NOT_FOUND: ErrorCode.BAD_REQUEST,
  PERSISTED_QUERY_NOT_SUPPORTED: ErrorCode.BAD_REQUEST,
};

/**
 * An error as a client may see it. A refusal keeps its code, message and details; a fault becomes INTERNAL_SERVER_ERROR
 * with the request id, and is logged whole, once.
 */
export function maskError(error: GraphQLError, requestId: string, log: Logger): GraphQLFormattedError {
  const place = {
    ...(error.locations === undefined ? {} : { locations: error.locations }),
    ...(error.path === undefined ? {} : { path: error.path }),
  };
  const code = publicCode(error);
  if (code !== ErrorCode.INTERNAL_SERVER_ERROR) {
    const details = error.extensions['details'];
    return { message: error.message, ...place, extensions: details === undefined ? { code } : { code, details } };
  }
  // An error that a subgraph has masked carries its request id and was logged there.
  if (error.extensions['requestId'] === undefined)
    log.error({ err: rootCause(error), path: error.path, requestId }, 'fault');
  return {
    message: `Something went wrong here. Tell us the request id ${requestId}, and we can find out what.`,
    ...place,
    extensions: { code, requestId },
  };
}

function publicCode(error: GraphQLError): ErrorCode {
  const code = error.extensions['code'];
  if (codes.has(code)) return code as ErrorCode;
  if (typeof code === 'string' && translated[code] !== undefined) return translated[code];
  if (code === undefined && isMisfit(error)) return ErrorCode.BAD_USER_INPUT;
  return ErrorCode.INTERNAL_SERVER_ERROR;
}

/**
 * True for what graphql-js itself raises when a value does not fit its type: it points at the variable or the literal
 * that is wrong, and may wrap what a scalar threw. What a resolver throws points at nothing until it is located.
 */
function isMisfit(error: GraphQLError): boolean {
  if (error.nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION) return true;
  const cause = rootCause(error);
  return cause === error || (cause instanceof GraphQLError && cause.nodes !== undefined);
}

function rootCause(error: GraphQLError): Error {
  let cause: Error = error;
  while (cause instanceof GraphQLError && cause.originalError !== undefined) cause = cause.originalError;
  return cause;
}
