import { largestTriangleThreeBuckets } from '#quant/numeric/largest-triangle-three-buckets.js';
import type { PriceColumns } from '../bar.js';

/** The bars that keep the look of the line of closes, at most `maxPoints` (3 or more): each whole, with its own prices. */
export function thinSeries(bars: PriceColumns, maxPoints: number): PriceColumns {
  if (bars.timestamps.length <= maxPoints) return bars;
  const kept = largestTriangleThreeBuckets(bars.timestamps, bars.close, maxPoints);
  const pick = (column: Float64Array) => Float64Array.from(kept, (i) => column[i]!);
  return {
    timestamps: pick(bars.timestamps),
    open: pick(bars.open),
    high: pick(bars.high),
    low: pick(bars.low),
    close: pick(bars.close),
    volume: pick(bars.volume),
  };
}
