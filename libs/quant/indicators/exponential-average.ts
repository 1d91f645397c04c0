import { StartingMean } from './starting-mean.js';

/** The weight of the newest value in an exponential average of `period` bars. */
export function exponentialWeight(period: number): number {
  return 2 / (period + 1);
}

/**
 * An exponential average as it stands: the mean of the first `period` values, then
 * weight × value + (1 − weight) × average. A value that equals the average leaves it as it is to the last bit, so that
 * the average of a flat series is flat.
 */
export class ExponentialAverage {
  /** NaN before `period` values have come. */
  value = NaN;
  private readonly start: StartingMean;
  /** How many of the first values are to come. */
  private waiting: number;
  private readonly weight: number;

  constructor(period: number) {
    this.start = new StartingMean(period);
    this.waiting = period;
    this.weight = exponentialWeight(period);
  }

  next(value: number): number {
    if (this.waiting > 0) {
      this.waiting--;
      this.value = this.start.add(value);
    } else if (value !== this.value) this.value = value * this.weight + this.value * (1 - this.weight);
    return this.value;
  }
}
