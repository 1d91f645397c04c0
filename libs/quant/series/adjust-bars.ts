import type { BarColumns } from './bar-columns.js';

/**
 * Bars as if every split and dividend had always been in the price: open, high and low times adjustedClose ÷ close, and
 * the close itself replaced. The volume stays. New columns: the given ones may be shared.
 *
 * @param adjustedClose of the length of the bars; a bar whose close is 0 is left as it is
 */
export function adjustBars(bars: BarColumns, adjustedClose: Float64Array): BarColumns {
  const { length } = bars.close;
  const open = new Float64Array(length);
  const high = new Float64Array(length);
  const low = new Float64Array(length);
  const close = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const factor = bars.close[i] === 0 ? 1 : adjustedClose[i]! / bars.close[i]!;
    open[i] = bars.open[i]! * factor;
    high[i] = bars.high[i]! * factor;
    low[i] = bars.low[i]! * factor;
    close[i] = bars.close[i] === 0 ? 0 : adjustedClose[i]!;
  }
  return { timestamps: bars.timestamps, open, high, low, close, volume: bars.volume };
}
