import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMemoryStore } from '#kit/documents/nedb-document-store.js';
import type { EventBus } from '#kit/events/event-bus.js';
import { createInProcessEventBus } from '#kit/events/in-process-event-bus.js';
import type { Subgraph } from '#kit/graphql/subgraph.js';
import type { Viewer } from '#kit/identity/viewer.js';
import { createDocumentJobQueue } from '#kit/jobs/document-job-queue.js';
import type { JobQueue } from '#kit/jobs/job-queue.js';
import { silentLogger } from '#kit/observability/logger.js';
import { systemClock } from '#kit/time/clock.js';
import { BarLakeWriter } from '#lake/bar-lake-writer.js';
import { DataInterval } from '#schema/generated/enums.js';
import { composeTrading } from '../../subgraphs/trading/composition.js';
import { waveBars } from '../support/sample-bars.js';
import { alice, bob, subgraphCaller } from '../support/subgraph-caller.js';
import { temporaryFolder } from '../support/temporary-folder.js';

let trading: Subgraph;
let get: ReturnType<typeof subgraphCaller>['get'];
let ask: ReturnType<typeof subgraphCaller>['ask'];
let codeOf: ReturnType<typeof subgraphCaller>['codeOf'];
let subscribe: ReturnType<typeof subgraphCaller>['subscribe'];
let jobs: JobQueue;
let bus: EventBus;
let cleanUp: (() => Promise<void>)[] = [];

beforeAll(async () => {
  const folder = await temporaryFolder();
  const bars = `${folder.path}/bars`;
  const lake = await BarLakeWriter.open({ root: bars });
  await lake.upsert({ symbol: 'WAVE', interval: DataInterval.DAILY }, waveBars('2020-01-01', 400), 'test');
  await lake.close();
  const documents = openMemoryStore();
  const surroundings = { documents, clock: systemClock, log: silentLogger };
  bus = await createInProcessEventBus(surroundings);
  jobs = await createDocumentJobQueue({ ...surroundings, exclusive: true });
  const folders = { bars, results: `${folder.path}/results` };
  trading = await composeTrading({ ...surroundings, bus, jobs, folders, workers: 1 });
  await trading.start();
  ({ ask, get, codeOf, subscribe } = subgraphCaller(trading));
  cleanUp = [() => trading.close(), () => bus.close(), () => documents.close(), () => folder.remove()];
});

afterAll(async () => {
  for (const step of cleanUp) await step();
});

const CREATE = 'mutation ($input: CreateStrategyInput!) { createStrategy(input: $input) { id revision type } }';
const RUN = 'mutation ($input: RunBacktestInput!) { runBacktest(input: $input) { id status } }';
const crossover = { smaCrossover: { shortPeriod: 5, longPeriod: 20 } };
const period = { symbols: ['WAVE'], startDate: '2020-01-01', endDate: '2021-02-03' };

async function createStrategy(viewer: Viewer, extra: object = {}): Promise<string> {
  const input = { name: 'Waves', config: crossover, ...extra };
  return (await get<{ createStrategy: { id: string } }>(viewer, CREATE, { input })).createStrategy.id;
}

async function runBacktest(viewer: Viewer, input: object): Promise<string> {
  const { runBacktest } = await get<{ runBacktest: { id: string; status: string } }>(viewer, RUN, {
    input: { ...period, ...input },
  });
  expect(runBacktest.status).toBe('PENDING');
  return runBacktest.id;
}

