import type { Drawdowns } from '#quant/statistics/drawdowns.js';
import type { TradeSide } from '#schema/generated/enums.js';
import type { BenchmarkComparison, PerformanceMetrics } from '../backtest.js';
import type { OrderColumns } from './order-log.js';
import type { TradeColumns } from './trade-log.js';

/** A position that the run left open, valued at its last close. */
export interface OpenPosition {
  readonly symbol: string;
  readonly side: TradeSide;
  readonly quantity: number;
  /** Epoch ms. */
  readonly entryAt: number;
  readonly entryPrice: number;
  readonly entryCommission: number;
  /** At the last close, net of the entry's commission. */
  readonly openProfit: number;
}

export interface BacktestResult {
  readonly engineVersion: string;
  /** In alphabetical order, which is the order of trading. */
  readonly symbols: readonly string[];
  /** Epoch ms of every tick of the merged clock, up to the last one that ran. The next four are of the same length. */
  readonly timestamps: Float64Array;
  readonly equity: Float64Array;
  readonly cash: Float64Array;
  /** 1 − equity ÷ running peak, 0 or more. */
  readonly drawdown: Float64Array;
  /** The initial cash held in the benchmark instead; null without one. */
  readonly benchmarkEquity: Float64Array | null;
  /** Rows: `readTrade`. */
  readonly trades: TradeColumns;
  /** Rows: `readOrder`. */
  readonly orders: OrderColumns;
  /** What stayed open at the end; these are not among the trades. */
  readonly openPositions: readonly OpenPosition[];
  /** In the order of time; their indices are into `timestamps`. */
  readonly drawdowns: Drawdowns;
  /** Money paid on negative cash and on shorts; no part of any trade's profit. */
  readonly borrowCost: number;
  readonly performance: PerformanceMetrics;
  readonly benchmark: BenchmarkComparison | null;
  /** Sentences for a person: what happened that one might not expect. */
  readonly warnings: readonly string[];
}
