import { assertPeriod } from './assert-period.js';
import { bars, defineIndicator, onlyOutput } from './define-indicator.js';
import { overDefinedRuns } from './over-defined-runs.js';
import { RollingSum } from './rolling-sum.js';
import { SlidingWindow } from './sliding-window.js';
import { restarting, type ValueStream } from './value-stream.js';
import { windowMean } from './window-mean.js';

/**
 * Simple moving average: mean of the last `period` values. Defined from index period − 1, counted anew after an undefined
 * value; NaN before.
 */
export function sma(values: Float64Array, period: number): Float64Array {
  assertPeriod(period);
  const averages = new Float64Array(values.length);
  overDefinedRuns(values, [averages], (run, [output]) => fill(run, period, output!));
  return averages;
}

function fill(values: Float64Array, period: number, averages: Float64Array): number {
  const before = period - 1;
  const warm = Math.min(before, values.length);
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < warm; i++) {
    const value = values[i]!;
    const next = sum + value;
    const added = next - sum;
    lost += sum - (next - added) + (value - added);
    sum = next;
    averages[i] = NaN;
  }
  let leaving = 0;
  let flatFrom = 0;
  let known = 0;
  for (let i = warm; i < values.length; i++) {
    const value = values[i]!;
    // RollingSum.slide, written out: numbers in an object cost this loop a third of its time.
    const change = value - leaving;
    const size = Math.abs(change);
    const next = sum + change;
    if (size <= leaving / 4 && size <= sum) lost += change - (next - sum);
    else {
      const part = change - value;
      const added = next - sum;
      lost += value - (change - part) - (leaving + part) + (sum - (next - added) + (change - added));
    }
    sum = next;
    leaving = values[i - before]!;
    averages[i] = (sum + lost) / period;
    if (value === leaving) {
      // Perhaps a flat window, which windowMean knows by its length. Each value is looked at once in all.
      flatFrom = lastChange(values, known, i, flatFrom);
      known = i;
      if (i - flatFrom >= before) averages[i] = value;
    }
  }
  return sum;
}

/** The last index in (known, i] whose value is not the one before it; `otherwise` when there is none. */
function lastChange(values: Float64Array, known: number, i: number, otherwise: number): number {
  for (let at = i; at > known; at--) if (values[at] !== values[at - 1]) return at;
  return otherwise;
}

/** As sma, one value at a time. */
export function smaStream(period: number): ValueStream {
  assertPeriod(period);
  return restarting(() => new SimpleAverage(period));
}

class SimpleAverage implements ValueStream {
  private readonly window: SlidingWindow;
  private readonly sum = new RollingSum();
  private previous = NaN;
  private flatBars = 0;

  constructor(private readonly period: number) {
    this.window = new SlidingWindow(period);
  }

  next(value: number): number {
    const sum = this.sum.slide(value, this.window.push(value));
    this.flatBars = value === this.previous ? this.flatBars + 1 : 0;
    this.previous = value;
    return this.window.isFull ? windowMean(sum, this.period, value, this.flatBars) : NaN;
  }
}

export const SMA = defineIndicator({
  columns: ['source'],
  parameters: { period: bars(20, 'Length of the window.') },
  outputs: onlyOutput('sma', 'The average.', ({ period }) => period - 1),
  compute: ([values], { period }) => sma(values, period),
  stream: ({ period }) => smaStream(period),
});
