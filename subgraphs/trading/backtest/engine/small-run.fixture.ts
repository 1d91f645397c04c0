import type { BarColumns } from '#quant/series/bar-columns.js';
import { DataInterval, StrategyType } from '#schema/generated/enums.js';
import { NO_RISK_LIMITS, type RiskSettings, type StrategyConfig } from '../../strategy/strategy.js';
import { type BacktestSettings, DEFAULT_BACKTEST_SETTINGS } from '../backtest.js';
import type { BacktestResult } from './backtest-result.js';
import { readOrder } from './read-order.js';
import { readTrade } from './read-trade.js';
import { runBacktest } from './run-backtest.js';

/** Small runs with numbers that a reader can check by hand. */
export const DAY = 86_400_000;
export const FREE = { commissionRate: 0, commissionFixed: 0, spread: 0, slippageRate: 0, borrowRate: 0 };
/** BUY after a bar that rose by 10 % or more, SELL after one that fell as much: signals at will. */
export const ON_JUMPS: StrategyConfig = {
  type: StrategyType.MOMENTUM,
  period: 1,
  buyThreshold: 0.1,
  sellThreshold: -0.1,
  topN: null,
  volumeRatio: null,
};

/** Bars from [open, close] or [open, high, low, close], on days 0, 1, 2 … or the days given. */
export function barsOf(rows: readonly (readonly number[])[], days = rows.map((_, i) => i)): BarColumns {
  const column = (pick: (row: readonly number[]) => number): Float64Array => Float64Array.from(rows, pick);
  return {
    timestamps: Float64Array.from(days, (day) => day * DAY),
    open: column((row) => row[0]!),
    high: column((row) => row[1]!),
    low: column((row) => row.at(-2)!),
    close: column((row) => row.at(-1)!),
    volume: column(() => 1),
  };
}

export interface Options {
  readonly config?: StrategyConfig;
  readonly risk?: Partial<RiskSettings>;
  readonly settings?: Partial<BacktestSettings>;
}

export function run(
  markets: Record<string, BarColumns>,
  { config = ON_JUMPS, risk = {}, settings = {} }: Options = {},
) {
  return runBacktest({
    symbols: Object.entries(markets).map(([symbol, bars]) => ({ symbol, bars })),
    interval: DataInterval.DAILY,
    config,
    risk: { ...NO_RISK_LIMITS, ...risk },
    settings: { ...DEFAULT_BACKTEST_SETTINGS, initialCash: 1000, costs: FREE, ...settings },
    benchmark: null,
  })!;
}

export const tradesOf = (result: BacktestResult) =>
  Array.from({ length: result.trades.count }, (_, i) => readTrade(result, i));
export const ordersOf = (result: BacktestResult) =>
  Array.from({ length: result.orders.count }, (_, i) => readOrder(result, i));

/** Rises at bar 1 (BUY), falls at bar 3 (SELL). */
export const UP_AND_DOWN = barsOf([
  [10, 10],
  [10, 11],
  [12, 12],
  [12, 10],
  [9, 9.5],
  [9.5, 9.6],
]);
export const SHORTS = { allowShort: true };
