import { assertPeriod } from './assert-period.js';

/** Return over `period` bars as a fraction: valueᵢ ÷ valueᵢ₋ₚ − 1. Defined from index `period`; NaN before, and after a 0. */
export function rateOfChange(values: Float64Array, period: number): Float64Array {
  assertPeriod(period);
  const changes = new Float64Array(values.length).fill(NaN, 0, period);
  for (let i = period; i < values.length; i++) {
    const base = values[i - period]!;
    changes[i] = base === 0 ? NaN : values[i]! / base - 1;
  }
  return changes;
}
