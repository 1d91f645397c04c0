import { assertColumns } from './assert-columns.js';
import { assertPeriod } from './assert-period.js';
import { bars, defineIndicator, onlyOutput } from './define-indicator.js';
import { SlidingWindow } from './sliding-window.js';
import { smaStream } from './sma.js';
import { typicalPrice } from './typical-price.js';

/**
 * Commodity channel index: (typical price − mean) ÷ (0.015 × mean absolute deviation), over the typical prices
 * (high + low + close) ÷ 3 of the last `period` bars.
 *
 * Every absolute deviation changes whenever the mean does, so a bar costs `period` steps: no way to update their sum in
 * constant time is known. Defined from index period − 1; NaN before, and where all typical prices of the window are the
 * same (0 ÷ 0).
 *
 * Source: D. R. Lambert (1980), Commodity Channel Index, Commodities magazine, October.
 */
export function cci(high: Float64Array, low: Float64Array, close: Float64Array, period: number): Float64Array {
  assertColumns(high, low, close);
  const stream = cciStream(period);
  return high.map((top, i) => stream.next(top, low[i]!, close[i]!));
}

/** As cci, one bar at a time. */
export function cciStream(period: number) {
  assertPeriod(period);
  const window = new SlidingWindow(period);
  const average = smaStream(period);
  return {
    next(high: number, low: number, close: number): number {
      const price = typicalPrice(high, low, close);
      const mean = average.next(price);
      window.push(price);
      if (!window.isFull) return NaN;
      const deviation = window.absoluteDeviations(mean) / period;
      return deviation > 0 ? (price - mean) / (0.015 * deviation) : NaN;
    },
  };
}

/** Longer windows would cost too much a bar. */
const LONGEST = 1_000;

export const CCI = defineIndicator({
  columns: ['high', 'low', 'close'],
  parameters: { period: bars(20, 'Length of the window.', 2, LONGEST) },
  outputs: onlyOutput('cci', 'The index; null where no price of the window differs.', ({ period }) => period - 1),
  workPerBar: ({ period }) => 1 + period / 8,
  compute: ([high, low, close], { period }) => cci(high, low, close, period),
  stream: ({ period }) => cciStream(period),
});
