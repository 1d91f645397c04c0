import type { BarColumns } from '#quant/series/bar-columns.js';
import type { GrowingTable } from '#quant/series/growing-table.js';
import type { RiskSettings } from '../../strategy/strategy.js';
import type { BacktestSettings } from '../backtest.js';
import type { Account } from './account.js';
import type { OrderLog } from './order-log.js';
import type { PendingOrders } from './pending-orders.js';
import type { TradeLog } from './trade-log.js';

/** One symbol of the run: its bars, what the strategy says at each, and its part of the equity. */
export interface Market {
  readonly symbol: string;
  readonly bars: BarColumns;
  readonly signals: Int8Array;
  readonly share: number;
}

/** What the steps of a run share. Markets are in alphabetical order of their symbols, which is the order of trading. */
export interface RunState {
  readonly settings: BacktestSettings;
  readonly risk: RiskSettings;
  readonly markets: readonly Market[];
  /** The merged clock: every time at which a symbol has a bar, epoch ms. */
  readonly clock: Float64Array;
  readonly account: Account;
  readonly pending: PendingOrders;
  readonly orders: OrderLog;
  readonly trades: TradeLog;
  readonly curve: EquityCurve;
  /** Per symbol the row of its bar after the present one. */
  readonly nextRow: Int32Array;
  /** 1 for the symbols that have a bar at this tick: no other can trade. */
  readonly present: Uint8Array;
}

/** The marks of a run, tick by tick, and what was seen on the way. */
export interface EquityCurve {
  readonly equity: Float64Array;
  /** Rows of a tick at which the cash changed and what it became: the rest of its curve follows from these. */
  readonly cashChanges: GrowingTable;
  /** The cash at the last mark. */
  cash: number;
  /** The running peak, which starts at the initial cash. */
  peak: number;
  /** Σ equity of the ticks marked. */
  equitySum: number;
  /** Ticks whose close found a position open. */
  exposedTicks: number;
  isHalted: boolean;
  isLiquidated: boolean;
}
