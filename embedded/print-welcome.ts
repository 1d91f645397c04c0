/** Where things are, and one query to try, in plain words on standard output. */
export function printWelcome(url: string): void {
  process.stdout.write(`
  Quantgraph is ready.

  Explorer   ${url}/
  GraphQL    ${url}/graphql
  Streams    ${url}/graphql/stream (server-sent events), ws${url.slice('http'.length)}/graphql (WebSocket)

  Try it:

    curl -s ${url}/graphql -H 'content-type: application/json' \\
      -d '{"query":"{ instruments { nodes { symbol name coverage { firstBarAt lastBarAt barCount } quote { price } } } }"}'

`);
}
