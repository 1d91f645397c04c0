/** The last `size` values, in a ring: adding one costs the same whatever the size. */
export class SlidingWindow {
  private readonly ring: Float64Array;
  private place = 0;
  private count = 0;

  constructor(private readonly size: number) {
    this.ring = new Float64Array(size);
  }

  /** True once `size` values have come. */
  get isFull(): boolean {
    return this.count === this.size;
  }

  /** Takes in a value and returns the one that it pushes out: 0 while the window fills. */
  push(value: number): number {
    const leaving = this.ring[this.place]!;
    this.ring[this.place] = value;
    this.place = this.place + 1 === this.size ? 0 : this.place + 1;
    if (this.count < this.size) this.count++;
    return leaving;
  }

  /** Σ |value − centre| over a full window, oldest first. O(size). */
  absoluteDeviations(centre: number): number {
    let sum = 0;
    for (let i = this.place; i < this.size; i++) sum += Math.abs(this.ring[i]! - centre);
    for (let i = 0; i < this.place; i++) sum += Math.abs(this.ring[i]! - centre);
    return sum;
  }
}
