/** @throws RangeError when `period` is not a whole number of at least 1 bar. */
export function assertPeriod(period: number): void {
  if (!Number.isInteger(period) || period < 1) {
    throw new RangeError(`Expected a period of at least 1 bar, a whole number; found ${period}.`);
  }
}
