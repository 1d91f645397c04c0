import { assertPeriod } from './assert-period.js';
import { bars, defineIndicator, onlyOutput } from './define-indicator.js';
import { overDefinedRuns } from './over-defined-runs.js';
import { restarting, type ValueStream } from './value-stream.js';

/**
 * Relative strength index with Wilder's smoothing: 100 × gain ÷ (gain + loss), 0 to 100.
 *
 * gain and loss are the averages of the rises and falls: at index `period` the simple mean of the first `period`
 * changes, after that (average × (period − 1) + change) ÷ period. Defined from index `period`; NaN before, and while no
 * price has moved at all (0 ÷ 0); begins afresh after an undefined value.
 *
 * Source: J. W. Wilder (1978), New Concepts in Technical Trading Systems, section VI.
 */
export function wilderRsi(values: Float64Array, period: number): Float64Array {
  assertPeriod(period);
  const rsi = new Float64Array(values.length);
  overDefinedRuns(values, [rsi], (run, [output]) => fill(run, period, output!));
  return rsi;
}

function fill(values: Float64Array, period: number, rsi: Float64Array): number {
  rsi.fill(NaN, 0, Math.min(period, values.length));
  let gain = 0;
  let loss = 0;
  for (let i = 1; i <= period && i < values.length; i++) {
    const change = values[i]! - values[i - 1]!;
    if (change > 0) gain += change;
    else loss -= change;
  }
  if (values.length <= period) return gain + loss;
  gain /= period;
  loss /= period;
  rsi[period] = (100 * gain) / (gain + loss);
  for (let i = period + 1; i < values.length; i++) {
    const change = values[i]! - values[i - 1]!;
    gain = (gain * (period - 1) + Math.max(change, 0)) / period;
    loss = (loss * (period - 1) + Math.max(-change, 0)) / period;
    rsi[i] = (100 * gain) / (gain + loss);
  }
  return gain + loss;
}

/** As wilderRsi, one value at a time. */
export function wilderRsiStream(period: number): ValueStream {
  assertPeriod(period);
  return restarting(() => new RelativeStrength(period));
}

class RelativeStrength implements ValueStream {
  private previous = NaN;
  private changes = 0;
  private gain = 0;
  private loss = 0;

  constructor(private readonly period: number) {}

  next(value: number): number {
    const { period } = this;
    const change = value - this.previous;
    this.previous = value;
    if (Number.isNaN(change)) return NaN;
    if (this.changes < period) {
      if (change > 0) this.gain += change;
      else this.loss -= change;
      if (++this.changes < period) return NaN;
      this.gain /= period;
      this.loss /= period;
    } else {
      this.gain = (this.gain * (period - 1) + Math.max(change, 0)) / period;
      this.loss = (this.loss * (period - 1) + Math.max(-change, 0)) / period;
    }
    return (100 * this.gain) / (this.gain + this.loss);
  }
}

export const RSI = defineIndicator({
  columns: ['source'],
  parameters: { period: bars(14, "Period of Wilder's smoothing.") },
  outputs: onlyOutput('rsi', 'The index, 0 to 100; null while no price has moved.', ({ period }) => period),
  compute: ([values], { period }) => wilderRsi(values, period),
  stream: ({ period }) => wilderRsiStream(period),
});
