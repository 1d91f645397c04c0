import type { BarColumns } from '#quant/series/bar-columns.js';
import type { DataInterval } from '#schema/generated/enums.js';
import type { RiskSettings, StrategyConfig } from '../../strategy/strategy.js';
import type { BacktestSettings } from '../backtest.js';

export interface SymbolBars {
  readonly symbol: string;
  readonly bars: BarColumns;
}

/** Closes of the benchmark on its own clock: a tick of the run sees the last close at or before it. */
export interface BenchmarkSeries {
  readonly timestamps: Float64Array;
  readonly close: Float64Array;
}

/**
 * All that a run depends on: the same input gives the same result, to the last bit.
 *
 * The bars are cut to the period of the run already; indicators warm up within it.
 */
export interface BacktestInput {
  readonly symbols: readonly SymbolBars[];
  readonly interval: DataInterval;
  readonly config: StrategyConfig;
  readonly risk: RiskSettings;
  readonly settings: BacktestSettings;
  readonly benchmark: BenchmarkSeries | null;
}

/** How the caller follows a run and ends it early. Both are polled every few thousand ticks. */
export interface RunHooks {
  /** Called with the fraction done, 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
  /** True stops the run, which then has no result. */
  readonly shouldStop?: () => boolean;
}
