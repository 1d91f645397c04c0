import { finiteOrNull } from '../numeric/finite-or-null.js';
import { excessReturns } from './excess-returns.js';
import { mean } from './mean.js';

/**
 * mean(r − r_f) ÷ √mean(min(r − r_f, 0)²) × √N. Null without returns, and when none is below the risk-free rate.
 *
 * Source: F. A. Sortino and L. N. Price (1994), Performance Measurement in a Downside Risk Framework; target r_f.
 */
export function sortinoRatio(
  returns: ArrayLike<number>,
  riskFreePerPeriod: number,
  periodsPerYear: number,
): number | null {
  const excess = excessReturns(returns, riskFreePerPeriod);
  const centre = mean(excess);
  const downside = mean(excess.map((value) => Math.min(value, 0) ** 2));
  if (centre === null || downside === null || downside === 0) return null;
  return finiteOrNull((centre / Math.sqrt(downside)) * Math.sqrt(periodsPerYear));
}
