import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Logger } from '#kit/observability/logger.js';
import { ErrorCode } from '#schema/generated/enums.js';
import { DeadlineExceeded } from './cancellation.js';

export type SubgraphError = GraphQLError | GraphQLFormattedError;

const codes: ReadonlySet<unknown> = new Set(Object.values(ErrorCode));

/**
 * What subgraphs answer as errors, made safe: a refusal keeps its contract code, message and details; anything else
 * is logged and masked, for a subgraph in process has no server of its own that would do it.
 */
export class SubgraphErrors {
  constructor(
    readonly subgraph: string,
    readonly log: Logger,
  ) {}

  answered(errors: readonly SubgraphError[], requestId: string): GraphQLFormattedError[] {
    return errors.map((error) => {
      // Without a path of its own, an error belongs to the place that the fetch was for.
      const path = error.path ?? [];
      const { details, requestId: maskedWith } = error.extensions ?? {};
      const code = codeOf(error);
      if (codes.has(code) && code !== ErrorCode.INTERNAL_SERVER_ERROR) {
        return { message: error.message, path, extensions: details === undefined ? { code } : { code, details } };
      }
      // One that carries a request id was masked, and logged, by the subgraph.
      if (maskedWith === undefined)
        this.log.error({ err: error, subgraph: this.subgraph, path, requestId }, 'fault in a subgraph');
      const message = 'Something went wrong in a subgraph.';
      return { message, path, extensions: { code: ErrorCode.INTERNAL_SERVER_ERROR, requestId } };
    });
  }

  unreachable(cause: unknown, requestId: string): GraphQLFormattedError {
    this.log.warn({ err: cause, subgraph: this.subgraph, requestId }, 'subgraph unreachable');
    const why =
      cause instanceof DeadlineExceeded ? `did not answer within ${cause.timeoutMs / 1000} s` : 'could not be reached';
    return {
      message: `The subgraph ${this.subgraph} ${why}, so its part of the answer is missing. Try again in a moment.`,
      path: [],
      extensions: { code: ErrorCode.UPSTREAM_UNAVAILABLE, details: { subgraph: this.subgraph } },
    };
  }
}

/**
 * The gateway has validated the operation, but not its custom scalars: it has no code for them. So a literal that one
 * does not take is found by a subgraph's validation, or by its execution. A field or an argument that the subgraph does
 * not know means that it is not the one that was composed: a fault.
 */
function codeOf(error: SubgraphError): unknown {
  const code = error.extensions?.['code'];
  if (code !== ErrorCode.GRAPHQL_VALIDATION_FAILED && code !== ErrorCode.GRAPHQL_PARSE_FAILED) return code;
  const isDrift = code === ErrorCode.GRAPHQL_PARSE_FAILED || DRIFT.test(error.message);
  return isDrift ? ErrorCode.INTERNAL_SERVER_ERROR : ErrorCode.BAD_USER_INPUT;
}

/** How graphql-js words that a document does not fit a schema. */
const DRIFT = /^(Cannot query field|Unknown |Field "|Fragment |Variable "|Directive )/;
