import { finiteOrNull } from '../numeric/finite-or-null.js';
import { mean } from './mean.js';

/**
 * The fraction of capital that grows it fastest: W − (1 − W) ÷ (mean win ÷ |mean loss|), profits of closed trades in
 * money, W the share that won. Null when no trade won, or none lost.
 *
 * Source: J. L. Kelly (1956), A New Interpretation of Information Rate.
 */
export function kellyCriterion(profits: ArrayLike<number>): number | null {
  const all = Float64Array.from(profits);
  const wins = all.filter((profit) => profit > 0);
  const meanWin = mean(wins);
  const meanLoss = mean(all.filter((profit) => profit < 0));
  if (meanWin === null || meanLoss === null) return null;
  const share = wins.length / all.length;
  return finiteOrNull(share - (1 - share) / (meanWin / -meanLoss));
}
