import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { developmentUser } from '#kit/identity/development-user.js';
import { alice } from '../support/subgraph-caller.js';
import { openWatchedGraph, type WatchedGraph } from './edges-harness.js';
import { createStrategy, fill, generateReport, reportEnded, runBacktest } from './edges-seed.js';

/** One query for every edge between two subgraphs: what it answers, which subgraphs it asks, and what that costs them. */

const names = ['a', 'b', 'c'];
const byName = <T extends { readonly name: string }>(items: readonly T[]) =>
  items.toSorted((x, y) => (x.name < y.name ? -1 : 1));

let graph: WatchedGraph;
let seeds: Awaited<ReturnType<typeof fill>>;

beforeAll(async () => {
  graph = await openWatchedGraph();
  seeds = await fill(graph, names);
}, 120_000);
afterAll(() => graph?.close());

describe('the edges, each for three entities at once', () => {
  it('Backtest.instruments leads to market-data', async () => {
    const { data, errors, fetches, calls } = await graph.cost(
      '{ backtests { nodes { instruments { symbol currency coverage { barCount } } } } }',
    );
    expect(errors).toBeUndefined();
    const wave = { symbol: 'WAVE', currency: expect.any(String), coverage: { barCount: 400 } };
    expect(data.backtests.nodes).toEqual(names.map(() => ({ instruments: [wave] })));
    expect(fetches).toEqual(['trading', 'market-data']);
    expect(calls).toEqual({ 'backtests.findPage': 1, 'instruments.find': 1 });
  });

  it('Strategy.experiments leads to ml-platform', async () => {
    const { data, errors, fetches, calls } = await graph.cost(
      '{ strategies { nodes { name experiments { totalCount nodes { name } } } } }',
    );
    expect(errors).toBeUndefined();
    expect(byName(data.strategies.nodes)).toEqual(
      names.map((name) => ({
        name: `Waves ${name}`,
        experiments: { totalCount: 1, nodes: [{ name: `Study ${name}` }] },
      })),
    );
    expect(fetches).toEqual(['trading', 'ml-platform']);
    expect(calls).toEqual({ 'strategies.findPage': 1, 'experiments.find': 1 });
  });

  it('ModelExperiment.strategies leads to trading, by ids that the API does not show', async () => {
    const { data, errors, fetches, calls } = await graph.cost(
      '{ modelExperiments { nodes { name strategies { name revision } } } }',
    );
    expect(errors).toBeUndefined();
    expect(byName(data.modelExperiments.nodes)).toEqual(
      names.map((name) => ({ name: `Study ${name}`, strategies: [{ name: `Waves ${name}`, revision: 1 }] })),
    );
    expect(fetches).toEqual(['ml-platform', 'trading']);
    expect(calls).toEqual({ 'experiments.findPage': 1, 'strategies.find': 1 });
    const shown = await graph.ask('{ modelExperiments { nodes { strategyIds } } }');
    expect(shown.errors?.[0]?.extensions['code']).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('Backtest.narrativeReports leads to gen-ai', async () => {
    const { data, errors, fetches, calls } = await graph.cost(
      '{ backtests { nodes { name narrativeReports { status factCheck { passed } } } } }',
    );
    expect(errors).toBeUndefined();
    const report = { status: 'COMPLETED', factCheck: { passed: true } };
    expect(byName(data.backtests.nodes)).toEqual(
      names.map((name) => ({ name: `Waves ${name} on WAVE`, narrativeReports: [report] })),
    );
    expect(fetches).toEqual(['trading', 'gen-ai']);
    expect(calls).toEqual({ 'backtests.findPage': 1, 'narrative-reports.find': 1 });
  });

  it('NarrativeReport.backtest leads to trading', async () => {
    const { data, errors, fetches, calls } = await graph.cost(
      '{ narrativeReports { nodes { backtestId backtest { id name strategy { name } } } } }',
    );
    expect(errors).toBeUndefined();
    expect(data.narrativeReports.nodes).toHaveLength(names.length);
    for (const { backtestId, backtest } of data.narrativeReports.nodes) {
      const i = seeds.findIndex((seed) => seed.backtestId === backtestId);
      const strategy = { name: `Waves ${names[i]}` };
      expect(backtest).toEqual({ id: backtestId, name: `Waves ${names[i]} on WAVE`, strategy });
    }
    expect(fetches).toEqual(['gen-ai', 'trading']);
    expect(calls).toEqual({ 'narrative-reports.findPage': 1, 'backtests.find': 1, 'strategies.find': 1 });
  });

  it.each([
    ['modelExperiments', 'ml-platform', 'experiments.findPage'],
    ['narrativeReports', 'gen-ai', 'narrative-reports.findPage'],
  ])('the owner of %s leads to trading', async (list, subgraph, read) => {
    const { data, errors, fetches, calls } = await graph.cost(`{ ${list} { nodes { owner { id roles } } } }`);
    expect(errors).toBeUndefined();
    expect(data[list].nodes.map((node: { owner: { id: string } }) => node.owner.id)).toEqual(
      names.map(() => developmentUser.id),
    );
    expect(fetches).toEqual([subgraph, 'trading']);
    expect(calls).toEqual({ [read]: 1, 'users.find': 1 });
  });

  it('all of them at once, there and back, cost one read for each kind of thing and level', async () => {
    const { data, errors, calls } = await graph.cost(`{ narrativeReports { nodes { backtest {
      instruments { symbol quote { price } }
      strategy { experiments { nodes { strategies { name backtests { nodes { narrativeReports { backtest { name } } } } } } } }
    } } } }`);
    expect(errors).toBeUndefined();
    for (const { backtest } of data.narrativeReports.nodes) {
      const [strategy] = backtest.strategy.experiments.nodes[0].strategies;
      expect(strategy.backtests.nodes[0].narrativeReports[0].backtest.name).toBe(`${strategy.name} on WAVE`);
    }
    expect(calls).toEqual({
      'narrative-reports.findPage': 1,
      'backtests.find': 3,
      'strategies.find': 2,
      'experiments.find': 1,
      'narrative-reports.find': 1,
      'instruments.find': 1,
    });
  });

  it('an event of a subscription batches as a query does', async () => {
    const strategyId = await createStrategy(graph, 'Many runs');
    const ids = [];
    for (let i = 0; i < 5; i++) ids.push(await runBacktest(graph, strategyId));
    for (const id of ids) await reportEnded(graph, await generateReport(graph, id));
    const { data, errors, calls } = await graph.firstEvent(
      `subscription ($id: ID!) { backtestUpdated(id: $id) {
        strategy { backtests { nodes { strategy { name } narrativeReports { title } } } } } }`,
      { id: ids[0] },
    );
    expect(errors).toBeUndefined();
    expect(data.backtestUpdated.strategy.backtests.nodes).toHaveLength(ids.length);
    expect(calls['strategies.find']).toBeLessThanOrEqual(2);
    expect(calls['narrative-reports.find']).toBe(1);
  });
});

describe('owners', () => {
  it('are never null, even when nobody has heard of them', async () => {
    const stranger = { ...alice, id: 'usr_never_seen' };
    const [seed] = await fill(graph, ['of a stranger'], stranger);
    const data = await graph.get(
      `query ($experiment: ID!, $report: ID!) {
        modelExperiment(id: $experiment) { owner { id roles } } narrativeReport(id: $report) { owner { id roles } } }`,
      { experiment: seed?.experimentId, report: seed?.reportId },
      developmentUser,
    );
    expect(data.modelExperiment.owner.id).toBe(stranger.id);
    expect(data.narrativeReport.owner.id).toBe(stranger.id);
  });

  const owners = `query ($s: ID!, $b: ID!, $e: ID!, $r: ID!) {
    strategy(id: $s) { owner { id name roles } } backtest(id: $b) { owner { id name roles } }
    modelExperiment(id: $e) { owner { id name roles } } narrativeReport(id: $r) { owner { id name roles } } }`;

  it('are the same whichever thing they are asked of', async () => {
    const carol = { ...alice, id: 'usr_carol', name: 'Carol' };
    const variables = await ownedBy(carol);
    await graph.get('{ viewer { id } }', {}, carol);
    const owner = { id: carol.id, name: 'Carol', roles: ['ANALYST'] };
    expect(await graph.get(owners, variables, carol)).toEqual({
      strategy: { owner },
      backtest: { owner },
      modelExperiment: { owner },
      narrativeReport: { owner },
    });
  });

  it('who have called are known by the name of their token, whatever they called', async () => {
    const dave = { ...alice, id: 'usr_dave', name: 'Dave' };
    const { e } = await ownedBy(dave);
    await graph.quiet();
    const query = 'query ($e: ID!) { modelExperiment(id: $e) { owner { name } } }';
    expect(await graph.get(query, { e }, dave)).toEqual({ modelExperiment: { owner: { name: 'Dave' } } });
  });

  async function ownedBy(viewer: typeof alice) {
    const [seed] = await fill(graph, [`of ${viewer.name}`], viewer);
    return { s: seed?.strategyId, b: seed?.backtestId, e: seed?.experimentId, r: seed?.reportId };
  }
});

describe('instruments', () => {
  it('are answered for every symbol of the lake, also one that nobody described', async () => {
    const bars = [{ timestamp: '2020-01-02T00:00:00Z', open: 1, high: 1, low: 1, close: 1, volume: 1 }];
    const symbols = ['AAA', 'B.B', 'C-C', '^DDD', 'E/EE', 'F=F'];
    for (const symbol of symbols) {
      const input = { symbol, interval: 'DAILY', bars };
      await graph.get('mutation ($input: IngestBarsInput!) { ingestBars(input: $input) { id } }', { input });
    }
    const strategyId = await createStrategy(graph, 'Everything');
    for (const symbol of symbols) {
      const input = { strategyId, symbols: [symbol], startDate: '2020-01-01', endDate: '2020-01-03' };
      const query = `mutation ($input: RunBacktestInput!) {
        runBacktest(input: $input) { instruments { symbol currency coverage { barCount } } } }`;
      const { runBacktest: started } = await graph.get(query, { input });
      expect(started.instruments).toEqual([{ symbol, currency: expect.any(String), coverage: { barCount: 1 } }]);
    }
  });
});
