import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { developmentUser } from '#kit/identity/development-user.js';
import { type GatewayHarness, startHarness, ways } from './gateway-harness.js';

describe.each(ways)('queries through the gateway, subgraphs %s', (way) => {
  let harness: GatewayHarness;
  beforeAll(async () => {
    harness = await startHarness(way, { timeouts: { subgraphMs: 500 } });
  });
  afterAll(() => harness.close());

  it('joins entities, with aliases, fragments, variables and directives', async () => {
    const { data, errors } = await harness.query(
      `query Shelf($with: Boolean!, $id: ID!) {
        all: books { ...Card writer: author { named: name @skip(if: $with) id @include(if: $with) } }
        one: book(id: $id) { readers { name } __typename }
      }
      fragment Card on Book { title kind: __typename }`,
      { with: false, id: 'b1' },
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      all: [
        { title: 'Waverley', kind: 'Book', writer: { named: 'Scott' } },
        { title: 'Emma', kind: 'Book', writer: { named: 'Austen' } },
      ],
      one: { readers: [{ name: 'Scott' }], __typename: 'Book' },
    });
  });

  it('resolves unions across subgraphs', async () => {
    const { data } = await harness.query(
      '{ item(id: "m1") { __typename ... on Magazine { issue editor { name } } ... on Book { title } } }',
    );
    expect(data).toEqual({ item: { __typename: 'Magazine', issue: 7, editor: { name: 'Austen' } } });
  });

  it('runs mutations, then joins', async () => {
    const { data } = await harness.query('mutation { rename(id: "b2", title: "Emma") { title author { name } } }');
    expect(data).toEqual({ rename: { title: 'Emma', author: { name: 'Austen' } } });
  });

  it('tells every subgraph who asks, and by which request', async () => {
    const reply = await harness.query('{ whoAmI requestId viewerOfPeople }', {}, { 'x-request-id': 'req-17' });
    expect(reply.data).toEqual({ whoAmI: developmentUser.id, requestId: 'req-17', viewerOfPeople: developmentUser.id });
    expect(reply.headers.get('x-request-id')).toBe('req-17');
  });

  it('keeps the code, details and path of a refusal, beside the data of the others', async () => {
    const { data, errors } = await harness.query('{ refusal books { author { name } } }');
    expect(data.refusal).toBeNull();
    expect(data.books).toHaveLength(2);
    expect(errors).toEqual([
      {
        message: 'There is no such shelf.',
        path: ['refusal'],
        extensions: { code: 'NOT_FOUND', details: { shelf: 3 } },
      },
    ]);
  });

  it('masks faults with the request id', async () => {
    const { data, errors = [] } = await harness.query(
      '{ fault books { author { name secret } } }',
      {},
      { 'x-request-id': 'req-18' },
    );
    expect(data.books[0].author).toEqual({ name: 'Scott', secret: null });
    expect(errors.map(({ path }) => path)).toEqual([
      ['fault'],
      ['books', 0, 'author', 'secret'],
      ['books', 1, 'author', 'secret'],
    ]);
    for (const { message, extensions } of errors) {
      expect(message).toContain('req-18');
      expect(extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', requestId: 'req-18' });
    }
    expect(JSON.stringify(errors)).not.toMatch(/hunter2|10\.0\.0\.1|ECONNREFUSED/);
  });

  it('says so when an entity that one subgraph promised is not there', async () => {
    const { data, errors = [], extensions } = await harness.query('{ orphan { author { name } } }');
    expect(data).toEqual({ orphan: null });
    expect(errors[0]?.extensions['code']).toBe('INTERNAL_SERVER_ERROR');
    expect(extensions).toBeUndefined();
  });

  it('refuses a value that a subgraph cannot read as bad input', async () => {
    const asVariable = await harness.query('query ($day: Date!) { publishedOn(day: $day) }', { day: 'yesterday' });
    expect(asVariable.errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    const asLiteral = await harness.query('{ publishedOn(day: "yesterday") }');
    expect(asLiteral.errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
  });

  it('refuses variables of the wrong type', async () => {
    const { status, errors } = await harness.query('query ($id: ID!) { book(id: $id) { id } }', {});
    expect(status).toBe(400);
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    expect(errors?.[0]?.message).toContain('$id');
  });

  it('gives up on a subgraph that does not answer in time', async () => {
    const { data, errors } = await harness.query('{ hanging viewerOfPeople }');
    expect(data).toEqual({ hanging: null, viewerOfPeople: developmentUser.id });
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'UPSTREAM_UNAVAILABLE', details: { subgraph: 'shelf' } } });
    expect(errors?.[0]?.message).toContain('0.5 s');
  });

  it('serves introspection', async () => {
    const { data } = await harness.query('{ __schema { queryType { name } } __type(name: "Book") { name } }');
    expect(data).toEqual({ __schema: { queryType: { name: 'Query' } }, __type: { name: 'Book' } });
  });

  it('executes in process for a graph client', async () => {
    const result = await harness.gateway.execute({
      document: 'query ($id: ID!) { book(id: $id) { author { name } } whoAmI refusal }',
      variables: { id: 'b2' },
      viewer: { id: 'usr_7', name: null, roles: ['VIEWER'] },
      requestId: 'req-19',
    });
    expect(result.data).toMatchObject({ book: { author: { name: 'Austen' } }, whoAmI: 'usr_7' });
    expect(result.errors?.[0]?.extensions).toEqual({ code: 'NOT_FOUND', details: { shelf: 3 } });
  });

  // Last, for nobody starts it again.
  it('leaves out the part of a subgraph that is gone, and names it without its address', async () => {
    await harness.stopPeople();
    const { status, data, errors } = await harness.query(
      '{ whoAmI viewer: book(id: "b1") { title } books { readers { name } } }',
    );
    expect(status).toBe(200);
    expect(data).toBeNull();
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({
      path: ['books'],
      extensions: { code: 'UPSTREAM_UNAVAILABLE', details: { subgraph: 'people' } },
    });
    expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|10\.0\.0\.7|ECONNREFUSED/);
    const ready = await fetch(`${harness.url}/readyz`);
    expect(ready.status).toBe(503);
    expect((await fetch(`${harness.url}/healthz`)).status).toBe(200);
  });
});
