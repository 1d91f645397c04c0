/**
 * The `probability`-quantile with linear interpolation between the order statistics at (n − 1) × probability. Null
 * without values.
 *
 * Source: R. J. Hyndman and Y. Fan (1996), Sample Quantiles in Statistical Packages, definition 7 (numpy's default).
 */
export function quantile(values: ArrayLike<number>, probability: number): number | null {
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`Expected a probability from 0 to 1, found ${probability}.`);
  }
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const position = (sorted.length - 1) * probability;
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (position - below);
}
