import { mean } from './mean.js';
import { valueAtRisk } from './value-at-risk.js';

/** Expected shortfall: −mean of the returns at or below the value-at-risk quantile. A loss is positive. Null without returns. */
export function conditionalValueAtRisk(returns: ArrayLike<number>, confidence: number): number | null {
  const risk = valueAtRisk(returns, confidence);
  if (risk === null) return null;
  const worst = mean(Float64Array.from(returns).filter((value) => value <= -risk));
  return worst === null ? null : 0 - worst;
}
