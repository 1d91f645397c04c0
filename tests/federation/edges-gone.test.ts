import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { developmentUser } from '#kit/identity/development-user.js';
import { alice, bob } from '../support/subgraph-caller.js';
import { openWatchedGraph, type WatchedGraph } from './edges-harness.js';
import { createExperiment, createStrategy, fill, generateReport, reportEnded, runBacktest } from './edges-seed.js';

/** What the edges between subgraphs show of what was deleted, and of what somebody else owns. */

let graph: WatchedGraph;

beforeAll(async () => {
  graph = await openWatchedGraph();
}, 120_000);
afterAll(() => graph?.close());

describe('what is deleted', () => {
  it('a strategy is left out of the experiments that link it', async () => {
    const [gone, stays] = [await createStrategy(graph, 'Gone'), await createStrategy(graph, 'Stays')];
    const id = await createExperiment(graph, 'Half of it', [gone, stays]);
    await graph.get('mutation ($id: ID!) { deleteStrategy(id: $id) }', { id: gone });
    // At once, whether or not ml-platform has heard of it: trading says what is there.
    const query = 'query ($id: ID!) { modelExperiment(id: $id) { strategies { id name } } }';
    expect(await graph.get(query, { id })).toEqual({
      modelExperiment: { strategies: [{ id: stays, name: 'Stays' }] },
    });
  });

  it('a strategy is left out where only its id is asked for', async () => {
    const gone = await createStrategy(graph, 'Gone');
    const id = await createExperiment(graph, 'Nothing left', [gone]);
    await graph.get('mutation ($id: ID!) { archiveExperiment(id: $id) { id } }', { id });
    await graph.get('mutation ($id: ID!) { deleteStrategy(id: $id) }', { id: gone });
    await graph.quiet();
    const query = 'query ($id: ID!) { modelExperiment(id: $id) { strategies { id } } }';
    expect(await graph.get(query, { id })).toEqual({ modelExperiment: { strategies: [] } });
  });

  it('a strategy leaves its backtests, without it', async () => {
    const strategyId = await createStrategy(graph, 'Short-lived');
    const id = await runBacktest(graph, strategyId);
    await graph.get('mutation ($id: ID!) { deleteStrategy(id: $id) }', { id: strategyId });
    const query = 'query ($id: ID!) { backtest(id: $id) { name strategy { id experiments { totalCount } } } }';
    expect(await graph.get(query, { id })).toEqual({ backtest: { name: 'Short-lived on WAVE', strategy: null } });
  });

  it('a backtest takes its reports with it', async () => {
    const [seed] = await fill(graph, ['deleted']);
    await graph.get('mutation ($id: ID!) { deleteBacktest(id: $id) }', { id: seed?.backtestId });
    await expect.poll(() => reportAndBacktest(seed)).toEqual({ narrativeReport: null, backtest: null });
    const { narrativeReports } = await graph.get('{ narrativeReports(first: 100) { nodes { backtest { id name } } } }');
    for (const { backtest } of narrativeReports.nodes) expect(backtest?.name).toEqual(expect.any(String));
  });

  it('a backtest that goes while a report on it is being asked for leaves no report behind', async () => {
    const backtestId = await runBacktest(graph, await createStrategy(graph, 'In between'));
    await graph.quiet();
    graph.beforeInsert('narrative-reports', async () => {
      await graph.get('mutation ($id: ID!) { deleteBacktest(id: $id) }', { id: backtestId });
      await graph.quiet();
    });
    const reportId = await generateReport(graph, backtestId).catch(() => 'rep_refused');
    const query = `query ($id: ID!) { narrativeReport(id: $id) { status backtest { id name } } }`;
    await graph.quiet();
    const { data, errors } = await graph.ask(query, { id: reportId });
    expect(errors).toBeUndefined();
    // Either it is not there, or it has failed and its backtest is null; never a backtest that is none.
    if (data?.['narrativeReport'] !== null) {
      expect(data).toEqual({ narrativeReport: { status: 'FAILED', backtest: null } });
    }
    const ids = await graph.get('query ($id: ID!) { narrativeReport(id: $id) { backtest { id } } }', { id: reportId });
    expect(ids.narrativeReport?.backtest ?? null).toBeNull();
  });

  it('gives its idempotency key back, or keeps it; it never answers with what is gone', async () => {
    const mutation = 'mutation ($input: CreateStrategyInput!) { createStrategy(input: $input) { id } }';
    const input = { name: 'Keyed', config: { smaCrossover: {} }, idempotencyKey: 'used before' };
    const { createStrategy: first } = await graph.get(mutation, { input });
    await graph.get('mutation ($id: ID!) { deleteStrategy(id: $id) }', { id: first.id });
    const again = await graph.ask(mutation, { input });
    const id = (again.data as { createStrategy?: { id: string } } | null)?.createStrategy?.id;
    if (again.errors) expect(again.errors[0]?.extensions['code']).toBe('CONFLICT');
    else expect(await graph.get('query ($id: ID!) { strategy(id: $id) { id } }', { id })).toEqual({ strategy: { id } });
  });

  function reportAndBacktest(seed: { readonly reportId: string; readonly backtestId: string } | undefined) {
    return graph.get(
      'query ($report: ID!, $backtest: ID!) { narrativeReport(id: $report) { id } backtest(id: $backtest) { id } }',
      { report: seed?.reportId, backtest: seed?.backtestId },
    );
  }
});

