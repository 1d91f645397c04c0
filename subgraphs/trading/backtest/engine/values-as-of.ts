import { firstAtOrAfter } from '#quant/series/first-at-or-after.js';

/** The values at `rows` of a column. */
export function valuesAt(column: Float64Array, rows: Int32Array): Float64Array {
  const values = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) values[i] = column[rows[i]!]!;
  return values;
}

/** For each of the ascending `times` the last value at or before it; NaN before the first. */
export function valuesAsOf(timestamps: Float64Array, values: Float64Array, times: Float64Array): Float64Array {
  const found = new Float64Array(times.length);
  let next = 0;
  for (let i = 0; i < times.length; i++) {
    next = firstAtOrAfter(timestamps, times[i]!, next);
    if (timestamps[next] === times[i]) next++;
    found[i] = next === 0 ? NaN : values[next - 1]!;
  }
  return found;
}
