import { MarketRegimeType, type RegimeMethod } from '#schema/generated/enums.js';

/** The names of the regimes, in the order in which their probabilities are told. */
export const REGIMES = Object.values(MarketRegimeType);

/** The state of one market on one day, from bars up to that day only. Ratios are fractions. */
export interface MarketRegime {
  readonly symbol: string;
  /** The day of the newest bar that was used: `2020-04-17`. */
  readonly asOf: string;
  readonly regime: MarketRegimeType;
  readonly method: RegimeMethod;
  readonly confidence: number;
  /** Of every name, summing to 1. */
  readonly probabilities: readonly RegimeProbability[];
  readonly trailingReturn: number;
  readonly annualisedVolatility: number;
  readonly maxDrawdown: number;
}

export interface RegimeProbability {
  readonly regime: MarketRegimeType;
  readonly probability: number;
}

/** What the window before one bar did. */
export interface WindowMetrics {
  /** Last close ÷ first close − 1. */
  readonly trailingReturn: number;
  /** Standard deviation of the daily returns × √(sessions of a year). */
  readonly annualisedVolatility: number;
  /** The greatest fall from a high of the window, 0 to 1. */
  readonly maxDrawdown: number;
}

/** Adjusted closes above 0, oldest first; times are epoch milliseconds, UTC. */
export interface DailyCloses {
  readonly timestamps: Float64Array;
  readonly close: Float64Array;
}

/** Probabilities of the regimes for each bar from `start` on: `values[(bar − start) × 4 + place in REGIMES]`. */
export interface RegimeProbabilities {
  readonly start: number;
  readonly values: Float64Array;
}

/** One instrument's regimes by one method: what every question about them is answered from. */
export interface RegimeSeries extends DailyCloses {
  readonly symbol: string;
  readonly method: RegimeMethod;
  readonly sessionsPerYear: number;
  /** Null for RULES, which need no more than the closes. */
  readonly probabilities: RegimeProbabilities | null;
}

export interface RegimeRequest {
  /** Epoch milliseconds; the last bar when null. */
  readonly asOf: number | null;
  readonly lookbackBars: number;
  readonly method: RegimeMethod;
}

/** Both ends included, epoch milliseconds; null for no bound. */
export interface RegimeHistoryRequest {
  readonly from: number | null;
  readonly to: number | null;
  readonly method: RegimeMethod;
}

export const DEFAULT_LOOKBACK_BARS = 90;
export const MIN_LOOKBACK_BARS = 5;
export const MAX_LOOKBACK_BARS = 3650;

/** The most regimes of one answer. */
export const MAX_HISTORY = 20_000;

/** The longest series that a model is fitted to: 119 years of sessions. Each quarter is fitted on all before it. */
export const MAX_FITTED_BARS = 30_000;
