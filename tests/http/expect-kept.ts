import { expect } from 'vitest';
import { BarLakeReader } from '#lake/bar-lake-reader.js';
import type { Snapshot } from '#lake/snapshot.js';
import type { GraphFetch } from '../../client/graph-fetch.js';
import type { Acknowledged, ToldIngestion } from './acknowledged.js';
import { GROWING, REVISED, REVISED_DAYS } from './busy-clients.js';
import {
  type BarSent,
  GetBacktest,
  GetCoverage,
  GetExperiment,
  GetIngestion,
  GetReport,
  GetStrategy,
  GetTotals,
} from './product-operations.js';

/** How long what was queued may take to end after a start. */
const ENDS_WITHIN = { timeout: 30_000, interval: 20 };
/** How many questions are asked at once. */
const AT_ONCE = 8;

/** Asks the product for everything that it has acknowledged, and waits for everything that it said would end. */
export async function expectKept(graph: GraphFetch, told: Acknowledged, lakeFolder: string): Promise<void> {
  await each(told.strategies, async ([id, { asked, ...last }]) => {
    const { strategy } = await graph(GetStrategy, { id });
    expect(asked === undefined ? [last] : [last, asked], `strategy ${id}`).toContainEqual(strategy);
    told.strategies.set(id, strategy!);
  });
  await each(told.experiments, async ([id, { name, strategyIds }]) => {
    const { modelExperiment } = await graph(GetExperiment, { id });
    expect(modelExperiment?.name).toBe(name);
    const linked = modelExperiment?.strategies.map((strategy) => strategy.id);
    expect(linked).toEqual(expect.arrayContaining([...strategyIds].slice(0, 100)));
  });
  await each(told.backtests, ([id]) => expectBacktest(graph, told, id));
  await each(told.reports, ([id]) => expectReport(graph, id));
  await each(told.ingestions, ([id]) => expectIngestion(graph, told, id));
  await expectBars(graph, told, lakeFolder);
}

/** No more of anything than was asked for: what was asked for twice with one key was done once. */
export async function expectTotals(graph: GraphFetch, told: Acknowledged): Promise<void> {
  const totals = await graph(GetTotals);
  expect(totals.strategies.totalCount).toBe(told.strategies.size);
  expect(totals.backtests.totalCount).toBe(told.backtests.size);
  expect(totals.narrativeReports.totalCount).toBe(told.reports.size);
  const { experiments, ingestions } = told.uncertain;
  expectBetween(totals.modelExperiments.totalCount, told.experiments.size, experiments);
  expectBetween(totals.ingestions.totalCount, told.ingestions.size, ingestions);
}

/**
 * Every snapshot that an answer ever named still has its bars, and runs of one config on the same bars gave the same
 * figures, whatever was written or died in between. Resolves to how many versions of bars there were runs on.
 */
export async function expectReproduced(told: Acknowledged, lakeFolder: string): Promise<number> {
  const reader = await BarLakeReader.open({ root: lakeFolder, threads: 1 });
  for (const ingestion of told.ingestions.values()) await expectBarsAtSnapshot(reader, ingestion);
  const figuresOf = new Map<string, unknown>();
  for (const { result } of told.backtests.values()) {
    const { snapshotId, symbol, ...figures } = result!;
    const bytes = (await reader.snapshot(snapshotId)).entry({ symbol, interval: 'DAILY' })!.sha256;
    if (!figuresOf.has(bytes)) figuresOf.set(bytes, figures);
    expect(figures).toEqual(figuresOf.get(bytes));
  }
  reader.close();
  const distinct = new Set([...figuresOf.values()].map((figures) => JSON.stringify(figures)));
  expect(distinct.size).toBe(figuresOf.size);
  return figuresOf.size;
}

async function expectBacktest(graph: GraphFetch, told: Acknowledged, id: string): Promise<void> {
  const backtest = await ended(`backtest ${id}`, async () => (await graph(GetBacktest, { id })).backtest);
  expect({ id, status: backtest.status, failure: backtest.failure }).toEqual({
    id,
    status: 'COMPLETED',
    failure: null,
  });
  const result = {
    snapshotId: backtest.dataSnapshotId!,
    symbol: backtest.symbols[0]!,
    figures: backtest.performance!,
    equity: backtest.equityCurve!.equity,
  };
  expect(backtest.trades.totalCount).toBe(result.figures['totalTrades']);
  const known = told.backtests.get(id)!;
  known.result ??= result;
  expect(result).toEqual(known.result);
}

