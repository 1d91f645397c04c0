/** Rows of `width` numbers in one Float64Array that doubles as it fills: amortised O(width) a row, no boxed number. */
export class GrowingTable {
  private cells: Float64Array;
  private rows = 0;

  constructor(private readonly width: number) {
    if (!Number.isInteger(width) || width < 1) throw new RangeError(`Expected at least 1 column, found ${width}.`);
    this.cells = new Float64Array(64 * width);
  }

  get length(): number {
    return this.rows;
  }

  /** Adds a row of zeros and returns its index. */
  addRow(): number {
    if ((this.rows + 1) * this.width > this.cells.length) {
      const larger = new Float64Array(this.cells.length * 2);
      larger.set(this.cells);
      this.cells = larger;
    }
    return this.rows++;
  }

  /** Writes one cell of a row that was added. Unchecked: it is called many times per trade. */
  set(row: number, column: number, value: number): void {
    this.cells[row * this.width + column] = value;
  }

  /** A copy of one column. */
  column(column: number): Float64Array {
    const values = new Float64Array(this.rows);
    for (let row = 0; row < this.rows; row++) values[row] = this.cells[row * this.width + column]!;
    return values;
  }
}
