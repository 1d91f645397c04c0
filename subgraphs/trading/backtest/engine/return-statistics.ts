import { alpha } from '#quant/statistics/alpha.js';
import { annualisedReturn } from '#quant/statistics/annualised-return.js';
import { annualisedVolatility } from '#quant/statistics/annualised-volatility.js';
import { beta } from '#quant/statistics/beta.js';
import { conditionalValueAtRisk } from '#quant/statistics/conditional-value-at-risk.js';
import { kurtosis } from '#quant/statistics/kurtosis.js';
import { omegaRatio } from '#quant/statistics/omega-ratio.js';
import { probabilisticSharpeRatio } from '#quant/statistics/probabilistic-sharpe-ratio.js';
import { sharpeRatio } from '#quant/statistics/sharpe-ratio.js';
import { skewness } from '#quant/statistics/skewness.js';
import { sortinoRatio } from '#quant/statistics/sortino-ratio.js';
import { valueAtRisk } from '#quant/statistics/value-at-risk.js';
import type { PerformanceMetrics } from '../backtest.js';
import type { DailySeries } from './daily-series.js';

export type ReturnStatistics = Pick<
  PerformanceMetrics,
  | 'annualisedReturn'
  | 'annualisedVolatility'
  | 'sharpeRatio'
  | 'sortinoRatio'
  | 'alpha'
  | 'beta'
  | 'valueAtRisk95'
  | 'valueAtRisk99'
  | 'conditionalValueAtRisk95'
  | 'omegaRatio'
  | 'skewness'
  | 'kurtosis'
  | 'probabilisticSharpeRatio'
>;

/** What the daily returns of the equity say, by themselves and against those of the benchmark. */
export function returnStatistics(daily: DailySeries): ReturnStatistics {
  const { benchmarkReturns, periods, returns, riskFree } = daily;
  return {
    annualisedReturn: annualisedReturn(returns, periods),
    annualisedVolatility: annualisedVolatility(returns, periods),
    sharpeRatio: sharpeRatio(returns, riskFree, periods),
    sortinoRatio: sortinoRatio(returns, riskFree, periods),
    alpha: alpha(returns, benchmarkReturns, riskFree, periods),
    beta: beta(returns, benchmarkReturns),
    valueAtRisk95: valueAtRisk(returns, 0.95),
    valueAtRisk99: valueAtRisk(returns, 0.99),
    conditionalValueAtRisk95: conditionalValueAtRisk(returns, 0.95),
    omegaRatio: omegaRatio(returns),
    skewness: skewness(returns),
    kurtosis: kurtosis(returns),
    probabilisticSharpeRatio: probabilisticSharpeRatio(returns, riskFree),
  };
}
