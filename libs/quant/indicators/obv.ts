import { assertColumns } from './assert-columns.js';
import { defineIndicator } from './define-indicator.js';
import { RollingSum } from './rolling-sum.js';

/**
 * On-balance volume: the running sum of volume, added on a bar that closes higher and taken off on one that closes lower.
 *
 * It begins at 0 on the first bar; only its changes have a meaning. (TA-Lib begins with the first bar's volume, which
 * lifts the whole line by it.) The sum carries its rounding error, so fractional volumes do not drift. Defined from index 0.
 *
 * Source: J. E. Granville (1963), Granville's New Key to Stock Market Profits.
 */
export function obv(close: Float64Array, volume: Float64Array): Float64Array {
  assertColumns(close, volume);
  const stream = obvStream();
  return close.map((price, i) => stream.next(price, volume[i]!));
}

/** As obv, one bar at a time. */
export function obvStream() {
  const sum = new RollingSum();
  let previous = NaN;
  return {
    next(close: number, volume: number): number {
      const signed = close > previous ? volume : close < previous ? -volume : 0;
      previous = close;
      return sum.slide(signed, 0);
    },
  };
}

export const OBV = defineIndicator({
  columns: ['close', 'volume'],
  parameters: {},
  outputs: [
    {
      name: 'obv',
      functionName: 'obv',
      description: 'The sum, 0 on the first bar of the series.',
      warmUpBars: () => 0,
    },
  ],
  compute: ([close, volume]) => obv(close, volume),
  stream: () => obvStream(),
});
