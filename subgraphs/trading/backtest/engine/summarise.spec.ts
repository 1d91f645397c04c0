import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DataInterval, FillTiming, StrategyType } from '#schema/generated/enums.js';
import { NO_RISK_LIMITS } from '../../strategy/strategy.js';
import { DEFAULT_BACKTEST_SETTINGS, type PerformanceMetrics } from '../backtest.js';
import { runBacktest } from './run-backtest.js';

/**
 * Golden numbers: S&P 500 2000-01-03 to 2020-04-17, averages of 50 and 200, simulated and summarised by a separate
 * program on numpy 1.24.2 and scipy 1.10.1 (skew and kurtosis with bias=False, quantile linear, averages by math.fsum).
 */
const LONG_ONLY_AT_THE_OPEN: PerformanceMetrics = {
  finalEquity: 261323.889982586,
  peakEquity: 338086.57815067243,
  totalReturn: 1.61323889982586,
  buyAndHoldReturn: 1.0911670639564646,
  annualisedReturn: 0.048569935277630094,
  annualisedVolatility: 0.12314985830391738,
  cagr: 0.04848780484040094,
  sharpeRatio: 0.44705522217197935,
  sortinoRatio: 0.6120037835777739,
  maxDrawdown: 0.3363820315555872,
  calmarRatio: 0.144389208463425,
  beta: 0.3855406384417995,
  alpha: 0.03445561951408683,
  averageDrawdown: 0.019063137205001277,
  maxDrawdownDays: 1083,
  averageDrawdownDays: 33.41242937853107,
  exposure: 0.6570029382957885,
  turnover: 0.45585237324537903,
  totalCommission: 3265.482765250157,
  totalTrades: 9,
  winningTrades: 6,
  losingTrades: 3,
  winRate: 0.6666666666666666,
  bestTrade: 0.5097315118073156,
  worstTrade: -0.09122100999544518,
  averageTrade: 0.11303469917667686,
  maxTradeDays: 1307,
  averageTradeDays: 541,
  profitFactor: 8.554252203215514,
  expectancy: 0.12522577572770544,
  sqn: 1.614447287849652,
  kellyCriterion: 0.5365147313144547,
  valueAtRisk95: 0.011144025379266348,
  valueAtRisk99: 0.02357301700805643,
  conditionalValueAtRisk95: 0.01960348634432916,
  omegaRatio: 1.1129241392990927,
  skewness: -0.8996029175914345,
  kurtosis: 31.550404478188852,
  probabilisticSharpeRatio: 0.9761665383242126,
};

/** With shorts, fills at the close of the signal, a risk-free rate of 2 % and the last short left open. */
const BOTH_SIDES_AT_THE_CLOSE: PerformanceMetrics = {
  finalEquity: 234414.89556921215,
  peakEquity: 347666.0859082701,
  totalReturn: 1.3441489556921216,
  buyAndHoldReturn: 1.0911670639564646,
  annualisedReturn: 0.04295914045222471,
  annualisedVolatility: 0.15864595845736354,
  cagr: 0.04288669055866512,
  sharpeRatio: 0.2199140371819349,
  sortinoRatio: 0.3038878240435563,
  maxDrawdown: 0.39820790226262603,
  calmarRatio: 0.10788118520031856,
  beta: 0.03482957528018924,
  alpha: 0.03371729745995991,
  averageDrawdown: 0.0337156429940642,
  maxDrawdownDays: 1851,
  averageDrawdownDays: 64.52777777777777,
  exposure: 0.9588638589618022,
  turnover: 0.9350298035630409,
  totalCommission: 8115.3652787028295,
  totalTrades: 18,
  winningTrades: 8,
  losingTrades: 10,
  winRate: 0.4444444444444444,
  bestTrade: 0.5114048013976751,
  worstTrade: -0.16027152077301712,
  averageTrade: 0.05469416579299691,
  maxTradeDays: 1305,
  averageTradeDays: 393.94444444444446,
  profitFactor: 2.718147773557619,
  expectancy: 0.07010070976739124,
  sqn: 0.989458269432286,
  kellyCriterion: 0.20630351061446386,
  valueAtRisk95: 0.015171569845869171,
  valueAtRisk99: 0.02905314519006269,
  conditionalValueAtRisk95: 0.02398719289174955,
  omegaRatio: 1.0678641258226258,
  skewness: -0.4492735875736419,
  kurtosis: 12.488112707121017,
  probabilisticSharpeRatio: 0.8379842888352337,
};

function samplePrices() {
  const text = readFileSync(new URL('../../../../samples/spx-daily.csv', import.meta.url), 'utf8');
  const rows = text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  const column = (index: number): Float64Array => Float64Array.from(rows, (row) => Number(row[index]));
  return {
    timestamps: Float64Array.from(rows, (row) => Date.parse(row[0]!)),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: column(6),
  };
}

function metricsOf(settings: Partial<typeof DEFAULT_BACKTEST_SETTINGS>): PerformanceMetrics {
  const result = runBacktest({
    symbols: [{ symbol: 'SPX', bars: samplePrices() }],
    interval: DataInterval.DAILY,
    config: { type: StrategyType.SMA_CROSSOVER, shortPeriod: 50, longPeriod: 200 },
    risk: NO_RISK_LIMITS,
    settings: { ...DEFAULT_BACKTEST_SETTINGS, ...settings },
    benchmark: null,
  });
  return result!.performance;
}

function expectClose(found: PerformanceMetrics, golden: PerformanceMetrics): void {
  expect(Object.keys(found).sort()).toEqual(Object.keys(golden).sort());
  for (const [name, value] of Object.entries(golden) as [keyof PerformanceMetrics, number][]) {
    expect(Math.abs(found[name]! / value - 1), `${name}: ${found[name]} against ${value}`).toBeLessThan(1e-9);
  }
}

describe('summarise', () => {
  it('gives the golden metrics of a long-only run that fills at the open', () => {
    expectClose(metricsOf({}), LONG_ONLY_AT_THE_OPEN);
  });

  it('gives the golden metrics of a run on both sides that fills at the close, over a risk-free rate, and leaves the last short open', () => {
    const settings = {
      allowShort: true,
      closeAtEnd: false,
      fillTiming: FillTiming.SIGNAL_CLOSE,
      riskFreeRate: 0.02,
    };
    expectClose(metricsOf(settings), BOTH_SIDES_AT_THE_CLOSE);
  });
});
