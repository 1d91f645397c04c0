/** @throws RangeError when the two columns differ in length. */
export function assertSameLength(x: ArrayLike<number>, y: ArrayLike<number>): void {
  if (x.length !== y.length)
    throw new RangeError(`Expected columns of equal length, found ${x.length} and ${y.length}.`);
}
