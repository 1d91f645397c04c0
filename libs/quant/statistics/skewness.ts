import { finiteOrNull } from '../numeric/finite-or-null.js';
import { centralMomentSums } from './central-moment-sums.js';

/**
 * Sample skewness with bias correction: G₁ = √(n(n − 1)) ÷ (n − 2) × m₃ ÷ m₂^1.5, mₖ the central moments.
 * Null below three values, and when they are all the same.
 *
 * Source: D. N. Joanes and C. A. Gill (1998), Comparing measures of sample skewness and kurtosis, G₁ (as SAS, Excel, pandas).
 */
export function skewness(values: ArrayLike<number>): number | null {
  const n = values.length;
  const { second, third } = centralMomentSums(values);
  if (n < 3 || second === 0) return null;
  const variance = second / n;
  return finiteOrNull(((Math.sqrt(n * (n - 1)) / (n - 2)) * (third / n)) / (variance * Math.sqrt(variance)));
}
