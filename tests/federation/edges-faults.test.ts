import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWatchedGraph, type WatchedGraph } from './edges-harness.js';
import { createStrategy, fill, run } from './edges-seed.js';

/** What the graph answers when one of its subgraphs does not, and when an id is none. */

let graph: WatchedGraph;
let seeds: Awaited<ReturnType<typeof fill>>;

beforeAll(async () => {
  graph = await openWatchedGraph();
  seeds = await fill(graph, ['a']);
}, 120_000);
afterAll(() => graph?.close());

describe('a subgraph that is down', () => {
  const story = `query ($id: ID!) { backtest(id: $id) { name status
    instruments { symbol name coverage { barCount } }
    strategy { name experiments { nodes { name } } } } }`;

  it('leaves what the others know, an error with code and path, and no address', async () => {
    const restore = graph.takeDown('market-data');
    const { data, errors = [] } = await graph.ask(story, { id: seeds[0]?.backtestId });
    restore();
    expect(data).toEqual({
      backtest: {
        name: 'Waves a on WAVE',
        status: 'COMPLETED',
        instruments: [{ symbol: 'WAVE', name: null, coverage: null }],
        strategy: { name: 'Waves a', experiments: { nodes: [{ name: 'Study a' }] } },
      },
    });
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) {
      expect(error.extensions['code']).toBe('UPSTREAM_UNAVAILABLE');
      expect(error.path?.slice(0, 2)).toEqual(['backtest', 'instruments']);
    }
    expect(JSON.stringify(errors)).not.toMatch(/ECONNREFUSED|10\.1\.2\.3|\.ts:|node_modules/);
  });

  it('takes the nearest nullable field with it where its own may not be null', async () => {
    const restore = graph.takeDown('ml-platform');
    const { data, errors = [] } = await graph.ask(story, { id: seeds[0]?.backtestId });
    restore();
    expect(data).toMatchObject({
      backtest: {
        name: 'Waves a on WAVE',
        strategy: null,
        instruments: [{ symbol: 'WAVE', coverage: { barCount: 400 } }],
      },
    });
    expect(errors[0]?.extensions['code']).toBe('UPSTREAM_UNAVAILABLE');
    expect(errors[0]?.path?.slice(0, 2)).toEqual(['backtest', 'strategy']);
  });

  it('comes back without anything to do', async () => {
    const { errors } = await graph.ask(story, { id: seeds[0]?.backtestId });
    expect(errors).toBeUndefined();
  });

  it('refuses what needs it, in words and with a code, and keeps nothing', async () => {
    const strategyId = await createStrategy(graph, 'Waiting');
    const before = (await graph.get('{ modelExperiments { totalCount } }')).modelExperiments.totalCount;
    const restore = graph.takeDown('trading');
    const { errors } = await graph.ask(
      'mutation ($input: CreateExperimentInput!) { createExperiment(input: $input) { id } }',
      { input: { name: 'Unchecked', strategyIds: [strategyId] } },
    );
    restore();
    expect(errors?.[0]?.extensions['code']).toBe('UPSTREAM_UNAVAILABLE');
    expect((await graph.get('{ modelExperiments { totalCount } }')).modelExperiments.totalCount).toBe(before);
  });
});

describe('ids of garbage', () => {
  const garbage = [
    '',
    ' ',
    'nope',
    'strat_',
    "' OR 1=1 --",
    '{"$gt":""}',
    '../../etc/passwd',
    '\u0000',
    '𝕏'.repeat(500),
  ];

  it.each(garbage.map((id) => [JSON.stringify(id).slice(0, 30), id]))('%s is nothing, on every read', async (_, id) => {
    const { data, errors } = await graph.ask(
      `query ($id: ID!) { strategy(id: $id) { id } backtest(id: $id) { id } modelExperiment(id: $id) { id }
        narrativeReport(id: $id) { id } ingestion(id: $id) { id } }`,
      { id },
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      strategy: null,
      backtest: null,
      modelExperiment: null,
      narrativeReport: null,
      ingestion: null,
    });
  });

  it.each([
    'mutation ($id: ID!) { deleteStrategy(id: $id) }',
    'mutation ($id: ID!) { deleteBacktest(id: $id) }',
    'mutation ($id: ID!) { cancelBacktest(id: $id) { id } }',
    'mutation ($id: ID!) { updateStrategy(input: { id: $id, name: "x" }) { id } }',
    'mutation ($id: ID!) { archiveExperiment(id: $id) { id } }',
    'mutation ($id: ID!) { linkStrategyToExperiment(strategyId: $id, experimentId: $id) { id } }',
    'mutation ($id: ID!) { unlinkStrategyFromExperiment(strategyId: $id, experimentId: $id) { id } }',
    `mutation ($id: ID!) { runBacktest(input: { strategyId: $id, symbols: ["WAVE"],
      startDate: "${run.startDate}", endDate: "${run.endDate}" }) { id } }`,
    'mutation ($id: ID!) { generateNarrativeReport(input: { backtestId: $id }) { id } }',
    'mutation ($id: ID!) { createExperiment(input: { name: "x", strategyIds: [$id] }) { id } }',
  ])('are refused by %s', async (mutation) => {
    for (const id of garbage) {
      const { data, errors } = await graph.ask(mutation, { id });
      expect(data, id).toBeNull();
      expect(['NOT_FOUND', 'BAD_USER_INPUT'], `${id}: ${errors?.[0]?.message}`).toContain(
        errors?.[0]?.extensions['code'],
      );
    }
  });

  it('in a filter narrow to nothing, or are refused', async () => {
    const query =
      '{ strategies(filter: { ids: ["nope"] }) { totalCount } backtests(filter: { strategyIds: ["nope"] }) { totalCount } }';
    expect(await graph.get(query)).toEqual({ strategies: { totalCount: 0 }, backtests: { totalCount: 0 } });
  });
});
