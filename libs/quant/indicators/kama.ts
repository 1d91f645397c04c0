import { assertPeriod } from './assert-period.js';
import { bars, defineIndicator, onlyOutput } from './define-indicator.js';
import { exponentialWeight } from './exponential-average.js';
import { fastBeforeSlow } from './fast-before-slow.js';
import { RollingSum } from './rolling-sum.js';
import { SlidingWindow } from './sliding-window.js';
import { restarting, throughStream, type ValueStream } from './value-stream.js';

/**
 * Kaufman's adaptive moving average: kamaᵢ = kamaᵢ₋₁ + c × (valueᵢ − kamaᵢ₋₁).
 *
 * c = (efficiency × (fast − slow) + slow)², where fast and slow are the weights 2 ÷ (n + 1) of the two periods, and
 * efficiency = |valueᵢ − valueᵢ₋ₚ| ÷ Σ |changes of the last `period` bars|; 1 when nothing moved. It begins with the value
 * before its first one, as TA-Lib and trading-signals do. Defined from index `period`; NaN before; begins afresh after
 * an undefined value.
 *
 * Source: P. J. Kaufman (1995), Smarter Trading, chapter 7; TA-Lib 0.6, TA_KAMA.
 */
export function kama(values: Float64Array, period: number, fastPeriod: number, slowPeriod: number): Float64Array {
  return throughStream(values, kamaStream(period, fastPeriod, slowPeriod));
}

/** As kama, one value at a time. */
export function kamaStream(period: number, fastPeriod: number, slowPeriod: number): ValueStream {
  for (const bars of [period, fastPeriod, slowPeriod]) assertPeriod(bars);
  const [fast, slow] = [exponentialWeight(fastPeriod), exponentialWeight(slowPeriod)];
  return restarting(() => new AdaptiveAverage(period, fast, slow));
}

class AdaptiveAverage implements ValueStream {
  private readonly values: SlidingWindow;
  private readonly moves: SlidingWindow;
  private readonly path = new RollingSum();
  private previous = NaN;
  private flatBars = 0;
  private average = NaN;

  constructor(
    private readonly period: number,
    private readonly fast: number,
    private readonly slow: number,
  ) {
    this.values = new SlidingWindow(period);
    this.moves = new SlidingWindow(period);
  }

  next(value: number): number {
    const { previous, period } = this;
    const base = this.values.push(value);
    this.previous = value;
    if (Number.isNaN(previous)) return NaN;
    const move = Math.abs(value - previous);
    const path = this.path.slide(move, this.moves.push(move));
    this.flatBars = move === 0 ? this.flatBars + 1 : 0;
    if (!this.moves.isFull) return NaN;
    if (Number.isNaN(this.average)) this.average = previous;
    const efficiency = this.flatBars >= period ? 1 : Math.min(Math.abs(value - base) / path, 1);
    const weight = (efficiency * (this.fast - this.slow) + this.slow) ** 2;
    this.average += weight * (value - this.average);
    return this.average;
  }
}

export const KAMA = defineIndicator({
  columns: ['source'],
  parameters: {
    period: bars(10, 'Over which the efficiency of the movement is measured.'),
    fastPeriod: bars(2, 'Period of the fastest average, in a perfect trend.'),
    slowPeriod: bars(30, 'Period of the slowest average, in pure noise.'),
  },
  outputs: onlyOutput('kama', 'The average.', ({ period }) => period),
  conflict: fastBeforeSlow,
  compute: ([values], { period, fastPeriod, slowPeriod }) => kama(values, period, fastPeriod, slowPeriod),
  stream: ({ period, fastPeriod, slowPeriod }) => kamaStream(period, fastPeriod, slowPeriod),
});
