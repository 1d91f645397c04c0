import { drawdownCurve } from '#quant/statistics/drawdown-curve.js';
import { drawdowns } from '#quant/statistics/drawdowns.js';
import type { BacktestInput } from './backtest-input.js';
import type { BacktestResult } from './backtest-result.js';
import { cashCurve } from './cash-curve.js';
import { compareBenchmark } from './compare-benchmark.js';
import { benchmarkGrowth, dailySeries } from './daily-series.js';
import { ENGINE_VERSION } from './engine-version.js';
import { openPositions } from './open-positions.js';
import type { RunState } from './run-state.js';
import { runWarnings } from './run-warnings.js';
import { summarise } from './summarise.js';

/** The result of a run that took `ticks` ticks. */
export function reportRun(input: BacktestInput, run: RunState, ticks: number): BacktestResult {
  const { initialCash } = input.settings;
  const timestamps = run.clock.subarray(0, ticks);
  const equity = run.curve.equity.subarray(0, ticks);
  const daily = dailySeries(input, timestamps, equity);
  const trades = run.trades.toColumns();
  const orders = run.orders.toColumns();
  const falls = drawdowns(equity, initialCash);
  const performance = summarise({ input, run, timestamps, equity, trades, drawdowns: falls, daily });
  const growth = input.benchmark && benchmarkGrowth(input.benchmark, timestamps);
  // Curves that no metric needs are computed when they are first read: an optimisation never does.
  let cash: Float64Array | null = null;
  let drawdown: Float64Array | null = null;
  return {
    engineVersion: ENGINE_VERSION,
    symbols: run.markets.map(({ symbol }) => symbol),
    timestamps,
    equity,
    get cash() {
      cash ??= cashCurve(run.curve, initialCash, ticks);
      return cash;
    },
    get drawdown() {
      drawdown ??= drawdownCurve(equity, initialCash);
      return drawdown;
    },
    benchmarkEquity: growth?.map((value) => value * initialCash) ?? null,
    trades,
    orders,
    openPositions: openPositions(run),
    drawdowns: falls,
    borrowCost: run.account.borrowCost,
    performance,
    benchmark: growth && compareBenchmark(daily, performance.totalReturn, growth.at(-1)! - 1),
    warnings: runWarnings(input, run, ticks, orders),
  };
}
