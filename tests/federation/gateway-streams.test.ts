import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { GatewayOptions } from '../../gateway/server.js';
import { type GatewayHarness, startHarness, type Way, ways } from './gateway-harness.js';

const transports = ['SSE', 'WebSocket'] as const;
type Transport = (typeof transports)[number];

interface Client {
  // biome-ignore lint/suspicious/noExplicitAny: the tests know what they asked for
  iterate(payload: { query: string; variables?: Record<string, unknown> }): AsyncIterableIterator<any>;
  dispose(): void | Promise<void>;
}

/** The real clients of both protocols. */
function connect(transport: Transport, url: string): Client {
  if (transport === 'SSE') return createSseClient({ url: `${url}/graphql/stream`, retryAttempts: 0 }) as Client;
  return createWsClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  }) as Client;
}

const cases = ways.flatMap((way) => transports.map((transport) => [transport, way] as const));

describe.each(cases)('subscriptions over %s, subgraphs %s', (transport, way) => {
  let harness: GatewayHarness;
  let client: Client;
  const start = async (options: Partial<GatewayOptions> = {}) => {
    harness = await startHarness(way as Way, options);
    client = connect(transport, harness.url);
  };
  beforeEach(() => start());
  afterEach(async () => {
    await client.dispose();
    await harness.close();
  });

  it('adds the fields of another subgraph to each event, in the shape that was asked for', async () => {
    const stream = client.iterate({
      query: `subscription ($id: ID!, $all: Boolean!) {
        changed: bookChanged(id: $id) {
          __typename ...Card pages @include(if: $all)
          writer: author { named: name id @skip(if: $all) }
          readers { name }
        }
      }
      fragment Card on Book { heading: title }`,
      variables: { id: 'b1', all: true },
    });
    const first = stream.next();
    await harness.toys.channel.untilListening(1);
    harness.toys.channel.push({ id: 'b1', title: 'Waverley', pages: 1, authorId: 'a1' });
    expect((await first).value).toEqual({
      data: {
        changed: {
          __typename: 'Book',
          heading: 'Waverley',
          pages: 1,
          writer: { named: 'Scott' },
          readers: [{ name: 'Scott' }],
        },
      },
    });
    const second = stream.next();
    harness.toys.channel.push({ id: 'b1', title: 'Ivanhoe', pages: 2, authorId: 'a2' });
    expect((await second).value.data.changed).toMatchObject({ heading: 'Ivanhoe', writer: { named: 'Austen' } });
    await stream.return?.();
  });

  it('resolves unions in events', async () => {
    const stream = client.iterate({
      query: 'subscription { itemChanged { ... on Magazine { issue editor { name } } ... on Book { title } } }',
    });
    const first = stream.next();
    await harness.toys.channel.untilListening(1);
    harness.toys.channel.push({ __typename: 'Magazine', issue: 9, editorId: 'a2' });
    expect((await first).value).toEqual({ data: { itemChanged: { issue: 9, editor: { name: 'Austen' } } } });
    await stream.return?.();
  });

  it('masks the fault of one event and goes on', async () => {
    const stream = client.iterate({ query: 'subscription { bookChanged(id: "b1") { title author { secret } } }' });
    const first = stream.next();
    await harness.toys.channel.untilListening(1);
    harness.toys.channel.push({ fault: true });
    const { value } = await first;
    expect(value.errors[0].extensions.code).toBe('INTERNAL_SERVER_ERROR');
    const second = stream.next();
    harness.toys.channel.push({ title: 'Waverley', authorId: 'a1' });
    const after = (await second).value;
    expect(after.data).toEqual({ bookChanged: { title: 'Waverley', author: { secret: null } } });
    expect(after.errors[0]).toMatchObject({
      path: ['bookChanged', 'author', 'secret'],
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
    expect(JSON.stringify([value, after])).not.toMatch(/hunter2|10\.0\.0\.1/);
    await stream.return?.();
  });

  it('keeps the event when the other subgraph is gone', async () => {
    await harness.stopPeople();
    const stream = client.iterate({ query: 'subscription { bookChanged(id: "b1") { title readers { name } } }' });
    const first = stream.next();
    await harness.toys.channel.untilListening(1);
    harness.toys.channel.push({ id: 'b1', title: 'Waverley', authorId: 'a1' });
    expect((await first).value.errors[0].extensions).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      details: { subgraph: 'people' },
    });
    await stream.return?.();
  });

  it('passes on the refusal of a subgraph, and refuses what is invalid or too complex', async () => {
    const refused = await firstErrors(client, 'subscription { bookChanged(id: "none") { title } }');
    expect(refused[0]?.extensions['code']).toBe('NOT_FOUND');
    const invalid = await firstErrors(client, 'subscription { bookChanged(id: "b1") { colour } }');
    expect(invalid[0]?.extensions['code']).toBe('GRAPHQL_VALIDATION_FAILED');
    const unparsable = await firstErrors(client, 'subscription {');
    expect(unparsable[0]?.extensions['code']).toBe('GRAPHQL_PARSE_FAILED');
    const aliases = Array.from({ length: 60 }, (_, i) => `t${i}: title`).join(' ');
    const greedy = await firstErrors(client, `subscription { bookChanged(id: "b1") { ${aliases} } }`);
    expect(greedy[0]?.extensions['code']).toBe('QUERY_TOO_COMPLEX');
    expect(harness.toys.channel.listening).toBe(0);
  });

  it('ends the stream of the subgraph when the client leaves, though no event comes', async () => {
    const stream = client.iterate({ query: 'subscription { bookChanged(id: "b1") { title } }' });
    const pending = stream.next();
    await harness.toys.channel.untilListening(1);
    await stream.return?.();
    await pending;
    await harness.toys.channel.untilListening(0);
    expect(harness.gateway.graph.subscriptions.openCount).toBe(0);
  });

  it('completes the streams when the server drains', async () => {
    const stream = client.iterate({ query: 'subscription { bookChanged(id: "b1") { title } }' });
    const pending = stream.next();
    await harness.toys.channel.untilListening(1);
    const closed = harness.gateway.close();
    expect((await pending).done).toBe(true);
    await closed;
    await harness.toys.channel.untilListening(0);
  });

  it('limits the streams of one viewer', async () => {
    await client.dispose();
    await harness.close();
    await start({ subscriptionsPerViewer: 1 });
    const query = 'subscription { bookChanged(id: "b1") { title } }';
    const stream = client.iterate({ query });
    const pending = stream.next();
    await harness.toys.channel.untilListening(1);
    expect((await firstErrors(client, query))[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED' });
    await stream.return?.();
    await pending;
    await harness.toys.channel.untilListening(0);
    const again = client.iterate({ query });
    const next = again.next();
    await harness.toys.channel.untilListening(1);
    await again.return?.();
    await next;
  });

  it('says so when the stream of the subgraph breaks', async () => {
    const stream = client.iterate({ query: 'subscription { bookChanged(id: "b1") { title } }' });
    const pending = stream.next();
    await harness.toys.channel.untilListening(1);
    harness.toys.channel.fail(new Error('password=hunter2'));
    const { value } = await pending;
    expect(value.errors[0].extensions).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', details: { subgraph: 'shelf' } });
    expect(JSON.stringify(value)).not.toContain('hunter2');
    expect((await stream.next()).done).toBe(true);
  });
});

async function firstErrors(client: Client, query: string): Promise<{ extensions: Record<string, unknown> }[]> {
  try {
    const { value } = await client.iterate({ query }).next();
    return value.errors;
  } catch (thrown) {
    // The WebSocket client throws the errors of an operation that was refused before it ran.
    if (Array.isArray(thrown)) return thrown;
    throw thrown;
  }
}
