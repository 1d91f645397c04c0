import { assertPeriod } from './assert-period.js';
import { RollingSum } from './rolling-sum.js';
import { windowMean } from './window-mean.js';

/** Simple moving average: mean of the last `period` values. Defined from index period − 1; NaN before. */
export function sma(values: Float64Array, period: number): Float64Array {
  assertPeriod(period);
  const rolling = new RollingSum();
  const averages = new Float64Array(values.length);
  let previous = NaN;
  let flatFrom = 0;
  for (let i = 0; i < averages.length; i++) {
    const value = values[i]!;
    const sum = rolling.slide(value, i < period ? 0 : values[i - period]!);
    if (value !== previous) flatFrom = i;
    previous = value;
    averages[i] = i < period - 1 ? NaN : windowMean(sum, period, value, i - flatFrom);
  }
  return averages;
}
