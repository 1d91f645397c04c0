import { assertColumns } from './assert-columns.js';
import { assertPeriod } from './assert-period.js';
import { bars, defineIndicator } from './define-indicator.js';
import { RollingExtreme } from './rolling-extreme.js';

export interface Aroon<T> {
  readonly up: T;
  readonly down: T;
  readonly oscillator: T;
}

/**
 * Aroon, 0 to 100: up = 100 × (period − bars since the highest high) ÷ period, down the same of the lowest low,
 * oscillator = up − down, −100 to 100.
 *
 * The window is the bar and the `period` bars before it, so that both ends of the scale can be reached; of equal highs
 * or lows the newest counts. Defined from index `period`; NaN before.
 *
 * Source: T. S. Chande (1995), Time Price Oscillator, Stocks & Commodities 13:9; TA-Lib 0.6, TA_AROON.
 */
export function aroon(high: Float64Array, low: Float64Array, period: number): Aroon<Float64Array> {
  assertColumns(high, low);
  const stream = aroonStream(period);
  const column = () => new Float64Array(high.length);
  const lines = { up: column(), down: column(), oscillator: column() };
  for (let i = 0; i < high.length; i++) {
    const now = stream.next(high[i]!, low[i]!);
    lines.up[i] = now.up;
    lines.down[i] = now.down;
    lines.oscillator[i] = now.oscillator;
  }
  return lines;
}

/** As aroon, one bar at a time. */
export function aroonStream(period: number) {
  assertPeriod(period);
  const highest = new RollingExtreme(period + 1, 1);
  const lowest = new RollingExtreme(period + 1, -1);
  return {
    next(high: number, low: number): Aroon<number> {
      highest.add(high);
      lowest.add(low);
      if (!highest.isFull) return { up: NaN, down: NaN, oscillator: NaN };
      const up = (100 * (period - highest.age)) / period;
      const down = (100 * (period - lowest.age)) / period;
      return { up, down, oscillator: up - down };
    },
  };
}

const warmUpBars = ({ period }: { readonly period: number }) => period;

export const AROON = defineIndicator({
  columns: ['high', 'low'],
  parameters: { period: bars(25, 'How many bars back the highest high and the lowest low are looked for.') },
  outputs: [
    { name: 'up', functionName: 'aroon_up', description: 'How recent the highest high is, 0 to 100.', warmUpBars },
    { name: 'down', functionName: 'aroon_down', description: 'How recent the lowest low is, 0 to 100.', warmUpBars },
    { name: 'oscillator', functionName: 'aroon_oscillator', description: 'up − down, −100 to 100.', warmUpBars },
  ],
  compute: ([high, low], { period }) => aroon(high, low, period),
  stream: ({ period }) => aroonStream(period),
});