describe('strategies', () => {
  it('raises the revision with a change of config, and refuses a stale one', async () => {
    const id = await createStrategy(alice);
    const update = 'mutation ($input: UpdateStrategyInput!) { updateStrategy(input: $input) { revision name } }';
    const renamed = await get<{ updateStrategy: object }>(alice, update, { input: { id, name: 'Swell' } });
    expect(renamed.updateStrategy).toEqual({ revision: 1, name: 'Swell' });
    const changed = await get<{ updateStrategy: object }>(alice, update, {
      input: { id, config: { momentum: {} }, expectedRevision: 1 },
    });
    expect(changed.updateStrategy).toEqual({ revision: 2, name: 'Swell' });
    expect(await codeOf(alice, update, { input: { id, name: 'Stale', expectedRevision: 1 } })).toBe('CONFLICT');
  });

  it('lets exactly one of many concurrent changes of one revision through', async () => {
    const id = await createStrategy(alice);
    const update = 'mutation ($input: UpdateStrategyInput!) { updateStrategy(input: $input) { revision } }';
    const results = await Promise.all(
      [4, 5, 6, 7].map((shortPeriod) =>
        ask(alice, update, {
          input: { id, config: { smaCrossover: { shortPeriod, longPeriod: 30 } }, expectedRevision: 1 },
        }),
      ),
    );
    expect(results.filter((result) => result.errors === undefined)).toHaveLength(1);
    const refused = results.flatMap((result) => result.errors ?? []).map((error) => error.extensions['code']);
    expect(refused).toEqual(['CONFLICT', 'CONFLICT', 'CONFLICT']);
  });

  it('is not there for another user, whatever they ask', async () => {
    const id = await createStrategy(alice);
    expect(await get(bob, 'query ($id: ID!) { strategy(id: $id) { id } }', { id })).toEqual({ strategy: null });
    expect(await codeOf(bob, 'mutation ($id: ID!) { deleteStrategy(id: $id) }', { id })).toBe('NOT_FOUND');
    expect(await codeOf(bob, RUN, { input: { ...period, strategyId: id } })).toBe('NOT_FOUND');
    const mine = await get<{ strategies: { totalCount: number } }>(bob, '{ strategies { totalCount } }');
    expect(mine.strategies.totalCount).toBe(0);
  });

  it('creates one strategy for one idempotency key', async () => {
    const ids = await Promise.all([1, 2, 3].map(() => createStrategy(alice, { idempotencyKey: 'once' })));
    expect(new Set(ids).size).toBe(1);
  });

  it('pages by opaque cursors and refuses a foreign one', async () => {
    for (let i = 0; i < 5; i++) await createStrategy(bob, { name: `Strategy ${i}` });
    const page =
      'query ($after: String) { strategies(first: 2, after: $after, orderBy: { by: NAME, direction: ASC }) { nodes { name } pageInfo { endCursor hasNextPage } totalCount } }';
    type Page = {
      strategies: {
        nodes: { name: string }[];
        pageInfo: { endCursor: string; hasNextPage: boolean };
        totalCount: number;
      };
    };
    const names: string[] = [];
    let after: string | null = null;
    for (let pages = 0; pages < 3; pages++) {
      const { strategies }: Page = await get<Page>(bob, page, { after });
      expect(strategies.totalCount).toBe(5);
      names.push(...strategies.nodes.map(({ name }) => name));
      after = strategies.pageInfo.endCursor;
      expect(strategies.pageInfo.hasNextPage).toBe(pages < 2);
    }
    expect(names).toEqual(['Strategy 0', 'Strategy 1', 'Strategy 2', 'Strategy 3', 'Strategy 4']);
    expect(await codeOf(bob, page, { after: 'not a cursor' })).toBe('BAD_USER_INPUT');
    expect(await codeOf(bob, '{ strategies(first: 100000) { totalCount } }')).toBe('BAD_USER_INPUT');
  });
});

const STORY = `query ($id: ID!, $after: String) { backtest(id: $id) {
  status progress strategyRevision dataSnapshotId engineVersion failure { code message }
  performance { totalReturn totalTrades winRate finalEquity }
  equityCurve(maxPoints: 50) { timestamps equity drawdown cash }
  trades(first: 3, after: $after) { nodes { id symbol side entryAt exitAt profitLoss exitReason } totalCount pageInfo { hasNextPage endCursor } }
  orders(first: 2) { nodes { side type filledAt } totalCount }
  instruments { symbol } strategy { id }
} }`;

