import { assertPeriod } from './assert-period.js';

/**
 * Relative strength index with Wilder's smoothing: 100 × gain ÷ (gain + loss), 0 to 100.
 *
 * gain and loss are the averages of the rises and falls: at index `period` the simple mean of the first `period`
 * changes, after that (average × (period − 1) + change) ÷ period. Defined from index `period`; NaN before, and while no
 * price has moved at all (0 ÷ 0).
 *
 * Source: J. W. Wilder (1978), New Concepts in Technical Trading Systems, section VI.
 */
export function wilderRsi(values: Float64Array, period: number): Float64Array {
  assertPeriod(period);
  const rsi = new Float64Array(values.length).fill(NaN);
  if (values.length <= period) return rsi;
  let gain = 0;
  let loss = 0;
  for (let i = 1; i <= period; i++) {
    const change = values[i]! - values[i - 1]!;
    if (change > 0) gain += change;
    else loss -= change;
  }
  gain /= period;
  loss /= period;
  rsi[period] = (100 * gain) / (gain + loss);
  for (let i = period + 1; i < values.length; i++) {
    const change = values[i]! - values[i - 1]!;
    gain = (gain * (period - 1) + Math.max(change, 0)) / period;
    loss = (loss * (period - 1) + Math.max(-change, 0)) / period;
    rsi[i] = (100 * gain) / (gain + loss);
  }
  return rsi;
}
