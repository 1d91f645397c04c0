import type { ExecutionResult } from 'graphql';
import { createClient } from 'graphql-sse';
import {
  REQUEST_ID_HEADER,
  type SubgraphConnection,
  type SubgraphRequest,
  VIEWER_HEADER,
} from '#kit/graphql/subgraph-connection.js';

export interface HttpConnectionOptions {
  /** How many bytes one answer may have; 64 MiB when absent. */
  readonly maxResponseBytes?: number;
  /** 2 s when absent. */
  readonly pingTimeoutMs?: number;
}

const DEFAULT_MAX_RESPONSE_BYTES = 64 * 1024 * 1024;
const DEFAULT_PING_TIMEOUT_MS = 2000;

/**
 * A subgraph behind HTTP: queries to its URL (connections are kept alive), subscriptions as server-sent events from
 * `<url>/stream`, readiness at `/readyz` of its origin. How long a call may take is for the caller's signal to say.
 */
export function createHttpConnection(url: string, options: HttpConnectionOptions = {}): SubgraphConnection {
  const maxBytes = options.maxResponseBytes ?? DEFAULT_MAX_RESPONSE_BYTES;
  const streamUrl = `${url.replace(/\/$/, '')}/stream`;

  return {
    async execute(request) {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'error',
        headers: { ...headers(request), 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(payload(request)),
        ...(request.signal ? { signal: request.signal } : {}),
      });
      const result: unknown = JSON.parse(await boundedText(response, maxBytes));
      if (!isResult(result)) throw new Error(`expected a GraphQL response, found HTTP status ${response.status}`);
      return result;
    },

    async subscribe(request) {
      // Retrying is for the gateway's clients to decide: events were missed in the meantime.
      const client = createClient({ url: streamUrl, headers: headers(request), retryAttempts: 0 });
      const stream = client.iterate<Record<string, unknown>, Record<string, unknown>>(payload(request));
      request.signal?.addEventListener('abort', () => client.dispose(), { once: true });
      return stream as AsyncIterableIterator<ExecutionResult>;
    },

    async ping() {
      const signal = AbortSignal.timeout(options.pingTimeoutMs ?? DEFAULT_PING_TIMEOUT_MS);
      const response = await fetch(new URL('/readyz', url), { redirect: 'error', signal });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`it answers HTTP status ${response.status}`);
    },
  };
}

function headers({ viewerToken, requestId }: SubgraphRequest): Record<string, string> {
  return { [VIEWER_HEADER]: viewerToken, [REQUEST_ID_HEADER]: requestId };
}

function payload({ query, operationName, variables }: SubgraphRequest) {
  return { query, ...(operationName ? { operationName } : {}), ...(variables ? { variables: { ...variables } } : {}) };
}

/** The body as text; throws as soon as it is longer than it may be. */
async function boundedText(response: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new Error(`the response is larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes).toString('utf8');
}

function isResult(value: unknown): value is ExecutionResult {
  return typeof value === 'object' && value !== null && ('data' in value || 'errors' in value);
}
