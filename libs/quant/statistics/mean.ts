import { compensatedSum } from '../numeric/compensated-sum.js';

/** Arithmetic mean; null when there are no values. */
export function mean(values: ArrayLike<number>): number | null {
  return values.length === 0 ? null : compensatedSum(values) / values.length;
}
