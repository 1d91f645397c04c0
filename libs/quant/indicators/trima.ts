import { assertPeriod } from './assert-period.js';
import { bars, defineIndicator, onlyOutput } from './define-indicator.js';
import { sma, smaStream } from './sma.js';
import type { ValueStream } from './value-stream.js';

/**
 * Triangular moving average: the simple average of simple averages, whose lengths are (period + 1) ÷ 2 twice for an odd
 * period, and period ÷ 2 and period ÷ 2 + 1 for an even one. Defined from index period − 1; NaN before.
 *
 * Source: TA-Lib 0.6, TA_TRIMA.
 */
export function trima(values: Float64Array, period: number): Float64Array {
  assertPeriod(period);
  const { inner, outer } = lengths(period);
  return sma(sma(values, inner), outer);
}

/** As trima, one value at a time. */
export function trimaStream(period: number): ValueStream {
  assertPeriod(period);
  const { inner, outer } = lengths(period);
  const first = smaStream(inner);
  const second = smaStream(outer);
  return { next: (value) => second.next(first.next(value)) };
}

function lengths(period: number): { inner: number; outer: number } {
  const inner = Math.ceil(period / 2);
  return { inner, outer: period + 1 - inner };
}

export const TRIMA = defineIndicator({
  columns: ['source'],
  parameters: { period: bars(20, 'Length of the window.') },
  outputs: onlyOutput('trima', 'The average.', ({ period }) => period - 1),
  compute: ([values], { period }) => trima(values, period),
  stream: ({ period }) => trimaStream(period),
});
