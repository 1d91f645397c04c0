import { assertColumns } from './assert-columns.js';
import { assertPeriod } from './assert-period.js';
import { bars, defineIndicator, onlyOutput } from './define-indicator.js';
import { trueRange } from './true-range.js';
import { WilderAverage } from './wilder-average.js';

/**
 * Average true range, in units of price: Wilder's smoothing of the true range.
 *
 * The first bar's true range is high − low, so it is defined from index period − 1, as StockCharts and trading-signals
 * have it (TA-Lib leaves the first bar out and begins one later). NaN before.
 *
 * Source: J. W. Wilder (1978), New Concepts in Technical Trading Systems, section III; StockCharts ChartSchool, ATR.
 */
export function atr(high: Float64Array, low: Float64Array, close: Float64Array, period: number): Float64Array {
  assertColumns(high, low, close);
  assertPeriod(period);
  const ranges = new Float64Array(high.length);
  const start = new WilderAverage(period);
  const warm = Math.min(period, high.length);
  let previous = NaN;
  for (let i = 0; i < warm; i++) {
    ranges[i] = start.next(trueRange(high[i]!, low[i]!, previous));
    previous = close[i]!;
  }
  let average = start.value;
  for (let i = warm; i < ranges.length; i++) {
    average += (trueRange(high[i]!, low[i]!, previous) - average) / period;
    ranges[i] = average;
    previous = close[i]!;
  }
  return ranges;
}

/** As atr, one bar at a time. */
export function atrStream(period: number) {
  assertPeriod(period);
  const average = new WilderAverage(period);
  let previous = NaN;
  return {
    next(high: number, low: number, close: number): number {
      const range = trueRange(high, low, previous);
      previous = close;
      return average.next(range);
    },
  };
}

export const ATR = defineIndicator({
  columns: ['high', 'low', 'close'],
  parameters: { period: bars(14, "Period of Wilder's smoothing.") },
  outputs: onlyOutput('atr', 'The average, in units of price.', ({ period }) => period - 1),
  compute: ([high, low, close], { period }) => atr(high, low, close, period),
  stream: ({ period }) => atrStream(period),
});
