import { type ExecutionResult, execute, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DocumentStore } from '#kit/documents/document-collection.js';
import { openMemoryStore } from '#kit/documents/nedb-document-store.js';
import { observeStore } from '#kit/documents/observe-store.js';
import { createInProcessEventBus } from '#kit/events/in-process-event-bus.js';
import { hasOutbox } from '#kit/events/outbox.js';
import { createRequestContext, subscribeToOperation } from '#kit/graphql/execute-operation.js';
import type { GraphRequest } from '#kit/graphql/graph-client.js';
import type { Subgraph } from '#kit/graphql/subgraph.js';
import type { Viewer } from '#kit/identity/viewer.js';
import { createViewerTokens } from '#kit/identity/viewer-token.js';
import { createDocumentJobQueue } from '#kit/jobs/document-job-queue.js';
import { silentLogger } from '#kit/observability/logger.js';
import { systemClock } from '#kit/time/clock.js';
import { Role } from '#schema/generated/enums.js';
import { composeGenAi } from './composition.js';
import { GOLDEN_CROSS } from './narrative-report/engine/golden-cross.fixture.js';
import { graphAnswer } from './narrative-report/graph-answers.fixture.js';

const alice: Viewer = { id: 'usr_alice', name: 'Alice', roles: [Role.ANALYST] };
const bob: Viewer = { id: 'usr_bob', name: 'Bob', roles: [Role.ANALYST] };
const tokens = createViewerTokens('a secret of the tests, long enough', systemClock);
const services = { tokens, log: silentLogger };
/** trading with a completed backtest for every id. */
const graph = {
  execute: async <T>({ variables }: GraphRequest) =>
    ({ backtest: { ...graphAnswer(GOLDEN_CROSS), id: variables?.['id'], status: 'COMPLETED' } }) as T,
};

let genAi: Subgraph;
let documents: DocumentStore;
let calls: string[] = [];
let cleanUp: (() => Promise<void>)[] = [];

beforeAll(async () => {
  documents = observeStore(openMemoryStore(), (collection, operation) => calls.push(`${collection}.${operation}`));
  const surroundings = { documents, clock: systemClock, log: silentLogger };
  const bus = await createInProcessEventBus(surroundings);
  const jobs = await createDocumentJobQueue({ ...surroundings, exclusive: true });
  genAi = await composeGenAi({ ...surroundings, bus, jobs, graph });
  await genAi.start();
  cleanUp = [() => genAi.close(), () => bus.close(), () => documents.close()];
});

afterAll(async () => {
  for (const step of cleanUp) await step();
});

async function ask(viewer: Viewer, query: string, variables: Record<string, unknown> = {}): Promise<ExecutionResult> {
  const contextValue = await createRequestContext(
    genAi,
    { viewerToken: await tokens.sign(viewer), requestId: 'req_1' },
    services,
  );
  return execute({ schema: genAi.schema, document: parse(query), variableValues: variables, contextValue });
}

const GENERATE =
  'mutation ($input: GenerateReportInput!) { generateNarrativeReport(input: $input) { id status modelId } }';
const UPDATED = 'subscription ($id: ID!) { narrativeReportUpdated(id: $id) { status title } }';

async function writtenReport(backtestId: string, viewer = alice): Promise<string> {
  const { data, errors } = await ask(viewer, GENERATE, { input: { backtestId } });
  expect(errors).toBeUndefined();
  const { id } = (data as { generateNarrativeReport: { id: string } }).generateNarrativeReport;
  await statesOf(id, viewer);
  return id;
}

async function statesOf(id: string, viewer = alice): Promise<string[]> {
  const request = { query: UPDATED, variables: { id }, viewerToken: await tokens.sign(viewer), requestId: 'req_1' };
  const stream = await subscribeToOperation(genAi, request, services);
  if (!(Symbol.asyncIterator in stream)) throw stream.errors?.[0] ?? new Error('no stream');
  const states: string[] = [];
  for await (const { data } of stream)
    states.push((data as { narrativeReportUpdated: { status: string } }).narrativeReportUpdated.status);
  return states;
}

describe('the gen-ai subgraph', () => {
  it('owns reports, and adds them to the backtest of another subgraph', () => {
    expect(genAi.sdl).toMatch(/type Backtest @key\(fields: "id"\) \{\s+id: ID!/);
    expect(genAi.sdl).toMatch(/type User @key\(fields: "id", resolvable: false\)/);
    expect(genAi.sdl).not.toMatch(/promptVersion|usage/);
  });

  it('writes a report and follows it to its end, the current state first', async () => {
    const id = await writtenReport('bt_follow');
    expect(await statesOf(id)).toEqual(['COMPLETED']);
    const { data } = await ask(
      alice,
      'query ($id: ID!) { narrativeReport(id: $id) { status language detail modelId recommendation factCheck { passed } owner { id } backtest { id } html: content(format: HTML) } }',
      { id },
    );
    expect(data?.['narrativeReport']).toMatchObject({
      status: 'COMPLETED',
      language: 'EN',
      detail: 'STANDARD',
      modelId: 'offline',
      recommendation: 'RESEARCH',
      factCheck: { passed: true },
      owner: { id: 'usr_alice' },
      backtest: { id: 'bt_follow' },
      html: expect.stringContaining('<!doctype html>'),
    });
  });

  it.each([
    [{ backtestId: 'bt_1', modelId: 'gpt-x' }, 'BAD_USER_INPUT'],
    [{ backtestId: ' ' }, 'BAD_USER_INPUT'],
    [{ backtestId: 'bt_1', language: 'KO' }, 'FAILED_PRECONDITION'],
  ])('refuses %o', async (input, code) => {
    expect((await ask(alice, GENERATE, { input })).errors?.[0]?.extensions['code']).toBe(code);
  });

  it('takes explicit nulls as absent', async () => {
    const input = { backtestId: 'bt_null', language: null, detail: null, modelId: null, idempotencyKey: null };
    expect((await ask(alice, GENERATE, { input })).errors).toBeUndefined();
  });

  it.each([0, 101, 100_000])('refuses a page of %i', async (first) => {
    const { errors } = await ask(alice, 'query ($first: Int) { narrativeReports(first: $first) { totalCount } }', {
      first,
    });
    expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
  });

  it('reads the reports of any number of backtests in one store call, and shows them to their owner only', async () => {
    const ids = Array.from({ length: 50 }, (_, i) => `bt_many_${i}`);
    await writtenReport('bt_many_7');
    await writtenReport('bt_many_7');
    // What the outbox relay still writes would be counted, too.
    const stored = await documents.collection('narrative-reports');
    await vi.waitFor(async () => expect(await stored.count(hasOutbox)).toBe(0), { timeout: 15_000 });
    const entities =
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Backtest { id narrativeReports(first: 1) { title backtestId } } } }';
    for (const count of [1, 50]) {
      const of = ids.slice(50 - count).map((id) => ({ __typename: 'Backtest', id }));
      calls = [];
      const { data, errors } = await ask(alice, entities, { of });
      expect(errors).toBeUndefined();
      expect(calls.filter((call) => call.startsWith('narrative-reports.'))).toEqual(['narrative-reports.find']);
      const { _entities: found } = data as { _entities: { narrativeReports: unknown[] }[] };
      expect(found.map((one) => one.narrativeReports.length)).toEqual(of.map(({ id }) => (id === 'bt_many_7' ? 1 : 0)));
    }
    const { data } = await ask(bob, entities, { of: [{ __typename: 'Backtest', id: 'bt_many_7' }] });
    expect(data).toEqual({ _entities: [{ id: 'bt_many_7', narrativeReports: [] }] });
  });
});
