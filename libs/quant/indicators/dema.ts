import { bars, defineIndicator, onlyOutput } from './define-indicator.js';
import { ema, emaStream } from './ema.js';
import type { ValueStream } from './value-stream.js';

/**
 * Double exponential moving average: 2 × EMA − EMA(EMA). Defined from index 2 × (period − 1); NaN before.
 *
 * Source: P. G. Mulloy (1994), Smoothing Data with Faster Moving Averages, Stocks & Commodities 12:1.
 */
export function dema(values: Float64Array, period: number): Float64Array {
  const once = ema(values, period);
  const twice = ema(once, period);
  return twice.map((second, i) => combine(once[i]!, second));
}

/** As dema, one value at a time. */
export function demaStream(period: number): ValueStream {
  const first = emaStream(period);
  const second = emaStream(period);
  return {
    next(value) {
      const once = first.next(value);
      return combine(once, second.next(once));
    },
  };
}

function combine(once: number, twice: number): number {
  return once + (once - twice);
}

export const DEMA = defineIndicator({
  columns: ['source'],
  parameters: { period: bars(20, 'Period of both exponential averages.') },
  outputs: onlyOutput('dema', 'The average.', ({ period }) => 2 * (period - 1)),
  compute: ([values], { period }) => dema(values, period),
  stream: ({ period }) => demaStream(period),
});
