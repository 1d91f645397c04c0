import { BadUserInput, FailedPrecondition } from '#kit/errors/domain-error.js';
import type { BarLakeReader } from '#lake/bar-lake-reader.js';
import { adjustBars } from '#quant/series/adjust-bars.js';
import type { DataInterval } from '#schema/generated/enums.js';
import type { RiskSettings, StrategyConfig } from '../strategy/strategy.js';
import type { BacktestSettings, BenchmarkComparison, PerformanceMetrics } from './backtest.js';
import type { BacktestResults } from './backtest-results.js';
import type { BacktestInput, BenchmarkSeries, RunHooks, SymbolBars } from './engine/backtest-input.js';
import type { BacktestResult } from './engine/backtest-result.js';
import { runBacktest } from './engine/run-backtest.js';

/** What a thread needs to run a backtest: plain data, the same in every process. */
export interface BacktestJobInput {
  readonly folders: { readonly bars: string; readonly results: string };
  readonly backtestId: string;
  readonly snapshotId: string;
  readonly symbols: readonly string[];
  readonly interval: DataInterval;
  /** Epoch milliseconds, both ends included. */
  readonly period: { readonly from: number; readonly to: number };
  readonly config: StrategyConfig;
  readonly risk: RiskSettings;
  readonly settings: BacktestSettings;
}

export interface BacktestJobOutput {
  readonly engineVersion: string;
  readonly performance: PerformanceMetrics;
  readonly benchmark: BenchmarkComparison | null;
}

/** Reads the bars of the snapshot, runs the engine, stores curve, trades and orders; gives what the document keeps. */
export async function runBacktestJob(
  input: BacktestJobInput,
  lake: BarLakeReader,
  results: BacktestResults,
  hooks: RunHooks,
): Promise<BacktestJobOutput> {
  const [bars, benchmark] = [await readBars(input, lake), await readBenchmark(input, lake)];
  const { interval, config, risk, settings } = input;
  const result = run({ symbols: bars, interval, config, risk, settings, benchmark }, hooks);
  if (result === null) throw new DOMException('The run was cancelled', 'AbortError');
  await results.save(input.backtestId, result);
  return { engineVersion: result.engineVersion, performance: result.performance, benchmark: result.benchmark };
}

async function readBars(input: BacktestJobInput, lake: BarLakeReader): Promise<SymbolBars[]> {
  const snapshot = await lake.snapshot(input.snapshotId);
  const keys = input.symbols.map((symbol) => ({ symbol, interval: input.interval }));
  const series = await lake.readMany(snapshot, keys, input.period);
  return input.symbols.map((symbol, i) => {
    const bars = series[i];
    if (bars == null || bars.timestamps.length === 0) {
      throw new FailedPrecondition(
        `The snapshot ${input.snapshotId} has no bars of ${symbol} in the period of the run.`,
      );
    }
    return { symbol, bars: input.settings.adjusted ? adjustBars(bars, bars.adjustedClose) : bars };
  });
}

async function readBenchmark(input: BacktestJobInput, lake: BarLakeReader): Promise<BenchmarkSeries | null> {
  const symbol = input.settings.benchmarkSymbol;
  if (symbol === null) return null;
  const snapshot = await lake.snapshot(input.snapshotId);
  const bars = await lake.read(snapshot, { symbol, interval: input.interval }, input.period);
  if (bars === null || bars.timestamps.length === 0) {
    throw new FailedPrecondition(
      `The snapshot ${input.snapshotId} has no bars of the benchmark ${symbol} in the period.`,
    );
  }
  return { timestamps: bars.timestamps, close: input.settings.adjusted ? bars.adjustedClose : bars.close };
}

/** The engine throws RangeError for what it cannot run, in words that a user understands. */
function run(input: BacktestInput, hooks: RunHooks): BacktestResult | null {
  try {
    return runBacktest(input, hooks);
  } catch (error) {
    if (error instanceof RangeError) throw new BadUserInput(error.message);
    throw error;
  }
}
