import {
  BacktestStatus,
  type DataInterval,
  type ErrorCode,
  FillTiming,
  type OrderSide,
  type OrderType,
  type RebalanceFrequency,
  SizingMethod,
  type TradeSide,
} from '#schema/generated/enums.js';
import type { RiskSettings, StrategyConfig } from '../strategy/strategy.js';

/** What trading costs. Rates are fractions. */
export interface BacktestCosts {
  /** Of the traded amount, at entry and at exit. */
  readonly commissionRate: number;
  /** Money per order, at entry and at exit. */
  readonly commissionFixed: number;
  /** Of the price, once, at entry. */
  readonly spread: number;
  /** Of the price, against the trader, on every market fill. */
  readonly slippageRate: number;
  /** Annual, on borrowed money and on shorts. */
  readonly borrowRate: number;
}

export interface PositionSizing {
  readonly method: SizingMethod;
  /** Fraction of equity, units, money or annualised volatility, by method. */
  readonly value: number;
  readonly allowFractional: boolean;
}

/** Every knob of a run, with the defaults filled in. */
export interface BacktestSettings {
  readonly initialCash: number;
  readonly costs: BacktestCosts;
  readonly sizing: PositionSizing;
  readonly fillTiming: FillTiming;
  /** Margin needed is |units| × price ÷ leverage. */
  readonly leverage: number;
  readonly allowShort: boolean;
  readonly exclusiveOrders: boolean;
  readonly closeAtEnd: boolean;
  readonly rebalance: RebalanceFrequency | null;
  readonly benchmarkSymbol: string | null;
  /** Run on prices that are adjusted for splits and dividends. */
  readonly adjusted: boolean;
  /** Annual fraction. */
  readonly riskFreeRate: number;
}

/** The defaults of the public API. */
export const DEFAULT_BACKTEST_SETTINGS: BacktestSettings = {
  initialCash: 100_000,
  costs: { commissionRate: 0.001, commissionFixed: 0, spread: 0, slippageRate: 0.0005, borrowRate: 0 },
  sizing: { method: SizingMethod.EQUITY_FRACTION, value: 1, allowFractional: false },
  fillTiming: FillTiming.NEXT_OPEN,
  leverage: 1,
  allowShort: false,
  exclusiveOrders: true,
  closeAtEnd: true,
  rebalance: null,
  benchmarkSymbol: null,
  adjusted: false,
  riskFreeRate: 0,
};

export interface BacktestFailure {
  readonly code: ErrorCode;
  readonly message: string;
}

/**
 * How a run did. Ratios are fractions: 0.12 is 12 %. Null where the run does not define the metric (no trades, no losses).
 * Definitions: the file of the same name in libs/quant/statistics, or backtest/engine/summarise.
 */
export interface PerformanceMetrics {
  readonly finalEquity: number;
  readonly peakEquity: number;
  readonly totalReturn: number;
  readonly buyAndHoldReturn: number | null;
  readonly annualisedReturn: number | null;
  readonly annualisedVolatility: number | null;
  readonly cagr: number | null;
  readonly sharpeRatio: number | null;
  readonly sortinoRatio: number | null;
  readonly calmarRatio: number | null;
  readonly alpha: number | null;
  readonly beta: number | null;
  readonly maxDrawdown: number;
  readonly averageDrawdown: number | null;
  readonly maxDrawdownDays: number | null;
  readonly averageDrawdownDays: number | null;
  readonly exposure: number;
  readonly turnover: number | null;
  readonly totalCommission: number;
  readonly totalTrades: number;
  readonly winningTrades: number;
  readonly losingTrades: number;
  readonly winRate: number | null;
  readonly bestTrade: number | null;
  readonly worstTrade: number | null;
  readonly averageTrade: number | null;
  readonly maxTradeDays: number | null;
  readonly averageTradeDays: number | null;
  readonly profitFactor: number | null;
  readonly expectancy: number | null;
  readonly sqn: number | null;
  readonly kellyCriterion: number | null;
  readonly valueAtRisk95: number | null;
  readonly valueAtRisk99: number | null;
  readonly conditionalValueAtRisk95: number | null;
  readonly omegaRatio: number | null;
  readonly skewness: number | null;
  readonly kurtosis: number | null;
  readonly probabilisticSharpeRatio: number | null;
}

