import { request as httpRequest } from 'node:http';
import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { Unauthenticated } from '#kit/errors/domain-error.js';
import { VIEWER_HEADER } from '#kit/graphql/subgraph-connection.js';
import { createViewerTokens } from '#kit/identity/viewer-token.js';
import { systemClock } from '#kit/time/clock.js';
import { Role } from '#schema/generated/enums.js';
import { type GatewayHarness, startHarness } from './gateway-harness.js';

describe('the HTTP side of the gateway', () => {
  let harness: GatewayHarness;
  beforeAll(async () => {
    harness = await startHarness('in process');
  });
  afterAll(() => harness.close());

  it('passes the audits of GraphQL over HTTP: every MUST, and it tells which SHOULD or MAY it does not meet', async () => {
    const audits = serverAudits({ url: () => `${harness.url}/graphql`, fetchFn: fetch });
    const results = await Promise.all(audits.map((audit) => audit.fn()));
    const unmet = results.flatMap((result) =>
      result.status === 'ok' ? [] : [`${result.status} ${result.id} ${result.name}: ${result.reason}`],
    );
    console.info(`GraphQL over HTTP: ${results.length - unmet.length} of ${results.length} audits are met`, unmet);
    expect(results.length).toBeGreaterThan(50);
    expect(unmet.filter((line) => line.startsWith('error') || line.includes(' MUST '))).toEqual([]);
  });

  describe('limits', () => {
    const code = async (query: string) => (await harness.query(query)).errors?.[0]?.extensions['code'];

    it('refuses what is too deep', async () => {
      const types = (levels: number) =>
        `{ __type(name: "Book") { ${'ofType { '.repeat(levels)} name ${'} '.repeat(levels)} } }`;
      expect(await code(types(10))).toBeUndefined();
      expect(await code(types(20))).toBe('QUERY_TOO_COMPLEX');
    });

    it('refuses too many aliases', async () => {
      const aliases = Array.from({ length: 60 }, (_, i) => `b${i}: whoAmI`).join(' ');
      const { status, errors } = await harness.query(`{ ${aliases} }`);
      expect(status).toBe(400);
      expect(errors?.[0]?.extensions['code']).toBe('QUERY_TOO_COMPLEX');
      expect(errors?.[0]?.message).toContain('60');
    });

    it('refuses too many tokens before it builds the document', async () => {
      const { status, errors } = await harness.query(`{ ${'whoAmI '.repeat(5000)} }`);
      expect(status).toBe(400);
      expect(errors?.[0]).toMatchObject({ extensions: { code: 'QUERY_TOO_COMPLEX' } });
      expect(errors?.[0]?.message).toContain('4000');
    });

    it('refuses what costs too much', async () => {
      const whole = '__typename id title pages author { __typename id name } readers { __typename id name }';
      const pages = (count: number) =>
        `{ ${Array.from({ length: count }, (_, i) => `p${i}: books(first: 100) { ${whole} }`).join(' ')} }`;
      expect(await code(pages(5))).toBeUndefined();
      expect(await code(pages(39))).toBe('QUERY_TOO_COMPLEX');
    });

    it('calls a page beyond the bound a wrong argument, not a complex query', async () => {
      expect(await code('{ books(first: 100000) { title } }')).toBe('BAD_USER_INPUT');
    });

    it('calls a number that no double holds bad input', async () => {
      expect(await code('{ books(first: 1e999) { title } }')).toBe('BAD_USER_INPUT');
    });

    it('refuses what takes long to validate, before it takes long', async () => {
      const started = performance.now();
      expect(await code(`{ ${'whoAmI '.repeat(3900)} }`)).toBe('QUERY_TOO_COMPLEX');
      expect(performance.now() - started).toBeLessThan(3000);
    });
  });

  it('refuses what cannot be parsed, is not valid or names no operation, each with its code', async () => {
    expect((await harness.query('{')).errors?.[0]).toMatchObject({ extensions: { code: 'GRAPHQL_PARSE_FAILED' } });
    expect((await harness.query('{ nonsense }')).errors?.[0]).toMatchObject({
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
    const { status, errors } = await harness.query('query A { whoAmI } query B { whoAmI }');
    expect(status).toBe(400);
    expect(errors?.[0]?.extensions['code']).toMatch(/^BAD_/);
    const stream = await harness.query('subscription { never { id } }');
    expect(stream.errors?.[0]).toMatchObject({ extensions: { code: 'BAD_REQUEST' } });
    expect(stream.errors?.[0]?.message).toContain('/graphql/stream');
  });

  it('refuses a body that is no JSON, or too large', async () => {
    const send = (body: string) =>
      fetch(`${harness.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const malformed = await send('{"query": ');
    expect(malformed.status).toBe(400);
    expect(await malformed.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
    const large = await send(JSON.stringify({ query: '{ whoAmI }', variables: { x: 'x'.repeat(9_000_000) } }));
    expect(large.status).toBe(413);
  });

  it('refuses requests that a web page could send without asking', async () => {
    const response = await fetch(`${harness.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ query: '{ whoAmI }' }),
    });
    expect(response.status).toBe(400);
    const simple = await fetch(`${harness.url}/graphql?query=%7BwhoAmI%7D`);
    expect(simple.status).toBe(400);
    const preflight = await fetch(`${harness.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin: 'http://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('gives up on an operation that takes too long', async () => {
    const hasty = await startHarness('in process', { timeouts: { operationMs: 100 } });
    const { data, errors } = await hasty.query('{ hanging }');
    expect(data).toBeUndefined();
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'UPSTREAM_UNAVAILABLE' } });
    await hasty.close();
  });
});

describe('the development user', () => {
  let harness: GatewayHarness;
  beforeAll(async () => {
    harness = await startHarness('in process');
  });
  afterAll(() => harness.close());

  it('is not there for a page that points a name of its own at this machine', async () => {
    expect(await statusFor(harness, { host: 'evil.example' })).toBe(403);
    expect(await statusFor(harness, { host: '127.0.0.1.evil.example:80' })).toBe(403);
    expect(await statusFor(harness, { host: 'localhost:4000' })).toBe(200);
    expect(await statusFor(harness, { host: '[::1]:4000' })).toBe(200);
  });

  it('is not there for a page of another origin', async () => {
    expect(await statusFor(harness, { origin: 'http://evil.example' })).toBe(403);
    expect(await statusFor(harness, { origin: 'null' })).toBe(403);
    expect(await statusFor(harness, { origin: harness.url })).toBe(200);
  });

  it('is not there for a WebSocket of another origin', async () => {
    expect(await upgradeStatus(harness.url, { origin: 'http://evil.example' })).toBe(403);
    expect(await upgradeStatus(harness.url, { host: 'evil.example' })).toBe(403);
    expect(await upgradeStatus(harness.url, { origin: harness.url })).toBe(101);
    expect(await upgradeStatus(harness.url, {})).toBe(101);
  });
});

describe('with an issuer', () => {
  const tokens = createViewerTokens('a secret for tests that is long enough', systemClock);
  const viewer = { id: 'usr_1', name: null, roles: [Role.ANALYST] };
  let harness: GatewayHarness;
  beforeAll(async () => {
    harness = await startHarness('in process', {
      isDevelopment: false,
      authenticate: async (authorization) => {
        if (authorization === 'Bearer good') return { viewer, expiresAt: new Date(Date.now() + 3_600_000) };
        throw new Unauthenticated('Expected a token that holds.');
      },
    });
  });
  afterAll(() => harness.close());

  it('answers a caller by its token, and a subgraph by the viewer that it signs for', async () => {
    expect((await harness.query('{ whoAmI }', {}, { authorization: 'Bearer good' })).data).toEqual({ whoAmI: 'usr_1' });
    const signed = await tokens.sign({ id: 'usr_2', name: null, roles: [Role.VIEWER] });
    expect((await harness.query('{ whoAmI }', {}, { [VIEWER_HEADER]: signed })).data).toEqual({ whoAmI: 'usr_2' });
  });

  it('refuses everybody else, except for reading the schema', async () => {
    for (const headers of [{}, { authorization: 'Bearer bad' }, { [VIEWER_HEADER]: 'forged' }]) {
      const reply = await harness.query('{ whoAmI }', {}, headers);
      expect(reply.status).toBe(401);
      expect(reply.data).toBeUndefined();
      expect(reply.errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED' });
    }
    expect((await harness.query('{ __schema { queryType { name } } }')).data).toBeDefined();
  });

  it('refuses streams without a token', async () => {
    const response = await fetch(`${harness.url}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: 'subscription { never { id } }' }),
    });
    expect(response.status).toBe(401);
    const socket = new WebSocket(`${harness.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    socket.once('open', () => socket.send('{"type":"connection_init","payload":{"authorization":"Bearer bad"}}'));
    expect(await closed).toBe(4401);
  });
});

function statusFor(harness: GatewayHarness, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${harness.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
    });
    sent.once('error', reject);
    sent.once('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.end('{"query":"{ whoAmI }"}');
  });
}

function upgradeStatus(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers });
    socket.once('open', () => {
      socket.close();
      resolve(101);
    });
    socket.once('unexpected-response', (_, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.once('error', reject);
  });
}
