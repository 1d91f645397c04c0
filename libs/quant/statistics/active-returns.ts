import { assertSameLength } from './assert-same-length.js';

/** Returns over the benchmark's: r − b, pair by pair. */
export function activeReturns(returns: ArrayLike<number>, benchmark: ArrayLike<number>): Float64Array {
  assertSameLength(returns, benchmark);
  return Float64Array.from(returns, (value, i) => value - benchmark[i]!);
}
