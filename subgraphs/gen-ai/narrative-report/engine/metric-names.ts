import type { PerformanceFacts } from './backtest-facts.js';
import type { FactNames, FactUnit } from './fact.js';
import { RETURN_NAMES } from './return-names.js';
import { RISK_NAMES } from './risk-names.js';
import { TRADE_NAMES } from './trade-names.js';

type MetricName = FactNames & { readonly unit: FactUnit; readonly magnitude?: true };

/**
 * Every metric of a backtest with its unit and the names under which prose may speak of it. `#` stands for the number
 * itself, `~` for another number, `(s)` for an optional plural. Two metrics share a name only when their units tell them apart.
 */
export const METRIC_NAMES: Readonly<Record<keyof PerformanceFacts, MetricName>> = {
  ...RETURN_NAMES,
  ...RISK_NAMES,
  ...TRADE_NAMES,
};
