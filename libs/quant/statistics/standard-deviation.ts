import { centralMomentSums } from './central-moment-sums.js';

/** Sample standard deviation: √(Σ(x − mean)² ÷ (n − 1)). Null below two values. */
export function standardDeviation(values: ArrayLike<number>): number | null {
  if (values.length < 2) return null;
  return Math.sqrt(centralMomentSums(values).second / (values.length - 1));
}
