/**
 * The highest (or lowest) of the last `size` values and how long ago it was, in O(1) amortised: a queue of the values
 * that could still become the extreme (D. Lemire 2006, Streaming maximum-minimum filter). Of equal ones the newest counts.
 */
export class RollingExtreme {
  private readonly candidates: Float64Array;
  private readonly places: Float64Array;
  private head = 0;
  private length = 0;
  private count = 0;

  /** @param sign 1 for the highest, −1 for the lowest */
  constructor(
    private readonly size: number,
    private readonly sign: 1 | -1,
  ) {
    this.candidates = new Float64Array(size);
    this.places = new Float64Array(size);
  }

  /** True once `size` values have come. */
  get isFull(): boolean {
    return this.count >= this.size;
  }

  /** The extreme; of fewer values while the window fills. */
  get value(): number {
    return this.sign * this.candidates[this.head]!;
  }

  /** How many values ago it came: 0 for the newest. */
  get age(): number {
    return this.count - 1 - this.places[this.head]!;
  }

  add(value: number): void {
    const candidate = this.sign * value;
    const { size, candidates } = this;
    if (this.length > 0 && this.places[this.head]! <= this.count - size) {
      this.head = this.head + 1 === size ? 0 : this.head + 1;
      this.length--;
    }
    let last = this.head + this.length - 1;
    if (last >= size) last -= size;
    while (this.length > 0 && candidates[last]! <= candidate) {
      this.length--;
      last = last === 0 ? size - 1 : last - 1;
    }
    const place = last + 1 === size ? 0 : last + 1;
    candidates[place] = candidate;
    this.places[place] = this.count++;
    this.length++;
  }
}
