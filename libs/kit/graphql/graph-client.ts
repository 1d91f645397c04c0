import { type ExecutionResult, GraphQLError } from 'graphql';
import { DomainError, UpstreamUnavailable } from '#kit/errors/domain-error.js';
import type { Viewer } from '#kit/identity/viewer.js';
import type { ViewerTokens } from '#kit/identity/viewer-token.js';
import { ErrorCode } from '#schema/generated/enums.js';
import { REQUEST_ID_HEADER, VIEWER_HEADER } from './subgraph-connection.js';

/** An operation on the whole graph, with the caller's own identity: never a stronger one. */
export interface GraphRequest {
  readonly document: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly viewer: Viewer;
  readonly requestId: string;
  /** 10 s when absent. */
  readonly timeoutMs?: number;
}

/**
 * How a subgraph asks the graph when it needs an answer now. Throws the graph's own refusal as a DomainError, and
 * UpstreamUnavailable when there is no answer in time.
 */
export interface GraphClient {
  execute<T>(request: GraphRequest): Promise<T>;
}

const DEFAULT_TIMEOUT_MS = 10_000;

/** Whatever runs an operation: the gateway in this process, or one behind HTTP. */
export type GraphExecutor = (request: GraphRequest, signal: AbortSignal) => Promise<ExecutionResult>;

export function createGraphClient(run: GraphExecutor): GraphClient {
  return {
    async execute<T>(request: GraphRequest): Promise<T> {
      const signal = AbortSignal.timeout(request.timeoutMs ?? DEFAULT_TIMEOUT_MS);
      const result = await Promise.race([answer(run, request, signal), expiry(signal)]);
      const [error] = result.errors ?? [];
      if (error !== undefined) throw refusal(error);
      return result.data as T;
    },
  };
}

/** The executor over HTTP: a signed viewer in the header that the gateway accepts from its subgraphs. */
export function createHttpGraphExecutor(gatewayUrl: string, tokens: ViewerTokens): GraphExecutor {
  return async (request, signal) => {
    const response = await fetchWhenUp(gatewayUrl, {
      method: 'POST',
      signal,
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        [VIEWER_HEADER]: await tokens.sign(request.viewer),
        [REQUEST_ID_HEADER]: request.requestId,
      },
      body: JSON.stringify({
        query: request.document,
        variables: request.variables,
        operationName: request.operationName,
      }),
    });
    return (await response.json()) as ExecutionResult;
  };
}

const RETRY_MS = 200;

/** A gateway that starts, or starts again, refuses connections for a moment: it is asked until the request's time is up. */
async function fetchWhenUp(url: string, request: RequestInit & { readonly signal: AbortSignal }): Promise<Response> {
  for (;;) {
    try {
      return await fetch(url, request);
    } catch (error) {
      const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
      if (code !== 'ECONNREFUSED' || request.signal.aborted) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

async function answer(run: GraphExecutor, request: GraphRequest, signal: AbortSignal): Promise<ExecutionResult> {
  try {
    return await run(request, signal);
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw Object.assign(new UpstreamUnavailable('The graph did not answer; try again in a moment.'), { cause });
  }
}

function expiry(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener(
      'abort',
      () => reject(new UpstreamUnavailable('The graph did not answer in time; try again in a moment.')),
      {
        once: true,
      },
    );
  });
}

function refusal(error: Pick<GraphQLError, 'message' | 'extensions'>): DomainError {
  const code = error.extensions?.['code'];
  const known = Object.values(ErrorCode).find((value) => value === code);
  return new DomainError(known ?? ErrorCode.UPSTREAM_UNAVAILABLE, error.message);
}
