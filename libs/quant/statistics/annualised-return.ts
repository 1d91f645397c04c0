import { finiteOrNull } from '../numeric/finite-or-null.js';
import { geometricMeanReturn } from './geometric-mean-return.js';

/** (geometric mean of 1 + r)^N − 1. Null without returns, when one loses more than everything, or beyond a number's range. */
export function annualisedReturn(returns: ArrayLike<number>, periodsPerYear: number): number | null {
  const perPeriod = geometricMeanReturn(returns);
  return perPeriod === null ? null : finiteOrNull(Math.expm1(Math.log1p(perPeriod) * periodsPerYear));
}