describe('backtests', () => {
  it('runs a strategy and keeps what came of it', async () => {
    const strategyId = await createStrategy(alice);
    const id = await runBacktest(alice, { strategyId });
    await jobs.idle();
    const { backtest } = await get(alice, STORY, { id });
    expect(backtest).toMatchObject({
      status: 'COMPLETED',
      progress: 1,
      strategyRevision: 1,
      failure: null,
      strategy: { id: strategyId },
    });
    expect(backtest.dataSnapshotId).toMatch(/^snap_1_/);
    expect(backtest.equityCurve.timestamps).toHaveLength(50);
    expect(backtest.equityCurve.timestamps[0]).toBe('2020-01-01T00:00:00.000Z');
    expect(backtest.equityCurve.equity.at(-1)).toBeCloseTo(backtest.performance.finalEquity, 9);
    expect(backtest.performance.totalTrades).toBeGreaterThan(5);
    expect(backtest.trades.totalCount).toBe(backtest.performance.totalTrades);
    const next = await get(alice, STORY, { id, after: backtest.trades.pageInfo.endCursor });
    expect(next.backtest.trades.nodes[0].id).toBe(`${id}.trade.4`);
    expect(backtest.orders.totalCount).toBeGreaterThanOrEqual(backtest.performance.totalTrades);
  });

  it('stands beside its benchmark', async () => {
    const id = await runBacktest(alice, { config: crossover, benchmarkSymbol: 'WAVE' });
    await jobs.idle();
    const query = `query ($id: ID!) { backtest(id: $id) { performance { totalReturn }
      benchmark { instrument { symbol } totalReturn excessReturn beta } equityCurve(maxPoints: 10) { benchmark } } }`;
    const { backtest } = await get(alice, query, { id });
    // The wave rises by exp(0.0005 i + 0.1 sin(2 pi i / 40)) over its 400 bars: tests/support/sample-bars.ts.
    const held = Math.exp(0.0005 * 399 + 0.1 * Math.sin((2 * Math.PI * 399) / 40)) - 1;
    expect(backtest.benchmark.instrument).toEqual({ symbol: 'WAVE' });
    expect(backtest.benchmark.totalReturn).toBeCloseTo(held, 12);
    expect(backtest.benchmark.excessReturn).toBeCloseTo(backtest.performance.totalReturn - held, 12);
    expect(backtest.equityCurve.benchmark).toHaveLength(10);
  });

  it('gives the same figures twice, to the last bit', async () => {
    const strategyId = await createStrategy(alice);
    const ids = [await runBacktest(alice, { strategyId }), await runBacktest(alice, { strategyId })];
    await jobs.idle();
    const query =
      'query ($id: ID!) { backtest(id: $id) { performance { sharpeRatio finalEquity sqn kurtosis } dataSnapshotId } }';
    const [first, second] = await Promise.all(ids.map((id) => get(alice, query, { id })));
    expect(first).toEqual(second);
  });

  it('tells its states to a subscriber, and ends after the last', async () => {
    const id = await runBacktest(alice, { config: crossover });
    const stream = await subscribe(alice, 'subscription ($id: ID!) { backtestUpdated(id: $id) { status progress } }', {
      id,
    });
    const statuses: unknown[] = [];
    for await (const event of stream) {
      statuses.push((event.data as { backtestUpdated: { status: string } }).backtestUpdated.status);
    }
    expect(statuses.at(-1)).toBe('COMPLETED');
    expect(['PENDING', 'RUNNING', 'COMPLETED']).toContain(statuses[0]);
  });

  it('starts one run for one idempotency key', async () => {
    const input = { config: crossover, idempotencyKey: 'run once' };
    const first = await runBacktest(alice, input);
    const again = await get<{ runBacktest: { id: string } }>(alice, RUN, { input: { ...period, ...input } });
    expect(again.runBacktest.id).toBe(first);
  });

  it('cancels a run once, and says so when it is too late', async () => {
    const ids = await Promise.all([1, 2, 3].map(() => runBacktest(alice, { config: crossover })));
    const last = ids.at(-1);
    const cancel = 'mutation ($id: ID!) { cancelBacktest(id: $id) { status completedAt } }';
    const { cancelBacktest } = await get<{ cancelBacktest: { status: string } }>(alice, cancel, { id: last });
    expect(cancelBacktest.status).toBe('CANCELLED');
    expect(await codeOf(alice, cancel, { id: last })).toBe('FAILED_PRECONDITION');
    await jobs.idle();
    const { backtest } = await get<{ backtest: { status: string } }>(
      alice,
      'query ($id: ID!) { backtest(id: $id) { status } }',
      { id: last },
    );
    expect(backtest.status).toBe('CANCELLED');
  });

  it('keeps the runs of a strategy that was deleted, without it', async () => {
    const strategyId = await createStrategy(alice);
    const id = await runBacktest(alice, { strategyId });
    await jobs.idle();
    await get(alice, 'mutation ($id: ID!) { deleteStrategy(id: $id) }', { id: strategyId });
    expect(await get(alice, 'query ($id: ID!) { backtest(id: $id) { status strategy { id } } }', { id })).toEqual({
      backtest: { status: 'COMPLETED', strategy: null },
    });
  });

  it('deletes a run with its results', async () => {
    const id = await runBacktest(alice, { config: crossover });
    await jobs.idle();
    expect(await codeOf(bob, 'mutation ($id: ID!) { deleteBacktest(id: $id) }', { id })).toBe('NOT_FOUND');
    await get(alice, 'mutation ($id: ID!) { deleteBacktest(id: $id) }', { id });
    expect(await get(alice, 'query ($id: ID!) { backtest(id: $id) { id } }', { id })).toEqual({ backtest: null });
  });

  it.each([
    ['an unknown symbol', { symbols: ['NOPE'] }],
    ['a period outside the coverage', { startDate: '1990-01-01', endDate: '1991-01-01' }],
    ['dates reversed', { startDate: '2021-01-01', endDate: '2020-01-01' }],
    ['negative cash', { initialCash: -5 }],
    ['no symbols', { symbols: [] }],
    ['allocations of other symbols', { config: { buyAndHold: { allocations: [{ symbol: 'NOPE', weight: 1 }] } } }],
  ])('refuses %s', async (_, change) => {
    expect(await codeOf(alice, RUN, { input: { ...period, config: crossover, ...change } })).toBe('BAD_USER_INPUT');
  });
});
