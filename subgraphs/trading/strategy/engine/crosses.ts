/**
 * Whether `a` crosses above `b` at index i: a[i−1] < b[i−1] and a[i] > b[i]. False where any of the four is undefined:
 * every comparison with NaN is false.
 */
export function crossesAbove(a: Float64Array, b: Float64Array, i: number): boolean {
  return i > 0 && a[i]! > b[i]! && a[i - 1]! < b[i - 1]!;
}

/** The mirror of `crossesAbove`: a[i−1] > b[i−1] and a[i] < b[i]. */
export function crossesBelow(a: Float64Array, b: Float64Array, i: number): boolean {
  return crossesAbove(b, a, i);
}
