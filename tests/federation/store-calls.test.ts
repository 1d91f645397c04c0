import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMemoryStore } from '#kit/documents/nedb-document-store.js';
import { observeStore } from '#kit/documents/observe-store.js';
import { BarLakeReader } from '#lake/bar-lake-reader.js';
import { ColumnTables } from '#lake/column-tables.js';
import { type GraphInMemory, openGraphInMemory } from '../support/graph-in-memory.js';

const MANY = 50;
const calls: string[] = [];
let graph: GraphInMemory;

beforeAll(async () => {
  graph = await openGraphInMemory({
    openDocuments: () =>
      observeStore(openMemoryStore(), (collection, operation) => {
        // The queues look for work whether or not anybody asks.
        if (collection !== 'jobs') calls.push(`${collection}.${operation}`);
      }),
  });
  await fill(graph);
  watch(BarLakeReader.prototype, 'bars', ['read', 'readMany', 'readLast', 'readPages', 'timestamps']);
  watch(ColumnTables.prototype, 'tables', ['read', 'rowCounts']);
}, 120_000);

afterAll(() => graph?.close());

const STORY = `query ($first: Int!) { backtests(first: $first) { nodes {
  status performance { totalReturn }
  equityCurve(maxPoints: 20) { equity }
  trades(first: 3) { nodes { profitLoss } totalCount }
  instruments { symbol name coverage { barCount } quote { price } series(maxPoints: 20) { close } bars(first: 2) { nodes { close } } }
  strategy { name owner { name } experiments { nodes { name owner { name } strategies { name } } } }
  narrativeReports { title factCheck { passed } owner { name } }
} } }`;

describe('a list of backtests with all that hangs on it', () => {
  it('costs the same number of store calls for 1 and for 50', async () => {
    const one = await callsOf(1);
    const many = await callsOf(MANY);
    console.info(`store calls: ${one.length} for 1 backtest, ${many.length} for ${MANY}`);
    expect(many).toEqual(one);
  });

  it('costs at most one call for each kind of thing and level', async () => {
    const counted = new Map<string, number>();
    for (const call of await callsOf(MANY)) counted.set(call, (counted.get(call) ?? 0) + 1);
    // Strategies stand at two levels (a backtest's own, an experiment's), users at up to three, tables hold two kinds
    // (curves and trades); everything else is there once.
    const levels: Record<string, number> = { 'strategies.find': 2, 'users.find': 3, 'tables.read': 2 };
    for (const [call, times] of counted) expect(times, call).toBeLessThanOrEqual(levels[call] ?? 1);
  });
});

async function callsOf(first: number): Promise<string[]> {
  calls.length = 0;
  const { data, errors } = await graph.ask(STORY, { first });
  expect(errors).toBeUndefined();
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the query says
  const { nodes } = (data as any).backtests;
  expect(nodes).toHaveLength(first);
  for (const node of nodes) {
    expect(node.status).toBe('COMPLETED');
    expect(node.strategy.experiments.nodes[0].strategies.length).toBeGreaterThan(0);
    expect(node.narrativeReports[0].factCheck.passed).toBe(true);
    expect(node.instruments[0].quote.price).toBeGreaterThan(0);
  }
  return calls.toSorted();
}

/** Fifty strategies, each with an experiment, a backtest and a report on it. */
async function fill({ ask, settled }: GraphInMemory): Promise<void> {
  for (let i = 0; i < MANY; i++) {
    const config = { smaCrossover: { shortPeriod: 3 + (i % 5), longPeriod: 20 } };
    const { createStrategy } = await data(
      ask('mutation ($input: CreateStrategyInput!) { createStrategy(input: $input) { id } }', {
        input: { name: `Waves ${i}`, config },
      }),
    );
    await data(
      ask('mutation ($input: CreateExperimentInput!) { createExperiment(input: $input) { id } }', {
        input: { name: `Study ${i}`, strategyIds: [createStrategy.id] },
      }),
    );
    const { runBacktest } = await data(
      ask('mutation ($input: RunBacktestInput!) { runBacktest(input: $input) { id } }', {
        input: { strategyId: createStrategy.id, symbols: ['WAVE'], startDate: '2020-01-01', endDate: '2021-02-03' },
      }),
    );
    await data(
      ask('mutation ($input: GenerateReportInput!) { generateNarrativeReport(input: $input) { id } }', {
        input: { backtestId: runBacktest.id },
      }),
    );
  }
  await settled();
}

// biome-ignore lint/suspicious/noExplicitAny: the shape is what the query says
async function data(answer: ReturnType<GraphInMemory['ask']>): Promise<any> {
  const { data, errors } = await answer;
  if (errors) throw errors[0]!;
  return data;
}

/** Notes every call of these methods; one that is written with another of them is one call. */
function watch(prototype: object, name: string, methods: readonly string[]): void {
  const members = prototype as Record<string, (...args: unknown[]) => unknown>;
  let inside = false;
  for (const method of methods) {
    const original = members[method];
    if (original === undefined) throw new Error(`${name} has no method ${method}`);
    members[method] = function (this: unknown, ...args: unknown[]) {
      if (!inside) calls.push(`${name}.${method}`);
      const outermost = !inside;
      inside = true;
      try {
        return original.apply(this, args);
      } finally {
        if (outermost) inside = false;
      }
    };
  }
}
