/**
 * The mean of a full window from its sum.
 *
 * A window of one repeated value gives exactly that value, as pandas does: two averages of a flat stretch are equal, and
 * do not cross by a rounding error.
 *
 * @param value the last of the window
 * @param flatBars how many values before the last are equal to it without a break
 */
export function windowMean(sum: number, period: number, value: number, flatBars: number): number {
  return flatBars >= period - 1 ? value : sum / period;
}
