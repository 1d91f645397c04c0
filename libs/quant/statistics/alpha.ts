import { finiteOrNull } from '../numeric/finite-or-null.js';
import { beta } from './beta.js';
import { mean } from './mean.js';

/**
 * Jensen's alpha, annualised: N × (mean(r − r_f) − beta × mean(b − r_f)). Null where beta is.
 *
 * Source: M. C. Jensen (1968), The Performance of Mutual Funds in the Period 1945–1964.
 */
export function alpha(
  returns: ArrayLike<number>,
  benchmark: ArrayLike<number>,
  riskFreePerPeriod: number,
  periodsPerYear: number,
): number | null {
  const slope = beta(returns, benchmark);
  const meanReturn = mean(returns);
  const meanBenchmark = mean(benchmark);
  if (slope === null || meanReturn === null || meanBenchmark === null) return null;
  return finiteOrNull(periodsPerYear * (meanReturn - riskFreePerPeriod - slope * (meanBenchmark - riskFreePerPeriod)));
}
