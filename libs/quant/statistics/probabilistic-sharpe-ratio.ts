import { finiteOrNull } from '../numeric/finite-or-null.js';
import { kurtosis } from './kurtosis.js';
import { normalCdf } from './normal-cdf.js';
import { sharpeRatio } from './sharpe-ratio.js';
import { skewness } from './skewness.js';

/**
 * Probability that the true Sharpe ratio is above `benchmarkSharpe`, both per period:
 * Φ((SR − SR*) √(n − 1) ÷ √(1 − γ₃ SR + (γ₄ − 1) ÷ 4 × SR²)), γ₃ the skewness, γ₄ the kurtosis (excess + 3).
 * Null below four returns, without spread, and when the radicand is not above 0.
 *
 * Source: D. H. Bailey and M. López de Prado (2012), The Sharpe Ratio Efficient Frontier, Journal of Risk 15(2).
 */
export function probabilisticSharpeRatio(
  returns: ArrayLike<number>,
  riskFreePerPeriod: number,
  benchmarkSharpe = 0,
): number | null {
  const sharpe = sharpeRatio(returns, riskFreePerPeriod, 1);
  const asymmetry = skewness(returns);
  const excess = kurtosis(returns);
  if (sharpe === null || asymmetry === null || excess === null) return null;
  const radicand = 1 - asymmetry * sharpe + ((excess + 2) / 4) * sharpe * sharpe;
  if (!(radicand > 0)) return null;
  const score = finiteOrNull(((sharpe - benchmarkSharpe) * Math.sqrt(returns.length - 1)) / Math.sqrt(radicand));
  return score === null ? null : normalCdf(score);
}