describe("another user's things", () => {
  it('a strategy of somebody else can be linked nowhere, and shows nowhere', async () => {
    const foreign = await createStrategy(graph, 'Secret of Alice', alice);
    const own = await createExperiment(graph, 'Of Bob', [], bob);
    const linked = await graph.ask(
      'mutation ($s: ID!, $e: ID!) { linkStrategyToExperiment(strategyId: $s, experimentId: $e) { id } }',
      { s: foreign, e: own },
      bob,
    );
    expect(linked.errors?.[0]?.extensions['code']).toBe('NOT_FOUND');
    const created = await graph.ask(
      'mutation ($input: CreateExperimentInput!) { createExperiment(input: $input) { id } }',
      { input: { name: 'With it', strategyIds: [foreign] } },
      bob,
    );
    expect(created.errors?.[0]?.extensions['code']).toBe('NOT_FOUND');
    const everything = await graph.ask(
      '{ modelExperiments { nodes { name strategies { id name } } } strategies { nodes { name } } }',
      {},
      bob,
    );
    expect(JSON.stringify(everything)).not.toContain('Secret');
    expect(everything.data).toMatchObject({ modelExperiments: { nodes: [{ name: 'Of Bob', strategies: [] }] } });
  });

  it('a strategy cannot be pushed into the experiment of somebody else', async () => {
    const experimentId = await createExperiment(graph, 'Closed to others', [], alice);
    const input = { name: 'Intruder', config: { buyAndHold: { allocations: [{ symbol: 'WAVE', weight: 1 }] } } };
    await graph.get(
      'mutation ($input: CreateStrategyInput!) { createStrategy(input: $input) { id } }',
      { input: { ...input, experimentIds: [experimentId] } },
      bob,
    );
    await graph.quiet();
    const query = 'query ($id: ID!) { modelExperiment(id: $id) { strategies { name } } }';
    // An ADMIN would see it if it were linked.
    expect(await graph.get(query, { id: experimentId })).toEqual({ modelExperiment: { strategies: [] } });
  });

  it('experiments are invisible from both ends', async () => {
    const strategyId = await createStrategy(graph, 'Seen by Alice', alice);
    const experimentId = await createExperiment(graph, 'Private study', [strategyId], alice);
    // The administrator's own study of Alice's strategy is refused as anybody's is; so her side shows hers alone.
    const query = `query ($s: ID!, $e: ID!) {
      strategy(id: $s) { experiments { totalCount nodes { name } } } modelExperiment(id: $e) { strategies { id } } }`;
    const variables = { s: strategyId, e: experimentId };
    expect(await graph.get(query, variables, bob)).toEqual({ strategy: null, modelExperiment: null });
    expect(await graph.get(query, variables, alice)).toEqual({
      strategy: { experiments: { totalCount: 1, nodes: [{ name: 'Private study' }] } },
      modelExperiment: { strategies: [{ id: strategyId }] },
    });
  });

  it("an administrator's report on it is not shown to its owner", async () => {
    const backtestId = await runBacktest(graph, await createStrategy(graph, 'Inspected', alice), alice);
    const reportId = await generateReport(graph, backtestId);
    await reportEnded(graph, reportId);
    const query = 'query ($id: ID!) { backtest(id: $id) { narrativeReports { id } } }';
    expect(await graph.get(query, { id: backtestId }, alice)).toEqual({ backtest: { narrativeReports: [] } });
    expect(await graph.get(query, { id: backtestId })).toEqual({ backtest: { narrativeReports: [{ id: reportId }] } });
  });

  it('a report on what its writer may no longer see has no backtest', async () => {
    const backtestId = await runBacktest(graph, await createStrategy(graph, 'Seen once', alice), alice);
    const formerAdmin = { ...developmentUser, id: 'usr_former_admin' };
    const id = await generateReport(graph, backtestId, formerAdmin);
    await reportEnded(graph, id, formerAdmin);
    const demoted = { ...bob, id: formerAdmin.id };
    const answer = await graph.ask(
      'query ($id: ID!) { narrativeReport(id: $id) { backtest { name } } }',
      { id },
      demoted,
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual({ narrativeReport: { backtest: null } });
    const idsOnly = await graph.get(
      'query ($id: ID!) { narrativeReport(id: $id) { backtest { id } } }',
      { id },
      demoted,
    );
    // A stub tells no more than the public `backtestId` beside it.
    expect(idsOnly).toEqual({ narrativeReport: { backtest: { id: backtestId } } });
  });
});
