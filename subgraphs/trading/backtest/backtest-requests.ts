import type { BacktestStatus, DataInterval, PerformanceMetricName, SortDirection } from '#schema/generated/enums.js';
import type { RiskSettings, StrategyConfig } from '../strategy/strategy.js';
import type { BacktestSettings } from './backtest.js';

/** What callers ask of backtests, checked and complete. */

export interface RunRequest {
  /** What runs: a strategy that is kept, or a config that none holds. */
  readonly what: { readonly strategyId: string } | { readonly config: StrategyConfig; readonly risk: RiskSettings };
  /** The strategy's name and the symbols when null. */
  readonly name: string | null;
  readonly symbols: readonly string[];
  readonly interval: DataInterval;
  readonly startDate: string;
  readonly endDate: string;
  readonly settings: BacktestSettings;
  readonly tags: readonly string[];
  readonly idempotencyKey: string | null;
}

/** Null, or empty, does not narrow. */
export interface BacktestFilter {
  readonly strategyIds: readonly string[] | null;
  readonly statuses: readonly BacktestStatus[] | null;
  readonly symbols: readonly string[] | null;
  readonly tags: readonly string[];
  readonly createdAfter: string | null;
}

/** By the time of the request when `by` is null. */
export interface BacktestOrder {
  readonly by: PerformanceMetricName | null;
  readonly direction: SortDirection;
}
