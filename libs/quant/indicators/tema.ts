import { bars, defineIndicator, onlyOutput } from './define-indicator.js';
import { ema, emaStream } from './ema.js';
import type { ValueStream } from './value-stream.js';

/**
 * Triple exponential moving average: 3 × EMA − 3 × EMA(EMA) + EMA(EMA(EMA)). Defined from index 3 × (period − 1); NaN
 * before.
 *
 * Source: P. G. Mulloy (1994), Smoothing Data with Less Lag, Stocks & Commodities 12:2.
 */
export function tema(values: Float64Array, period: number): Float64Array {
  const once = ema(values, period);
  const twice = ema(once, period);
  const thrice = ema(twice, period);
  return thrice.map((third, i) => combine(once[i]!, twice[i]!, third));
}

/** As tema, one value at a time. */
export function temaStream(period: number): ValueStream {
  const first = emaStream(period);
  const second = emaStream(period);
  const third = emaStream(period);
  return {
    next(value) {
      const once = first.next(value);
      const twice = second.next(once);
      return combine(once, twice, third.next(twice));
    },
  };
}

function combine(once: number, twice: number, thrice: number): number {
  return 3 * (once - twice) + thrice;
}

export const TEMA = defineIndicator({
  columns: ['source'],
  parameters: { period: bars(20, 'Period of the three exponential averages.') },
  outputs: onlyOutput('tema', 'The average.', ({ period }) => 3 * (period - 1)),
  compute: ([values], { period }) => tema(values, period),
  stream: ({ period }) => temaStream(period),
});
