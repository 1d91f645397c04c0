import type { Viewer } from '#kit/identity/viewer.js';
import type { WatchedGraph } from './edges-harness.js';

type Graph = Pick<WatchedGraph, 'get' | 'settled' | 'quiet'>;

export const run = { symbols: ['WAVE'], startDate: '2020-01-01', endDate: '2021-02-03' };

export async function createStrategy(graph: Graph, name: string, viewer?: Viewer): Promise<string> {
  const input = { name, config: { smaCrossover: { shortPeriod: 5, longPeriod: 20 } } };
  const query = 'mutation ($input: CreateStrategyInput!) { createStrategy(input: $input) { id } }';
  return (await graph.get(query, { input }, viewer)).createStrategy.id;
}

export async function createExperiment(
  graph: Graph,
  name: string,
  strategyIds: readonly string[],
  viewer?: Viewer,
): Promise<string> {
  const query = 'mutation ($input: CreateExperimentInput!) { createExperiment(input: $input) { id } }';
  return (await graph.get(query, { input: { name, strategyIds } }, viewer)).createExperiment.id;
}

export async function runBacktest(graph: Graph, strategyId: string, viewer?: Viewer): Promise<string> {
  const query = 'mutation ($input: RunBacktestInput!) { runBacktest(input: $input) { id } }';
  return (await graph.get(query, { input: { strategyId, ...run } }, viewer)).runBacktest.id;
}

export async function generateReport(graph: Graph, backtestId: string, viewer?: Viewer): Promise<string> {
  const query = 'mutation ($input: GenerateReportInput!) { generateNarrativeReport(input: $input) { id } }';
  return (await graph.get(query, { input: { backtestId } }, viewer)).generateNarrativeReport.id;
}

/** A strategy with an experiment, a backtest and a report on it, for each name. */
export async function fill(graph: Graph, names: readonly string[], viewer?: Viewer) {
  const filled = [];
  for (const name of names) {
    const strategyId = await createStrategy(graph, `Waves ${name}`, viewer);
    const experimentId = await createExperiment(graph, `Study ${name}`, [strategyId], viewer);
    const backtestId = await runBacktest(graph, strategyId, viewer);
    filled.push({ strategyId, experimentId, backtestId, reportId: await generateReport(graph, backtestId, viewer) });
  }
  for (const { reportId } of filled) await reportEnded(graph, reportId, viewer);
  await graph.quiet();
  return filled;
}

/** Waits for the report's last state: by then its backtest has ended, and the report was written. */
export async function reportEnded(graph: Graph, id: string, viewer?: Viewer): Promise<void> {
  for (;;) {
    const { narrativeReport } = await graph.get(
      'query ($id: ID!) { narrativeReport(id: $id) { status } }',
      { id },
      viewer,
    );
    if (!['PENDING', 'RUNNING'].includes(narrativeReport.status)) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
