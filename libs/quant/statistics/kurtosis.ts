import { finiteOrNull } from '../numeric/finite-or-null.js';
import { centralMomentSums } from './central-moment-sums.js';

/**
 * Excess kurtosis with bias correction: G₂ = (n − 1) ÷ ((n − 2)(n − 3)) × ((n + 1)(m₄ ÷ m₂² − 3) + 6); 0 for a normal
 * distribution. Null below four values, and when they are all the same.
 *
 * Source: D. N. Joanes and C. A. Gill (1998), Comparing measures of sample skewness and kurtosis, G₂ (as SAS, Excel, pandas).
 */
export function kurtosis(values: ArrayLike<number>): number | null {
  const n = values.length;
  const { second, fourth } = centralMomentSums(values);
  if (n < 4 || second === 0) return null;
  const excess = (n * fourth) / (second * second) - 3;
  return finiteOrNull(((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * excess + 6));
}
