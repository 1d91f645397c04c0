import { firstAtOrAfter } from '#quant/series/first-at-or-after.js';
import type { Bar } from '../bar.js';

/** Bars as columns, with the adjusted close. */
type Columns = Readonly<Record<Exclude<keyof Bar, 'timestamp'> | 'timestamps', Float64Array>>;

/** The bar at a place. */
export function barAt(bars: Columns, index: number): Bar {
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

/** The place of the bar at a time; null when there is none. */
export function indexAt(timestamps: Float64Array, time: number): number | null {
  const place = firstAtOrAfter(timestamps, time);
  return timestamps[place] === time ? place : null;
}
