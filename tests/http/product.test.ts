import { createClient } from 'graphql-sse';
import { createClient as createWebSocketClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import {
  BacktestStoryDocument,
  type BacktestStoryQuery,
  BacktestUpdatesDocument,
  CreateExperimentDocument,
  CreateStrategyDocument,
  GenerateReportDocument,
  MarketOverviewDocument,
  RunBacktestDocument,
} from '../../client/generated/graphql.js';
import { createGraphFetch, type GraphFetch } from '../../client/graph-fetch.js';
import { type ServedGraph, serveDistributed, serveEmbedded } from '../support/served-graph.js';

const amqpUrl = process.env['AMQP_URL'];
if (amqpUrl === undefined) console.warn('AMQP_URL is not set: the five processes are not tested.');

const spx = { symbols: ['SPX'], startDate: '2000-01-03', endDate: '2020-04-17' };
const goldenCross = { smaCrossover: { shortPeriod: 50, longPeriod: 200 } };

/** What one installation answered, without what differs from run to run: the other must answer the same. */
const stories: Record<string, unknown> = {};
const overviews: Record<string, unknown> = {};

describe.each([
  { mode: 'one process', serve: () => serveEmbedded(), enabled: true },
  { mode: 'five processes', serve: () => serveDistributed(amqpUrl ?? ''), enabled: amqpUrl !== undefined },
])('the product in $mode', ({ mode, serve, enabled }) => {
  describe.runIf(enabled)('serves', () => {
    let served: ServedGraph;
    let graph: GraphFetch;
    let strategyId: string;
    let backtestId: string;

    beforeAll(async () => {
      served = await serve();
      graph = createGraphFetch(`${served.url}/graphql`);
    }, 120_000);
    afterAll(() => served?.close());

    it('the walk of the README, from a strategy to a report with every number checked', async () => {
      const created = await graph(CreateStrategyDocument, { input: { name: 'Golden cross', config: goldenCross } });
      strategyId = created.createStrategy.id;
      expect(created.createStrategy.type).toBe('SMA_CROSSOVER');

      const { createExperiment } = await graph(CreateExperimentDocument, {
        input: { name: 'Trend study', strategyIds: [strategyId] },
      });
      expect(createExperiment.strategies).toEqual([{ id: strategyId, name: 'Golden cross' }]);

      const started = await graph(RunBacktestDocument, { input: { strategyId, ...spx } });
      backtestId = started.runBacktest.id;
      await graph(GenerateReportDocument, { input: { backtestId } });

      const story = await toldStory(graph, backtestId);
      expect(story).toMatchObject({
        status: 'COMPLETED',
        instruments: [{ symbol: 'SPX', coverage: { barCount: 5105 } }],
        strategy: {
          name: 'Golden cross',
          experiments: { nodes: [{ name: 'Trend study', strategies: [{ name: 'Golden cross' }] }] },
        },
      });
      expect(story.equityCurve?.equity).toHaveLength(100);
      expect(story.trades.nodes).toHaveLength(3);
      const [report] = story.narrativeReports;
      expect(report?.factCheck?.passed).toBe(true);
      expect(report?.factCheck?.numbersChecked).toBeGreaterThan(10);
      stories[mode] = story;
    });

    it('the market from its bars to its regime, in one query', async () => {
      const { instrument } = await graph(MarketOverviewDocument, { symbol: 'SPX', from: '2020-01-01T00:00:00Z' });
      expect(instrument).toMatchObject({
        quote: { price: expect.any(Number), asOf: '2020-04-17T00:00:00.000Z' },
        regime: { asOf: '2020-04-17', regime: expect.any(String) },
        quality: { completeness: 100, openEvents: 0 },
      });
      expect(instrument?.series.close).toHaveLength(250);
      const [sma, rsi, macd] = instrument?.indicators ?? [];
      expect(sma).toMatchObject({ type: 'SMA', parameters: { period: 200, source: 'CLOSE' }, warmUpBars: 199 });
      // Of 2020 only, and warm from its first bar on: the years before it count.
      expect(sma?.outputs[0]?.timestamps).toHaveLength(74);
      expect(rsi?.outputs[0]?.values.every((value) => value !== null && value > 0 && value < 100)).toBe(true);
      expect(macd?.outputs).toHaveLength(3);
      overviews[mode] = instrument;
    });

    it('states of a run with fields of other subgraphs, over server-sent events', async () => {
      const events = createClient({ url: `${served.url}/graphql/stream`, retryAttempts: 0 });
      const { runBacktest } = await graph(RunBacktestDocument, { input: { strategyId, ...spx } });
      const states = [];
      for await (const { data, errors } of events.iterate<{ backtestUpdated: Record<string, unknown> }>({
        query: BacktestUpdatesDocument.toString(),
        variables: { id: runBacktest.id },
      })) {
        expect(errors).toBeUndefined();
        states.push(data?.backtestUpdated);
      }
      events.dispose();
      expect(states.at(-1)).toMatchObject({
        status: 'COMPLETED',
        instruments: [{ symbol: 'SPX', quote: { price: expect.any(Number) } }],
        strategy: { name: 'Golden cross', experiments: { nodes: [{ name: 'Trend study' }] } },
      });
    });

    it('the same over a WebSocket', async () => {
      const socket = createWebSocketClient({
        url: `ws${served.url.slice(4)}/graphql`,
        webSocketImpl: WebSocket,
        retryAttempts: 0,
      });
      let last: Record<string, unknown> | undefined;
      for await (const { data, errors } of socket.iterate<{ backtestUpdated: Record<string, unknown> }>({
        query: BacktestUpdatesDocument.toString(),
        variables: { id: backtestId },
      })) {
        expect(errors).toBeUndefined();
        last = data?.backtestUpdated;
      }
      await socket.dispose();
      expect(last).toMatchObject({ status: 'COMPLETED', instruments: [{ symbol: 'SPX' }] });
    });

    it.each([
      ['an unknown symbol', 'BAD_USER_INPUT', { symbols: ['NOPE'] }, /no DAILY bars of NOPE/],
      ['dates reversed', 'BAD_USER_INPUT', { startDate: '2020-04-17', endDate: '2000-01-03' }, /Swap them/],
      [
        'dates outside the coverage, which it names',
        'BAD_USER_INPUT',
        { startDate: '1950-01-03', endDate: '1960-01-03' },
        /2000-01-03 to 2020-04-17/,
      ],
      ['negative cash', 'BAD_USER_INPUT', { initialCash: -1 }, /initialCash/],
      ['empty symbols', 'BAD_USER_INPUT', { symbols: [] }, /symbols/],
    ])('a refusal of %s', async (_, code, change, message) => {
      const refused = graph(RunBacktestDocument, { input: { strategyId, ...spx, ...change } });
      await expect(refused).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    });

    it('a refusal of an unknown strategy', async () => {
      const refused = graph(RunBacktestDocument, { input: { strategyId: 'strat_none', ...spx } });
      await expect(refused).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });

    it.each([
      [
        'periods the wrong way round',
        { smaCrossover: { shortPeriod: 200, longPeriod: 50 } },
        /shortPeriod below longPeriod/,
      ],
      ['a config without a member', {}, /exactly one/],
      ['a config with two', { smaCrossover: {}, momentum: {} }, /exactly one/],
    ])('a refusal of %s', async (_, config, message) => {
      const refused = graph(CreateStrategyDocument, { input: { name: 'x', config } });
      await expect(refused).rejects.toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringMatching(message) });
    });

    it.each([
      ['a page of 100,000', '{ strategies(first: 100000) { totalCount } }', 'BAD_USER_INPUT'],
      ['a wrong cursor', '{ strategies(after: "bm9uc2Vuc2U") { totalCount } }', 'BAD_USER_INPUT'],
      ['a field that is not there', '{ strategies { nonsense } }', 'GRAPHQL_VALIDATION_FAILED'],
      ['what is not GraphQL', '{ strategies {', 'GRAPHQL_PARSE_FAILED'],
    ])('a refusal of %s', async (_, query, code) => {
      const { errors } = await post(served, { query });
      expect(errors?.[0]?.extensions?.code).toBe(code);
    });

    it('a refusal of a malformed token', async () => {
      const { errors } = await post(served, { query: '{ viewer { id } }' }, { authorization: 'Bearer not.a.token' });
      expect(errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
    });

    it('introspection, and who is asking', async () => {
      const { data } = await post(served, { query: '{ viewer { id roles } __schema { queryType { name } } }' });
      expect(data).toMatchObject({
        viewer: { id: 'usr_development', roles: ['ADMIN'] },
        __schema: { queryType: { name: 'Query' } },
      });
    });
  });
});

describe.runIf(amqpUrl !== undefined)('the two ways to run', () => {
  it('give the same answers', () => {
    expect(stories['one process']).toBeDefined();
    expect(stories['five processes']).toEqual(stories['one process']);
    expect(overviews['one process']).toBeDefined();
    expect(overviews['five processes']).toEqual(overviews['one process']);
  });
});

/** The backtest with its report, once both are there. */
async function toldStory(graph: GraphFetch, id: string): Promise<NonNullable<BacktestStoryQuery['backtest']>> {
  let story: BacktestStoryQuery['backtest'] | undefined;
  await expect
    .poll(
      async () => {
        story = (await graph(BacktestStoryDocument, { id })).backtest;
        return story?.narrativeReports[0]?.sections.length ?? 0;
      },
      { timeout: 30_000 },
    )
    .toBeGreaterThan(0);
  return story as NonNullable<BacktestStoryQuery['backtest']>;
}

interface RawAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

async function post(served: ServedGraph, body: object, headers: Record<string, string> = {}): Promise<RawAnswer> {
  const response = await fetch(`${served.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return (await response.json()) as RawAnswer;
}
