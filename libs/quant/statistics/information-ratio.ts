import { activeReturns } from './active-returns.js';
import { sharpeRatio } from './sharpe-ratio.js';

/** mean(r − b) ÷ sd(r − b, n − 1) × √N. Null below two returns, and when r − b has no spread. */
export function informationRatio(
  returns: ArrayLike<number>,
  benchmark: ArrayLike<number>,
  periodsPerYear: number,
): number | null {
  return sharpeRatio(activeReturns(returns, benchmark), 0, periodsPerYear);
}
