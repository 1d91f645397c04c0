import { assertColumns } from './assert-columns.js';
import { assertPeriod } from './assert-period.js';
import { bars, defineIndicator } from './define-indicator.js';
import { RollingExtreme } from './rolling-extreme.js';
import { smaStream } from './sma.js';

export interface Stochastic<T> {
  readonly k: T;
  readonly d: T;
}

/**
 * Stochastic oscillator, 0 to 100: k = sma(100 × (close − lowest low) ÷ (highest high − lowest low), slowing) over the
 * last `period` bars, d = sma(k, signalPeriod).
 *
 * A slowing of 1 gives Lane's fast oscillator, 3 the slow one. k is defined from index period + slowing − 2, d from
 * period + slowing + signalPeriod − 3; NaN before, and where a window has no range (0 ÷ 0; trading-signals and TA-Lib
 * say 0 there).
 *
 * Source: G. C. Lane (1984), Lane's Stochastics, Stocks & Commodities 2:3; StockCharts ChartSchool, Stochastic Oscillator.
 */
export function stochastic(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
  slowing: number,
  signalPeriod: number,
): Stochastic<Float64Array> {
  assertColumns(high, low, close);
  const stream = stochasticStream(period, slowing, signalPeriod);
  const lines = { k: new Float64Array(high.length), d: new Float64Array(high.length) };
  for (let i = 0; i < high.length; i++) {
    const now = stream.next(high[i]!, low[i]!, close[i]!);
    lines.k[i] = now.k;
    lines.d[i] = now.d;
  }
  return lines;
}

/** As stochastic, one bar at a time. */
export function stochasticStream(period: number, slowing: number, signalPeriod: number) {
  assertPeriod(period);
  const highest = new RollingExtreme(period, 1);
  const lowest = new RollingExtreme(period, -1);
  const slow = smaStream(slowing);
  const signal = smaStream(signalPeriod);
  return {
    next(high: number, low: number, close: number): Stochastic<number> {
      highest.add(high);
      lowest.add(low);
      const range = highest.value - lowest.value;
      const fast = highest.isFull && range > 0 ? (100 * (close - lowest.value)) / range : NaN;
      const k = slow.next(fast);
      return { k, d: signal.next(k) };
    },
  };
}

export const STOCHASTIC = defineIndicator({
  columns: ['high', 'low', 'close'],
  parameters: {
    period: bars(14, 'Length of the window of highs and lows.'),
    slowPeriod: bars(1, 'Length of the simple average that slows k: 1 for the fast oscillator, 3 for the slow one.'),
    signalPeriod: bars(3, 'Length of the simple average of k that is d.'),
  },
  outputs: [
    {
      name: 'k',
      functionName: 'stochastic_k',
      description: 'Where the close lies between the lowest low (0) and the highest high (100); null without a range.',
      warmUpBars: ({ period, slowPeriod }) => period + slowPeriod - 2,
    },
    {
      name: 'd',
      functionName: 'stochastic_d',
      description: 'Simple average of k.',
      warmUpBars: ({ period, slowPeriod, signalPeriod }) => period + slowPeriod + signalPeriod - 3,
    },
  ],
  compute: ([high, low, close], { period, slowPeriod, signalPeriod }) =>
    stochastic(high, low, close, period, slowPeriod, signalPeriod),
  stream: ({ period, slowPeriod, signalPeriod }) => stochasticStream(period, slowPeriod, signalPeriod),
});
