/** A column that is filled piece by piece, when only the greatest length that it can have is known. */
export class ColumnBuffer {
  private values: Float64Array;
  private length = 0;

  /** @param capacity room to begin with; @param most no more than this comes */
  constructor(
    capacity: number,
    private readonly most: number,
  ) {
    this.values = new Float64Array(Math.min(capacity, most));
  }

  append(piece: Float64Array): void {
    const needed = this.length + piece.length;
    if (needed > this.most) throw new RangeError(`A column of at most ${this.most} values was given ${needed}.`);
    if (needed > this.values.length) {
      const grown = new Float64Array(Math.min(this.most, Math.max(needed, this.values.length * 2)));
      grown.set(this.values.subarray(0, this.length));
      this.values = grown;
    }
    this.values.set(piece, this.length);
    this.length = needed;
  }

  /** What was appended; its memory is not much larger than it. */
  finish(): Float64Array {
    if (this.length === this.values.length) return this.values;
    return this.length * 4 > this.values.length * 3
      ? this.values.subarray(0, this.length)
      : this.values.slice(0, this.length);
  }
}
