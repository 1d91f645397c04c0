import { ExponentialAverage } from './exponential-average.js';

/** The three averages of MACD as they stand. */
export class MacdState {
  readonly fast: ExponentialAverage;
  readonly slow: ExponentialAverage;
  private readonly average: ExponentialAverage;
  macd = NaN;

  constructor(fastPeriod: number, slowPeriod: number, signalPeriod: number) {
    this.fast = new ExponentialAverage(fastPeriod);
    this.slow = new ExponentialAverage(slowPeriod);
    this.average = new ExponentialAverage(signalPeriod);
  }

  get signal(): number {
    return this.average.value;
  }

  add(value: number): void {
    this.macd = this.fast.next(value) - this.slow.next(value);
    if (!Number.isNaN(this.macd)) this.average.next(this.macd);
  }
}
