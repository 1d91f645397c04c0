import { assertPeriod } from './assert-period.js';
import { bars, defineIndicator, onlyOutput } from './define-indicator.js';
import { ExponentialAverage, exponentialWeight } from './exponential-average.js';
import { overDefinedRuns } from './over-defined-runs.js';
import { restarting, type ValueStream } from './value-stream.js';

/**
 * Exponential moving average: emaᵢ = w × valueᵢ + (1 − w) × emaᵢ₋₁ with w = 2 ÷ (period + 1).
 *
 * It begins at index period − 1 with the simple mean of the first `period` values, as TA-Lib and StockCharts have it: no
 * single value is favoured, and there is a first value to speak of. trading-signals and pandas (adjust=False) begin
 * with the first value instead; the difference shrinks by 1 − w a bar, below 10⁻⁹ of the price after about 10 × period
 * bars. NaN before; begins afresh after an undefined value.
 *
 * Source: TA-Lib 0.6, TA_EMA; StockCharts ChartSchool, Moving Averages.
 */
export function ema(values: Float64Array, period: number): Float64Array {
  assertPeriod(period);
  const averages = new Float64Array(values.length);
  overDefinedRuns(values, [averages], (run, [output]) => fill(run, period, output!));
  return averages;
}

function fill(values: Float64Array, period: number, averages: Float64Array): number {
  const start = new ExponentialAverage(period);
  const warm = Math.min(period, values.length);
  let average = 0;
  for (let i = 0; i < warm; i++) {
    average = start.next(values[i]!);
    averages[i] = average;
  }
  const weight = exponentialWeight(period);
  const rest = 1 - weight;
  for (let i = warm; i < values.length; i++) {
    const value = values[i]!;
    if (value !== average) average = value * weight + average * rest;
    averages[i] = average;
  }
  return average;
}

/** As ema, one value at a time. */
export function emaStream(period: number): ValueStream {
  assertPeriod(period);
  return restarting(() => new ExponentialAverage(period));
}

export const EMA = defineIndicator({
  columns: ['source'],
  parameters: { period: bars(20, 'The newest value has the weight 2 ÷ (period + 1).') },
  outputs: onlyOutput('ema', 'The average.', ({ period }) => period - 1),
  compute: ([values], { period }) => ema(values, period),
  stream: ({ period }) => emaStream(period),
});
