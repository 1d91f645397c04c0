import { finiteOrNull } from '../numeric/finite-or-null.js';
import { covariance } from './covariance.js';
import { standardDeviation } from './standard-deviation.js';

/** Market beta: cov(r, b) ÷ var(b), of the returns r and the benchmark's b. Null when the benchmark has no spread. */
export function beta(returns: ArrayLike<number>, benchmark: ArrayLike<number>): number | null {
  const together = covariance(returns, benchmark);
  const spread = standardDeviation(benchmark);
  if (together === null || spread === null || spread === 0) return null;
  return finiteOrNull(together / (spread * spread));
}
