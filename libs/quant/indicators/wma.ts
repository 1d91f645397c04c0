import { assertPeriod } from './assert-period.js';
import { bars, defineIndicator, onlyOutput } from './define-indicator.js';
import { restarting, throughStream, type ValueStream } from './value-stream.js';

/**
 * Weighted moving average: Σ k × value ÷ (period × (period + 1) ÷ 2), with k = 1 for the oldest value of the window to
 * `period` for the newest. Defined from index period − 1, counted anew after an undefined value; NaN before.
 *
 * Source: TA-Lib 0.6, TA_WMA; StockCharts ChartSchool, Moving Averages.
 */
export function wma(values: Float64Array, period: number): Float64Array {
  return throughStream(values, wmaStream(period));
}

/** As wma, one value at a time. */
export function wmaStream(period: number): ValueStream {
  assertPeriod(period);
  return restarting(() => new WeightedAverage(period));
}

/**
 * Sums by blocks, for the reasons of RollingSpread: with the former block's values k… and the newer block's first ones,
 * Σ = (their weighted end sum) + (weighted sum of the newer ones) + (how many are of the former) × (sum of the newer ones).
 */
class WeightedAverage implements ValueStream {
  private readonly block: Float64Array;
  /** At k: the sum of the former block's values from k on, each times its place among them. */
  private readonly ends: Float64Array;
  private filled = 0;
  private blocks = 0;
  private origin = 0;
  private sum = 0;
  private weightedSum = 0;

  constructor(private readonly period: number) {
    this.block = new Float64Array(period);
    this.ends = new Float64Array(period + 1);
  }

  next(value: number): number {
    const { period, block } = this;
    if (this.filled === period) this.closeBlock(value);
    if (this.filled === 0) {
      this.origin = value;
      this.sum = 0;
      this.weightedSum = 0;
    }
    const distance = value - this.origin;
    block[this.filled++] = value;
    this.sum += distance;
    this.weightedSum += this.filled * distance;
    if (this.blocks === 0 && this.filled < period) return NaN;
    const ofFormer = period - this.filled;
    const weighted = this.ends[this.filled]! + (this.weightedSum + ofFormer * this.sum);
    return this.origin + weighted / ((period * (period + 1)) / 2);
  }

  private closeBlock(origin: number): void {
    let sum = 0;
    let weighted = 0;
    for (let k = this.period - 1; k > 0; k--) {
      sum += this.block[k]! - origin;
      weighted += sum;
      this.ends[k] = weighted;
    }
    this.filled = 0;
    this.blocks++;
  }
}

export const WMA = defineIndicator({
  columns: ['source'],
  parameters: { period: bars(20, 'Length of the window.') },
  outputs: onlyOutput('wma', 'The average.', ({ period }) => period - 1),
  compute: ([values], { period }) => wma(values, period),
  stream: ({ period }) => wmaStream(period),
});
