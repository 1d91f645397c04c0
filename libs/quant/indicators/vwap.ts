import { assertColumns } from './assert-columns.js';
import { assertPeriod } from './assert-period.js';
import { bars, defineIndicator, onlyOutput } from './define-indicator.js';
import { RollingSum } from './rolling-sum.js';
import { SlidingWindow } from './sliding-window.js';
import { typicalPrice } from './typical-price.js';

/**
 * Volume-weighted average price of the last `period` bars: Σ typical price × volume ÷ Σ volume, where the typical price
 * (high + low + close) ÷ 3 stands for what was paid within a bar.
 *
 * The window rolls, whatever the interval: it is not reset at the beginning of a session, so that its meaning does not
 * depend on the exchange's hours; for a session so far, give the bars of a session as the period. Defined from index
 * period − 1; NaN before, and while nothing was traded in the window.
 *
 * Source: StockCharts ChartSchool, Volume-Weighted Average Price; there from the start of the day.
 */
export function vwap(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  volume: Float64Array,
  period: number,
): Float64Array {
  assertColumns(high, low, close, volume);
  const stream = vwapStream(period);
  return high.map((top, i) => stream.next(top, low[i]!, close[i]!, volume[i]!));
}

/** As vwap, one bar at a time. */
export function vwapStream(period: number) {
  assertPeriod(period);
  const amounts = new SlidingWindow(period);
  const volumes = new SlidingWindow(period);
  const amount = new RollingSum();
  const traded = new RollingSum();
  let idleBars = 0;
  return {
    next(high: number, low: number, close: number, volume: number): number {
      const paid = typicalPrice(high, low, close) * volume;
      const amountSum = amount.slide(paid, amounts.push(paid));
      const volumeSum = traded.slide(volume, volumes.push(volume));
      idleBars = volume === 0 ? idleBars + 1 : 0;
      return volumes.isFull && idleBars < period ? amountSum / volumeSum : NaN;
    },
  };
}

export const VWAP = defineIndicator({
  columns: ['high', 'low', 'close', 'volume'],
  parameters: { period: bars(20, 'Length of the window.') },
  outputs: onlyOutput(
    'vwap',
    'The average price; null where nothing was traded in the window.',
    ({ period }) => period - 1,
  ),
  compute: ([high, low, close, volume], { period }) => vwap(high, low, close, volume, period),
  stream: ({ period }) => vwapStream(period),
});
