import type { Bar } from '../../bar/bar.js';
import type { InspectedBars } from '../quality.js';

/** The bar at a place. */
export function barAt(bars: InspectedBars, index: number): Bar {
  return {
    timestamp: bars.timestamps[index]!,
    open: bars.open[index]!,
    high: bars.high[index]!,
    low: bars.low[index]!,
    close: bars.close[index]!,
    volume: bars.volume[index]!,
    adjustedClose: bars.adjustedClose[index]!,
  };
}

/** The place of the first bar at a time or after it; the number of bars when there is none. */
export function firstFrom(timestamps: Float64Array, time: number): number {
  let low = 0;
  let high = timestamps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timestamps[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The place of the bar at a time; null when there is none. */
export function indexAt(timestamps: Float64Array, time: number): number | null {
  const place = firstFrom(timestamps, time);
  return timestamps[place] === time ? place : null;
}