async function expectReport(graph: GraphFetch, id: string): Promise<void> {
  const asked = async () => (await graph(GetReport, { id })).narrativeReport;
  const { sections, ...report } = await ended(`report ${id}`, asked);
  expect({ id, ...report }).toEqual({ id, status: 'COMPLETED', failure: null, factCheck: { passed: true } });
  expect(sections.length).toBeGreaterThan(0);
}

async function expectIngestion(graph: GraphFetch, told: Acknowledged, id: string): Promise<void> {
  const known = told.ingestions.get(id)!;
  const asked = async () => (await graph(GetIngestion, { id })).ingestion;
  const { status, failure, snapshotId, rowsWritten } = await ended(`ingestion ${id}`, asked);
  expect({ id, status, failure }).toEqual({ id, status: 'COMPLETED', failure: null });
  // An import that died between its bars and its word of them finds them there: it then writes none.
  if (known.bars !== null) expect(rowsWritten).toBe(known.rowCount);
  known.snapshotId ??= snapshotId;
  expect(snapshotId).toBe(known.snapshotId);
}

/** The bars themselves: all of them at the newest snapshot, those of new answers at the snapshot that they named. */
async function expectBars(graph: GraphFetch, told: Acknowledged, lakeFolder: string): Promise<void> {
  const reader = await BarLakeReader.open({ root: lakeFolder, threads: 1 });
  const now = await reader.currentSnapshot();
  const growing = await closesOf(reader, now, GROWING);
  const imported: string[] = [];
  for (const ingestion of told.ingestions.values()) {
    const { symbol, bars, rowCount } = ingestion;
    if (bars === null) {
      imported.push(symbol);
      expect(now.entry({ symbol, interval: 'DAILY' })?.rowCount).toBe(rowCount);
    }
    if (symbol === GROWING) expect(bars?.map(({ timestamp }) => growing.get(timestamp))).toEqual(bars?.map(closeOf));
    if (!ingestion.isRead) await expectBarsAtSnapshot(reader, ingestion);
    ingestion.isRead = true;
  }
  const coverageOf = async (symbol: string) => (await graph(GetCoverage, { symbol })).instrument?.coverage?.barCount;
  await each([...imported, GROWING, REVISED], async (symbol) => {
    expect(await coverageOf(symbol)).toBe(now.entry({ symbol, interval: 'DAILY' })?.rowCount);
  });
  expect(await coverageOf(REVISED)).toBe(REVISED_DAYS);
  reader.close();
}

async function expectBarsAtSnapshot(reader: BarLakeReader, ingestion: ToldIngestion): Promise<void> {
  const { symbol, bars, rowCount, snapshotId } = ingestion;
  const then = await reader.snapshot(snapshotId!);
  const found = await closesOf(reader, then, symbol);
  if (bars === null) expect(found.size).toBe(rowCount);
  else expect(bars.map(({ timestamp }) => found.get(timestamp))).toEqual(bars.map(closeOf));
}

const closeOf = ({ close }: BarSent) => close;

/** Close by time. */
async function closesOf(reader: BarLakeReader, snapshot: Snapshot, symbol: string): Promise<Map<string, number>> {
  const found = await reader.read(snapshot, { symbol, interval: 'DAILY' }, { columns: ['close'] });
  return new Map(Array.from(found?.timestamps ?? [], (time, i) => [new Date(time).toISOString(), found!.close[i]!]));
}

/** What is asked for, once it will not change any more. */
async function ended<T extends { readonly status: string }>(what: string, ask: () => Promise<T | null>): Promise<T> {
  let answer: T | null = null;
  const status = async () => {
    answer = await ask();
    return answer?.status;
  };
  await expect.poll(status, { ...ENDS_WITHIN, message: what }).toMatch(/COMPLETED|FAILED|CANCELLED/);
  return answer!;
}

function expectBetween(found: number, least: number, more: number): void {
  expect(found).toBeGreaterThanOrEqual(least);
  expect(found).toBeLessThanOrEqual(least + more);
}

async function each<T>(items: Iterable<T>, check: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await check(item);
    }),
  );
}
