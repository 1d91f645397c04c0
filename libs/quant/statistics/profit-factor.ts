import { omegaRatio } from './omega-ratio.js';

/** Σ positive returns ÷ |Σ negative returns| of closed trades. Null when none lost. */
export function profitFactor(tradeReturns: ArrayLike<number>): number | null {
  return omegaRatio(tradeReturns, 0);
}
