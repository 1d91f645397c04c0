import { assertSameLength } from '../statistics/assert-same-length.js';

/** @throws RangeError when the columns of bars differ in length. */
export function assertColumns(first: Float64Array, ...others: readonly Float64Array[]): void {
  for (const other of others) assertSameLength(first, other);
}
