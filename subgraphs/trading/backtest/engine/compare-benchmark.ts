import { alpha } from '#quant/statistics/alpha.js';
import { beta } from '#quant/statistics/beta.js';
import { correlation } from '#quant/statistics/correlation.js';
import { informationRatio } from '#quant/statistics/information-ratio.js';
import { trackingError } from '#quant/statistics/tracking-error.js';
import type { BenchmarkComparison } from '../backtest.js';
import type { DailySeries } from './daily-series.js';

/**
 * The run against its benchmark.
 *
 * @param totalReturn of the run
 * @param benchmarkReturn of the benchmark, close to close over the run's ticks
 */
export function compareBenchmark(
  daily: DailySeries,
  totalReturn: number,
  benchmarkReturn: number,
): BenchmarkComparison {
  const { benchmarkReturns, periods, returns, riskFree } = daily;
  return {
    totalReturn: benchmarkReturn,
    excessReturn: totalReturn - benchmarkReturn,
    alpha: alpha(returns, benchmarkReturns, riskFree, periods),
    beta: beta(returns, benchmarkReturns),
    correlation: correlation(returns, benchmarkReturns),
    trackingError: trackingError(returns, benchmarkReturns, periods),
    informationRatio: informationRatio(returns, benchmarkReturns, periods),
  };
}
