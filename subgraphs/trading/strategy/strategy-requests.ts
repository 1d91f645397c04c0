import type { SortDirection, StrategySortField, StrategyType } from '#schema/generated/enums.js';
import type { RiskSettings, StrategyConfig } from './strategy.js';

/** What callers ask of strategies, checked and complete. */

export interface NewStrategy {
  readonly name: string;
  readonly description: string | null;
  readonly config: StrategyConfig;
  readonly risk: RiskSettings;
  readonly tags: readonly string[];
  readonly experimentIds: readonly string[];
  readonly idempotencyKey: string | null;
}

/** What is absent stays. */
export interface StrategyChanges {
  readonly name?: string;
  readonly description?: string | null;
  readonly config?: StrategyConfig;
  readonly risk?: RiskSettings;
  readonly tags?: readonly string[];
  readonly isActive?: boolean;
}

/** Null, or empty, does not narrow. */
export interface StrategyFilter {
  readonly ids: readonly string[] | null;
  readonly search: string | null;
  readonly types: readonly StrategyType[] | null;
  readonly isActive: boolean | null;
  readonly tags: readonly string[];
}

export interface StrategyOrder {
  readonly by: StrategySortField;
  readonly direction: SortDirection;
}
