/**
 * Mean and squared deviations of a window that slides over a column one value at a time, in O(1) amortised.
 *
 * Time is cut into blocks of one period. A window is the end of one block and the beginning of the next, so that its
 * sums are those of the last values of the former (added up once, when it is complete) and of the first of the latter.
 * Nothing is ever subtracted that left the window: the error is that of one window's own additions, a few units in
 * the last place × period, whatever came before and however long the column. Values are taken relative to the first of
 * the newer block, which is in the window: a flat window gives its value as the mean and exactly 0 as the spread.
 */
export class RollingSpread {
  /** Of the last `period` values; meaningless before there are as many. */
  mean = NaN;
  /** Σ (value − mean)² of the last `period` values. */
  squares = NaN;
  private readonly block: Float64Array;
  private readonly sums: Float64Array;
  private readonly squareSums: Float64Array;
  private filled = 0;
  private origin = 0;
  private sum = 0;
  private squareSum = 0;

  constructor(private readonly period: number) {
    this.block = new Float64Array(period);
    this.sums = new Float64Array(period + 1);
    this.squareSums = new Float64Array(period + 1);
  }

  add(value: number): void {
    const { period, block } = this;
    if (this.filled === period) {
      endSums(block, 0, value, period, this.sums, this.squareSums);
      this.filled = 0;
    }
    if (this.filled === 0) {
      this.origin = value;
      this.sum = 0;
      this.squareSum = 0;
    }
    const distance = value - this.origin;
    this.sum += distance;
    this.squareSum += distance * distance;
    block[this.filled++] = value;
    const share = 1 / period;
    const sum = this.sums[this.filled]! + this.sum;
    const squares = this.squareSums[this.filled]! + this.squareSum - sum * sum * share;
    this.mean = this.origin + sum * share;
    this.squares = squares < 0 ? 0 : squares;
  }
}

/** For each k from 1: Σ and Σ² of the distances from `origin` of the last period − k values of the block at `start`. */
export function endSums(
  values: Float64Array,
  start: number,
  origin: number,
  period: number,
  sums: Float64Array,
  squareSums: Float64Array,
): void {
  let sum = 0;
  let squareSum = 0;
  for (let k = period - 1; k > 0; k--) {
    const distance = values[start + k]! - origin;
    sum += distance;
    squareSum += distance * distance;
    sums[k] = sum;
    squareSums[k] = squareSum;
  }
}
