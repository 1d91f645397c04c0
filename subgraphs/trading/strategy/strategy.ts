import { StrategyType } from '#schema/generated/enums.js';

/** Two simple moving averages of the close: BUY when the short one crosses above the long one, SELL when below. */
export interface SmaCrossoverConfig {
  readonly type: typeof StrategyType.SMA_CROSSOVER;
  readonly shortPeriod: number;
  readonly longPeriod: number;
}

/** Wilder's RSI of the close: BUY when it crosses below `oversold`, SELL when it crosses above `overbought`. */
export interface RsiMeanReversionConfig {
  readonly type: typeof StrategyType.RSI_MEAN_REVERSION;
  readonly period: number;
  readonly oversold: number;
  readonly overbought: number;
}

/** The return over `period` bars: BUY at or above `buyThreshold`, SELL at or below `sellThreshold` (fractions). */
export interface MomentumConfig {
  readonly type: typeof StrategyType.MOMENTUM;
  readonly period: number;
  readonly buyThreshold: number;
  readonly sellThreshold: number;
  /** Hold the strongest N of the symbols; null trades every symbol on its own. */
  readonly topN: number | null;
  /** Least ratio of the bar's volume to its 20-bar mean; null asks nothing of the volume. */
  readonly volumeRatio: number | null;
}

export interface Allocation {
  readonly symbol: string;
  /** Fraction of equity. */
  readonly weight: number;
}

/** Buys the allocations on the first bar and holds them. */
export interface BuyAndHoldConfig {
  readonly type: typeof StrategyType.BUY_AND_HOLD;
  readonly allocations: readonly Allocation[];
}

/** What a strategy does, told apart by `type`. A new kind is one interface more, and tsc then names every switch to extend. */
export type StrategyConfig = SmaCrossoverConfig | RsiMeanReversionConfig | MomentumConfig | BuyAndHoldConfig;

/** Limits that hold whatever the strategy says. Null sets no limit. All but `maxOpenPositions` are fractions. */
export interface RiskSettings {
  /** Of the entry fill price. */
  readonly stopLoss: number | null;
  /** Of the entry fill price. */
  readonly takeProfit: number | null;
  /** Of the best close since the entry. */
  readonly trailingStop: number | null;
  /** Largest fraction of equity put into one position. */
  readonly maxPositionSize: number | null;
  readonly maxOpenPositions: number | null;
  /** Stop trading for good once equity has fallen this fraction below its peak. */
  readonly maxDrawdownHalt: number | null;
}

export const NO_RISK_LIMITS: RiskSettings = {
  stopLoss: null,
  takeProfit: null,
  trailingStop: null,
  maxPositionSize: null,
  maxOpenPositions: null,
  maxDrawdownHalt: null,
};

/** A trading idea that a user keeps. Timestamps are ISO 8601 in UTC. */
export interface Strategy {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly config: StrategyConfig;
  readonly risk: RiskSettings;
  readonly tags: readonly string[];
  readonly isActive: boolean;
  /** Rises by one with every change of config or risk. */
  readonly revision: number;
  readonly ownerId: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}
