import { quantile } from './quantile.js';

/** Historical value at risk: −quantile of the returns at 1 − confidence. A loss is positive. Null without returns. */
export function valueAtRisk(returns: ArrayLike<number>, confidence: number): number | null {
  const threshold = quantile(returns, tail(confidence));
  return threshold === null ? null : 0 - threshold;
}

// 1 − 0.95 is 0.05000000000000004, which would move the interpolation: round off what subtraction added.
function tail(confidence: number): number {
  return Math.round((1 - confidence) * 1e12) / 1e12;
}
