import { createClient as createSseClient, NetworkError } from 'graphql-sse';
import { type Client, createClient as createSocketClient } from 'graphql-ws';
import { WebSocket } from 'ws';

export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>> & { readonly code: string };
}

export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the query says
  readonly data?: any;
  readonly errors?: readonly AnswerError[];
}

export type Headers = Readonly<Record<string, string>>;
type Variables = Readonly<Record<string, unknown>>;

/** One way to the graph. Whatever refuses, the connection included, is an answer with errors. */
export interface Transport {
  readonly name: string;
  /** Every answer, until there are no more; `onAnswer` sees each as it comes. */
  all(
    url: string,
    headers: Headers,
    query: string,
    variables?: Variables,
    onAnswer?: (answer: Answer) => void,
  ): Promise<Answer[]>;
}

export const http: Transport = {
  name: 'HTTP',
  async all(url, headers, query, variables = {}) {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return [(await response.json()) as Answer];
  },
};

export const sse: Transport = {
  name: 'SSE',
  async all(url, headers, query, variables = {}, onAnswer) {
    const client = createSseClient({ url: `${url}/graphql/stream`, headers: { ...headers }, retryAttempts: 0 });
    try {
      return await collected(client.iterate({ query, variables: { ...variables } }), onAnswer);
    } catch (error) {
      if (!(error instanceof NetworkError) || error.response == null) throw error;
      return [(await error.response.json()) as Answer];
    } finally {
      client.dispose();
    }
  },
};

export const webSocket: Transport = {
  name: 'WebSocket',
  async all(url, headers, query, variables = {}, onAnswer) {
    const client = socketClient(url, {}, headers);
    try {
      return await collected(client.iterate({ query, variables: { ...variables } }), onAnswer);
    } catch (error) {
      return [refused(error)];
    } finally {
      await client.dispose();
    }
  },
};

/** The same, with what belongs in the Authorization header in the connection's first message, as browsers must. */
export const webSocketParams: Transport = {
  name: 'WebSocket, by its first message',
  async all(url, headers, query, variables = {}, onAnswer) {
    const client = socketClient(url, headers, {});
    try {
      return await collected(client.iterate({ query, variables: { ...variables } }), onAnswer);
    } catch (error) {
      return [refused(error)];
    } finally {
      await client.dispose();
    }
  },
};

/** A connection that is kept for several operations. */
export function socketClient(url: string, connectionParams: Headers, headers: Headers): Client {
  class SocketWithHeaders extends WebSocket {
    constructor(address: string, protocols: string | string[]) {
      super(address, protocols, { headers: { ...headers } });
    }
  }
  return createSocketClient({
    url: `ws${url.slice('http'.length)}/graphql`,
    webSocketImpl: SocketWithHeaders,
    connectionParams: { ...connectionParams },
    retryAttempts: 0,
    lazyCloseTimeout: 60_000,
  });
}

export async function collected(
  answers: AsyncIterable<unknown>,
  onAnswer: (answer: Answer) => void = () => {},
): Promise<Answer[]> {
  const all: Answer[] = [];
  for await (const answer of answers) {
    all.push(answer as Answer);
    onAnswer(answer as Answer);
  }
  return all;
}

/** An `error` message is a list of errors; a connection that is not accepted is closed with 4401 and a reason. */
export function refused(error: unknown): Answer {
  if (Array.isArray(error)) return { errors: error };
  const { code, reason } = error as { readonly code?: number; readonly reason?: string };
  if (code === 4401) return { errors: [{ message: reason ?? '', extensions: { code: 'UNAUTHENTICATED' } }] };
  throw error;
}
