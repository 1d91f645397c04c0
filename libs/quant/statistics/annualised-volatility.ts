import { standardDeviation } from './standard-deviation.js';

/** Sample standard deviation of the returns × √N. Null below two returns. */
export function annualisedVolatility(returns: ArrayLike<number>, periodsPerYear: number): number | null {
  const perPeriod = standardDeviation(returns);
  return perPeriod === null ? null : perPeriod * Math.sqrt(periodsPerYear);
}
