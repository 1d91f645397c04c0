import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { getOperationAST, OperationTypeNode, parse } from 'graphql';
import { createClient } from 'graphql-sse';

const query = createGraphiQLFetcher({ url: '/graphql' });

/** Queries and mutations by POST, subscriptions as server-sent events; both with the headers of the editor. */
export const fetcher: Fetcher = (params, options) => {
  if (!isSubscription(params.query, params.operationName)) return query(params, options);
  const client = createClient({
    url: '/graphql/stream',
    retryAttempts: 0,
    ...(options?.headers ? { headers: options.headers } : {}),
  });
  const { query: document, variables, operationName } = params;
  const named = operationName ? { operationName } : {};
  return client.iterate({ query: document, variables, ...named }) as ReturnType<Fetcher>;
};

/** Parsed here: the editor's own document may lag behind what was typed. */
function isSubscription(source: string, operationName: string | null | undefined): boolean {
  try {
    return getOperationAST(parse(source), operationName)?.operation === OperationTypeNode.SUBSCRIPTION;
  } catch {
    // The server says what is wrong with it.
    return false;
  }
}
