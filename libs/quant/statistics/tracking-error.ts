import { activeReturns } from './active-returns.js';
import { annualisedVolatility } from './annualised-volatility.js';

/** Annualised standard deviation of the returns over the benchmark's: sd(r − b, n − 1) × √N. Null below two returns. */
export function trackingError(
  returns: ArrayLike<number>,
  benchmark: ArrayLike<number>,
  periodsPerYear: number,
): number | null {
  return annualisedVolatility(activeReturns(returns, benchmark), periodsPerYear);
}
