import { assertPeriod } from './assert-period.js';
import { bars, defineIndicator, onlyOutput } from './define-indicator.js';
import { SlidingWindow } from './sliding-window.js';
import type { ValueStream } from './value-stream.js';

/**
 * Return over `period` bars as a fraction: valueᵢ ÷ valueᵢ₋ₚ − 1. Defined from index `period`; NaN before, and where
 * either value is undefined or the earlier one is 0.
 */
export function rateOfChange(values: Float64Array, period: number): Float64Array {
  assertPeriod(period);
  const changes = new Float64Array(values.length).fill(NaN, 0, period);
  for (let i = period; i < values.length; i++) changes[i] = change(values[i]!, values[i - period]!);
  return changes;
}

function change(value: number, base: number): number {
  const fraction = value / base - 1;
  return Number.isFinite(fraction) && Number.isFinite(base) ? fraction : NaN;
}

/** As rateOfChange, one value at a time. */
export function rateOfChangeStream(period: number): ValueStream {
  assertPeriod(period);
  const window = new SlidingWindow(period);
  return {
    next(value) {
      const isFull = window.isFull;
      const base = window.push(value);
      return isFull ? change(value, base) : NaN;
    },
  };
}

export const ROC = defineIndicator({
  columns: ['source'],
  parameters: { period: bars(10, 'How many bars back the earlier value is.') },
  outputs: onlyOutput('roc', 'The return as a fraction: 0.01 is one percent.', ({ period }) => period),
  compute: ([values], { period }) => rateOfChange(values, period),
  stream: ({ period }) => rateOfChangeStream(period),
});
