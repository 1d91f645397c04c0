import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createViewerTokens } from '#kit/identity/viewer-token.js';
import { systemClock } from '#kit/time/clock.js';
import { Role } from '#schema/generated/enums.js';
import { type ServedGraph, serveEmbedded } from '../support/served-graph.js';
import { alter, type Issuer, openIssuer } from './viewers-issuer.js';
import { crossover } from './viewers-seed.js';
import {
  type Answer,
  type Headers,
  http,
  sse,
  type Transport,
  webSocket,
  webSocketParams,
} from './viewers-transports.js';

const alice = { sub: 'user|alice', name: 'Alice', roles: [Role.ANALYST] };
const watchBacktest = 'subscription ($id: ID!) { backtestUpdated(id: $id) { id name status } }';

let issuer: Issuer;
let served: ServedGraph;
/** Somebody whose token holds. */
let known: Headers;

beforeAll(async () => {
  issuer = await openIssuer();
  served = await serveEmbedded({ SAMPLE_DATA: 'off', ...issuer.environment });
  known = { authorization: `Bearer ${await issuer.sign({ ...alice, sub: 'user|bob' })}` };
}, 60_000);
afterAll(async () => {
  await served?.close();
  await issuer?.remove();
});

async function first(transport: Transport, sent: Headers, query: string, variables = {}): Promise<Answer> {
  const [answer] = await transport.all(served.url, sent, query, variables);
  return answer as Answer;
}

const codeOf = async (...args: Parameters<typeof first>) => (await first(...args)).errors?.[0]?.extensions.code;

describe('a caller without an identity', () => {
  const past = Math.floor(Date.now() / 1000) - 60;
  const bearer = async (token: string | Promise<string>) => ({ authorization: `Bearer ${await token}` });
  const cases: [string, () => Headers | Promise<Headers>][] = [
    ['no token', () => ({})],
    ['an empty token', () => ({ authorization: 'Bearer ' })],
    ['another scheme', () => ({ authorization: 'Basic YWxpY2U6c2VjcmV0' })],
    ['what is no token', () => bearer('not.a.token')],
    ['an expired token', () => bearer(issuer.sign({ ...alice, exp: past }))],
    ['a token that is not valid yet', () => bearer(issuer.sign({ ...alice, nbf: past + 3600 }))],
    ['a token without an end', () => bearer(issuer.sign({ ...alice, exp: null }))],
    ['a token of another issuer', () => bearer(issuer.sign({ ...alice, iss: 'https://other.example' }))],
    ['a token without a subject', () => bearer(issuer.sign({ ...alice, sub: null }))],
    ['a token with an empty subject', () => bearer(issuer.sign({ ...alice, sub: '' }))],
    ['a token whose subject is a number', () => bearer(issuer.sign({ ...alice, sub: 7 }))],
    ['a token with alg none', () => bearer(issuer.unsigned(alice))],
    ['a token by another key', () => bearer(issuer.forge(alice))],
    ['a token that brings its own key', () => bearer(issuer.forgeWithOwnKey(alice))],
    ['a token with the public key as its secret', () => bearer(issuer.signWithPublicKey(alice))],
    ['a token of an unknown key', () => bearer(issuer.sign(alice, { kid: 'key-2' }))],
    [
      'a token that was altered',
      async () => bearer(alter(await issuer.sign({ ...alice, roles: [Role.VIEWER] }), { roles: [Role.ADMIN] })),
    ],
    ['a viewer header that is no token', () => ({ 'x-quantgraph-viewer': 'usr_development' })],
    ['an empty viewer header', () => ({ 'x-quantgraph-viewer': '' })],
    [
      'a viewer header that somebody signed',
      async () => {
        const tokens = createViewerTokens('a secret that somebody made up, long enough', systemClock);
        return { 'x-quantgraph-viewer': await tokens.sign({ id: alice.sub, name: null, roles: [Role.ADMIN] }) };
      },
    ],
    ['a viewer header with the token of the issuer', async () => ({ 'x-quantgraph-viewer': await issuer.sign(alice) })],
    [
      'a forged viewer header beside a token that holds',
      async () => ({ ...known, 'x-quantgraph-viewer': issuer.unsigned({ ...alice, iss: 'quantgraph' }) }),
    ],
  ];

  it.each(cases)('%s: is UNAUTHENTICATED over HTTP', async (_, sent) => {
    expect(await first(http, await sent(), '{ viewer { id } strategies { totalCount } }')).toEqual({
      errors: [{ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });

  it.each(cases)('%s: is UNAUTHENTICATED over SSE', async (_, sent) => {
    expect(await codeOf(sse, await sent(), watchBacktest, { id: 'bt_any' })).toBe('UNAUTHENTICATED');
  });

  it.each(cases)('%s: is UNAUTHENTICATED over a WebSocket', async (_, sent) => {
    expect(await codeOf(webSocket, await sent(), '{ viewer { id } }')).toBe('UNAUTHENTICATED');
  });

  it.each(cases.filter(([name]) => !name.startsWith('a forged')))(
    '%s: is UNAUTHENTICATED in the first message of a WebSocket',
    async (_, sent) => {
      expect(await codeOf(webSocketParams, await sent(), '{ viewer { id } }')).toBe('UNAUTHENTICATED');
    },
  );

  it('may not write either', async () => {
    const input = { name: 'Nobody', config: crossover };
    const mutation = 'mutation ($input: CreateStrategyInput!) { createStrategy(input: $input) { id } }';
    expect(await codeOf(http, {}, mutation, { input })).toBe('UNAUTHENTICATED');
    expect(await codeOf(webSocket, {}, mutation, { input })).toBe('UNAUTHENTICATED');
  });

  it('may read the schema, and nothing beside it', async () => {
    const { data } = await first(http, {}, '{ __schema { queryType { name } } }');
    expect(data).toEqual({ __schema: { queryType: { name: 'Query' } } });
    expect(await codeOf(http, {}, '{ __schema { queryType { name } } viewer { id } }')).toBe('UNAUTHENTICATED');
    expect(await codeOf(http, {}, '{ _service { sdl } }')).toBe('GRAPHQL_VALIDATION_FAILED');
    const entities = `{ _entities(representations: [{ __typename: "Strategy", id: "strat_any" }]) { __typename } }`;
    expect(await codeOf(http, known, entities)).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});
