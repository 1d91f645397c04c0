/**
 * The median and the median absolute deviation (MAD) of the last values, in sorted order at every moment.
 *
 * A value costs one search and one shift in an array of the window's size. −Infinity may be among the values; NaN not.
 * For an even number of values the median is the mean of the two in the middle, as everywhere.
 */
export class RollingSpread {
  private readonly ring: Float64Array;
  private readonly sorted: Float64Array;
  private count = 0;
  private next = 0;

  /** @param size how many values the window has: even, so that the two in the middle are at its half */
  constructor(private readonly size: number) {
    if (!Number.isInteger(size) || size < 2 || size % 2 !== 0) {
      throw new RangeError(`size: expected an even number from 2, found ${size}`);
    }
    this.ring = new Float64Array(size);
    this.sorted = new Float64Array(size);
  }

  get isFull(): boolean {
    return this.count === this.size;
  }

  push(value: number): void {
    const { sorted } = this;
    let gap = this.count;
    if (this.isFull) gap = this.position(this.ring[this.next]!, this.count);
    else this.count++;
    // The gap moves to where the new value belongs.
    while (gap > 0 && sorted[gap - 1]! > value) {
      sorted[gap] = sorted[gap - 1]!;
      gap--;
    }
    while (gap < this.count - 1 && sorted[gap + 1]! < value) {
      sorted[gap] = sorted[gap + 1]!;
      gap++;
    }
    sorted[gap] = value;
    this.ring[this.next] = value;
    this.next = (this.next + 1) % this.size;
  }

  /** Of a full window. */
  median(): number {
    const half = this.size / 2;
    return (this.sorted[half - 1]! + this.sorted[half]!) / 2;
  }

  /** The median of |value − median| of a full window with a finite median; Infinity when half of the values are. */
  mad(): number {
    const { sorted, size } = this;
    const half = size / 2;
    const median = this.median();
    // The deviations below the middle and above it are sorted already: walk outwards to the two in their middle.
    let below = half - 1;
    let above = half;
    let before = 0;
    let deviation = 0;
    for (let taken = 0; taken <= half; taken++) {
      before = deviation;
      const down = below >= 0 ? median - sorted[below]! : Number.POSITIVE_INFINITY;
      const up = above < size ? sorted[above]! - median : Number.POSITIVE_INFINITY;
      if (down <= up) {
        deviation = down;
        below--;
      } else {
        deviation = up;
        above++;
      }
    }
    return (before + deviation) / 2;
  }

  /** Where a value stands that is in the window. */
  private position(value: number, end: number): number {
    let low = 0;
    let high = end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.sorted[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
