import { compensatedSum } from '../numeric/compensated-sum.js';

/**
 * (Π(1 + r))^(1 ÷ n) − 1: the constant return that compounds to the same end. −1 when one return loses everything.
 * Null without returns, and when one loses more than everything.
 */
export function geometricMeanReturn(returns: ArrayLike<number>): number | null {
  if (returns.length === 0) return null;
  const logs = new Float64Array(returns.length);
  for (let i = 0; i < returns.length; i++) {
    if (returns[i]! < -1) return null;
    logs[i] = Math.log1p(returns[i]!);
  }
  if (logs.includes(-Infinity)) return -1;
  return Math.expm1(compensatedSum(logs) / returns.length);
}
