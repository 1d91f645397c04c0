import { StartingMean } from './starting-mean.js';

/**
 * Wilder's smoothing: the mean of the first `period` values, then average + (value − average) ÷ period.
 *
 * Source: J. W. Wilder (1978), New Concepts in Technical Trading Systems, who writes it as
 * (average × (period − 1) + value) ÷ period.
 */
export class WilderAverage {
  /** NaN before `period` values have come. */
  value = NaN;
  private readonly start: StartingMean;
  /** How many of the first values are to come. */
  private waiting: number;

  constructor(private readonly period: number) {
    this.start = new StartingMean(period);
    this.waiting = period;
  }

  next(value: number): number {
    if (this.waiting > 0) {
      this.waiting--;
      this.value = this.start.add(value);
    } else this.value += (value - this.value) / this.period;
    return this.value;
  }
}
