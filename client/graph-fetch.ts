/** A document that carries the types of its result and its variables: what `npm run gen:client` generates. */
export interface TypedDocument<Result, Variables> {
  toString(): string;
  __apiType?: (variables: Variables) => Result;
}

export interface GraphFetchOptions {
  /** The bearer token of the user, asked for at each call; none in development. */
  readonly token?: () => string | undefined | Promise<string | undefined>;
  /** Gives up after so long; 30 s when absent. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
}

export interface GraphErrorItem {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string } & Readonly<Record<string, unknown>>;
}

/** The graph refused, or a part of it failed: `errors` has each reason, `code` that of the first. */
export class GraphError extends Error {
  constructor(
    readonly errors: readonly GraphErrorItem[],
    readonly data: unknown,
  ) {
    super(errors.map((error) => error.message).join('\n'));
    this.name = 'GraphError';
  }

  get code(): string | undefined {
    return this.errors[0]?.extensions?.code;
  }
}

/** Sends a typed document: the result has the type of the operation, and the variables are checked against it. */
export type GraphFetch = <Result, Variables>(
  document: TypedDocument<Result, Variables>,
  ...variables: Variables extends Record<string, never> ? [] : [Variables]
) => Promise<Result>;

/**
 * A client of the graph, thin enough to read: one POST an operation. Throws GraphError for whatever the graph answers
 * in `errors`, and fetch's own error when it cannot be reached.
 */
export function createGraphFetch(url: string, options: GraphFetchOptions = {}): GraphFetch {
  const send = options.fetch ?? fetch;
  return async (document, ...[variables]) => {
    const token = await options.token?.();
    const response = await send(url, {
      method: 'POST',
      signal: AbortSignal.timeout(options.timeoutMs ?? 30_000),
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json;q=0.9',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query: document.toString(), variables }),
    });
    const answer = (await response.json()) as { data?: unknown; errors?: GraphErrorItem[] };
    if (answer.errors !== undefined) throw new GraphError(answer.errors, answer.data ?? null);
    return answer.data as never;
  };
}