/** The run against its benchmark, over the same days. */
export interface BenchmarkComparison {
  readonly totalReturn: number;
  readonly excessReturn: number;
  readonly alpha: number | null;
  readonly beta: number | null;
  readonly correlation: number | null;
  readonly trackingError: number | null;
  readonly informationRatio: number | null;
}

/** One run of a strategy over the bars of a snapshot. Dates are YYYY-MM-DD, timestamps ISO 8601 in UTC. */
export interface Backtest {
  readonly id: string;
  readonly name: string;
  /** Null for a run without a strategy, and once the strategy was deleted. */
  readonly strategyId: string | null;
  readonly strategyRevision: number | null;
  readonly config: StrategyConfig;
  readonly risk: RiskSettings;
  readonly status: BacktestStatus;
  /** 0 to 1. */
  readonly progress: number;
  readonly symbols: readonly string[];
  readonly interval: DataInterval;
  readonly startDate: string;
  readonly endDate: string;
  readonly settings: BacktestSettings;
  readonly failure: BacktestFailure | null;
  readonly performance: PerformanceMetrics | null;
  /** Null without a benchmark symbol. */
  readonly benchmark: BenchmarkComparison | null;
  /** Names the exact bars that the run read. */
  readonly dataSnapshotId: string | null;
  readonly engineVersion: string | null;
  readonly durationMs: number | null;
  readonly ownerId: string;
  readonly tags: readonly string[];
  readonly createdAt: string;
  readonly completedAt: string | null;
  readonly idempotencyKey: string | null;
}

/** A closed round trip. Profit is net of commission at both ends, and of no borrow cost. */
export interface Trade {
  readonly id: string;
  readonly symbol: string;
  readonly side: TradeSide;
  readonly quantity: number;
  readonly entryAt: string;
  readonly exitAt: string;
  readonly entryPrice: number;
  readonly exitPrice: number;
  readonly profitLoss: number;
  readonly returnFraction: number;
  readonly commission: number;
  readonly durationDays: number;
  readonly exitReason: string;
}

/** An order as the engine kept it: filled, rejected with a reason, or neither when the run ended before its fill. */
export interface Order {
  readonly id: string;
  readonly symbol: string;
  readonly side: OrderSide;
  readonly type: OrderType;
  /** Units; 0 when the order never came to be sized. */
  readonly quantity: number;
  readonly limitPrice: number | null;
  readonly stopPrice: number | null;
  readonly placedAt: string;
  readonly filledAt: string | null;
  readonly fillPrice: number | null;
  readonly rejectedReason: string | null;
}

/** The status that may follow each status; the last three are terminal. */
export const BACKTEST_TRANSITIONS: Readonly<Record<BacktestStatus, readonly BacktestStatus[]>> = {
  PENDING: [BacktestStatus.RUNNING, BacktestStatus.FAILED, BacktestStatus.CANCELLED],
  RUNNING: [BacktestStatus.COMPLETED, BacktestStatus.FAILED, BacktestStatus.CANCELLED],
  COMPLETED: [],
  FAILED: [],
  CANCELLED: [],
};

/** Whether a backtest in `status` will never change its status again. */
export function isTerminal(status: BacktestStatus): boolean {
  return BACKTEST_TRANSITIONS[status].length === 0;
}

/** Whether the table allows the step; the repository writes no other. */
export function canTransition(from: BacktestStatus, to: BacktestStatus): boolean {
  return BACKTEST_TRANSITIONS[from].includes(to);
}
