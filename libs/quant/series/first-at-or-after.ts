/**
 * The first index, from `from` on, whose value in an ascending column is at least `bound`; the column's length when there
 * is none. Steps double until they pass it, so that near answers are found as fast as far ones: O(log distance).
 */
export function firstAtOrAfter(ascending: Float64Array, bound: number, from = 0): number {
  let low = from;
  let stride = 1;
  while (low + stride < ascending.length && ascending[low + stride]! < bound) {
    low += stride;
    stride *= 2;
  }
  let high = Math.min(low + stride, ascending.length);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
