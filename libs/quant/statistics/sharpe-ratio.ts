import { finiteOrNull } from '../numeric/finite-or-null.js';
import { excessReturns } from './excess-returns.js';
import { mean } from './mean.js';
import { standardDeviation } from './standard-deviation.js';

/**
 * mean(r − r_f) ÷ sd(r − r_f, n − 1) × √N. Null below two returns, and when they have no spread.
 *
 * Source: W. F. Sharpe (1994), The Sharpe Ratio, Journal of Portfolio Management. N = 1 gives the per-period ratio.
 */
export function sharpeRatio(
  returns: ArrayLike<number>,
  riskFreePerPeriod: number,
  periodsPerYear: number,
): number | null {
  const excess = excessReturns(returns, riskFreePerPeriod);
  const centre = mean(excess);
  const spread = standardDeviation(excess);
  if (centre === null || spread === null || spread === 0) return null;
  return finiteOrNull((centre / spread) * Math.sqrt(periodsPerYear));
}
