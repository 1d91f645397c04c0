import { assertPeriod } from './assert-period.js';
import { bars, defineIndicator, onlyOutput } from './define-indicator.js';
import { RollingSpread } from './rolling-spread.js';
import { restarting, throughStream, type ValueStream } from './value-stream.js';

/**
 * Annualised volatility as a fraction: the sample standard deviation (÷ (period − 1)) of the last `period` logarithmic
 * returns × √barsPerYear.
 *
 * Defined from index `period`, since that many returns need one value more; NaN before. A value that is undefined, 0 or
 * negative has no return: the window is counted anew after it. A flat window gives exactly 0.
 *
 * Source: J. C. Hull, Options, Futures, and Other Derivatives, "Estimating volatility from historical data".
 *
 * @param period in returns, at least 2
 * @param barsPerYear 252 for days of an exchange; 1 for the volatility per bar
 */
export function volatility(values: Float64Array, period: number, barsPerYear: number): Float64Array {
  return throughStream(values, volatilityStream(period, barsPerYear));
}

/** As volatility, one value at a time. */
export function volatilityStream(period: number, barsPerYear: number): ValueStream {
  assertPeriod(period);
  if (period < 2) throw new RangeError(`Expected a period of at least 2 returns, found ${period}.`);
  const spreads = restarting(() => new LastReturns(period, barsPerYear));
  let previous = NaN;
  return {
    next(value) {
      const logReturn = Math.log(value / previous);
      // Two negative values have a quotient, but no return.
      const isReturn = value > 0 && previous > 0;
      previous = value;
      return spreads.next(isReturn ? logReturn : NaN);
    },
  };
}

class LastReturns implements ValueStream {
  private readonly spread: RollingSpread;
  private count = 0;

  constructor(
    private readonly period: number,
    private readonly barsPerYear: number,
  ) {
    this.spread = new RollingSpread(period);
  }

  next(logReturn: number): number {
    this.spread.add(logReturn);
    if (++this.count < this.period) return NaN;
    return Math.sqrt((this.spread.squares / (this.period - 1)) * this.barsPerYear);
  }
}

export const VOLATILITY = defineIndicator({
  columns: ['source'],
  parameters: { period: bars(20, 'How many returns.', 2) },
  outputs: onlyOutput(
    'volatility',
    'The annualised volatility as a fraction: 0.2 is 20 percent.',
    ({ period }) => period,
  ),
  compute: ([values], { period }, { barsPerYear }) => volatility(values, period, barsPerYear),
  stream: ({ period }, { barsPerYear }) => volatilityStream(period, barsPerYear),
});
