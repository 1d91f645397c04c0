import { periodicRate } from '#quant/statistics/periodic-rate.js';
import { simpleReturns } from '#quant/statistics/simple-returns.js';
import type { BacktestInput } from './backtest-input.js';
import { buyAndHoldGrowth } from './buy-and-hold.js';
import { dayEnds } from './day-ends.js';
import { periodsPerYear } from './periods-per-year.js';
import { valuesAsOf, valuesAt } from './values-as-of.js';

/** Daily returns of a run and of its benchmark, day by day the same. */
export interface DailySeries {
  /** Of the last equity of each calendar day that has a bar, from the second such day on. */
  readonly returns: Float64Array;
  /** Of the benchmark's last close of the same days; of buying and holding the symbols when there is no benchmark. */
  readonly benchmarkReturns: Float64Array;
  /** Periods per year. */
  readonly periods: number;
  /** Risk-free rate per period. */
  readonly riskFree: number;
}

export function dailySeries(input: BacktestInput, timestamps: Float64Array, equity: Float64Array): DailySeries {
  const ends = dayEnds(timestamps);
  const days = valuesAt(timestamps, ends);
  const periods = periodsPerYear(input.interval, days);
  const benchmark = input.benchmark ? benchmarkGrowth(input.benchmark, days) : buyAndHoldGrowth(input.symbols, days);
  return {
    returns: simpleReturns(valuesAt(equity, ends)),
    benchmarkReturns: simpleReturns(benchmark),
    periods,
    riskFree: periodicRate(input.settings.riskFreeRate, periods),
  };
}

/** The growth of 1 held in the benchmark from its first close that the run sees on; 1 before that. */
export function benchmarkGrowth(
  benchmark: { readonly timestamps: Float64Array; readonly close: Float64Array },
  times: Float64Array,
): Float64Array {
  const closes = valuesAsOf(benchmark.timestamps, benchmark.close, times);
  const base = closes.find((close) => !Number.isNaN(close)) ?? 1;
  return closes.map((close) => (Number.isNaN(close) ? 1 : close / base));
}
