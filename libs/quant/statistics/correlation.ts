import { covariance } from './covariance.js';
import { standardDeviation } from './standard-deviation.js';

/** Pearson's correlation: cov(x, y) ÷ (sd x × sd y), −1 to 1. Null below two pairs, and when a column has no spread. */
export function correlation(x: ArrayLike<number>, y: ArrayLike<number>): number | null {
  const together = covariance(x, y);
  const spread = (standardDeviation(x) ?? 0) * (standardDeviation(y) ?? 0);
  if (together === null || spread === 0) return null;
  return Math.max(-1, Math.min(1, together / spread));
}
