import { RollingSum } from './rolling-sum.js';
import { windowMean } from './window-mean.js';

/** The mean of the first `period` values, with which a recursive average begins: the same bits as sma has there. */
export class StartingMean {
  private readonly sum = new RollingSum();
  private previous = NaN;
  private flatBars = 0;
  private count = 0;

  constructor(private readonly period: number) {}

  /** NaN before `period` values have come. */
  add(value: number): number {
    const sum = this.sum.slide(value, 0);
    this.flatBars = value === this.previous ? this.flatBars + 1 : 0;
    this.previous = value;
    return ++this.count < this.period ? NaN : windowMean(sum, this.period, value, this.flatBars);
  }
}
