/**
 * Wilder's true range: the widest of high − low, |high − previous close| and |low − previous close|.
 *
 * @param previousClose NaN on the first bar, whose true range is high − low
 */
export function trueRange(high: number, low: number, previousClose: number): number {
  // NaN is neither above nor below.
  const top = previousClose > high ? previousClose : high;
  const bottom = previousClose < low ? previousClose : low;
  return top - bottom;
}
