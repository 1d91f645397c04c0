import { describe, expect, it } from 'vitest';
import { Language, ReportDetail, ReportSectionType, StrategyType } from '#schema/generated/enums.js';
import type { BacktestFacts, PerformanceFacts } from './backtest-facts.js';
import { buildFactSheet } from './fact-sheet.js';
import { GOLDEN_CROSS } from './golden-cross.fixture.js';
import { proseOf, writeReport } from './write-report.js';

const write = (backtest: BacktestFacts, detail: ReportDetail = ReportDetail.DETAILED) =>
  writeReport(buildFactSheet(backtest), Language.EN, detail);
const withPerformance = (changes: Partial<PerformanceFacts>): BacktestFacts => ({
  ...GOLDEN_CROSS,
  performance: { ...GOLDEN_CROSS.performance, ...changes },
});

describe('writeReport', () => {
  it('titles the report and orders its sections', () => {
    const report = write(GOLDEN_CROSS, ReportDetail.STANDARD);
    expect(report.title).toBe('Golden cross on S&P 500 (SPX), 2000-01-03 to 2020-04-17');
    expect(report.sections.map(({ type }) => type)).toEqual([
      ReportSectionType.EXECUTIVE_SUMMARY,
      ReportSectionType.PERFORMANCE_ANALYSIS,
      ReportSectionType.STRATEGY_INSIGHTS,
      ReportSectionType.RISK_ASSESSMENT,
      ReportSectionType.MARKET_CONTEXT,
      ReportSectionType.RECOMMENDATIONS,
    ]);
  });

  it('says more with more detail', () => {
    const lengths = [ReportDetail.BRIEF, ReportDetail.STANDARD, ReportDetail.DETAILED].map(
      (detail) => proseOf(write(GOLDEN_CROSS, detail)).length,
    );
    expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
    expect(new Set(lengths).size).toBe(3);
  });

  it('sums up in plain words', () => {
    expect(write(GOLDEN_CROSS).sections[0]?.body).toBe(
      'Golden cross, a moving-average crossover, was tested on S&P 500 (SPX) from January 3, 2000 to April 17, 2020. ' +
        'It turned an initial capital of $100,000 into a final equity of $312,346, which is a total return of 212.3% and an annualised return of 5.8%. ' +
        'Buying and holding returned 97.1% in the same time, so the strategy finished 115.2 percentage points ahead.\n\n' +
        'It closed 17 trades at a win rate of 70.6%. The Sharpe ratio was 0.53 and the maximum drawdown 19.2%. ' +
        'Given the length and the shape of the returns, the probability that the true Sharpe ratio is positive is 98.8%.\n\n' +
        'The recommendation is to gather more evidence first, at a confidence of 59%.',
    );
  });

  it('says what is undefined, and why, for a run without trades', () => {
    const none = {
      sharpeRatio: null,
      sortinoRatio: null,
      calmarRatio: null,
      winRate: null,
      probabilisticSharpeRatio: null,
    };
    const prose = proseOf(
      write(withPerformance({ ...none, totalTrades: 0, winningTrades: 0, losingTrades: 0, exposure: 0 })),
    );
    expect(prose).toContain(
      'The Sharpe ratio, the Sortino ratio and the Calmar ratio are undefined because the strategy never held a position.',
    );
    expect(prose).toContain('It closed no trades.');
  });

  it('keeps to the singular for one trade', () => {
    const prose = proseOf(write(withPerformance({ totalTrades: 1, winningTrades: 1, losingTrades: 0, winRate: 1 })));
    expect(prose).toContain('It closed one trade, which made a profit.');
    expect(prose).toContain('The run closed one trade: one winning trade and no losing trades.');
  });

  it('says losses as losses', () => {
    const prose = proseOf(write(withPerformance({ totalReturn: -0.3, buyAndHoldReturn: -0.1 })));
    expect(prose).toContain(
      'Buying and holding lost 10.0% in the same time, so the strategy finished 20.0 percentage points behind.',
    );
  });

  it('never calls certain what is not', () => {
    const prose = proseOf(write(withPerformance({ probabilisticSharpeRatio: 0.99997, winRate: 1 })));
    expect(prose).toContain('the true Sharpe ratio is positive is more than 99.9%.');
    expect(prose).toContain('at a win rate of 100%.');
  });

  it('does not say twice what a trial ran on', () => {
    const trial = { ...GOLDEN_CROSS, strategyName: null, name: 'Trial on SPX' };
    expect(write(trial).title).toBe('Trial on S&P 500 (SPX), 2000-01-03 to 2020-04-17');
  });

  it('names a strategy whose parameters are not told, and makes none up', () => {
    const macd = { ...GOLDEN_CROSS, config: { type: StrategyType.MACD_CROSSOVER, parameters: {} } };
    expect(proseOf(write(macd))).toContain('The strategy is a MACD crossover.');
  });

  it('gives the same words for the same numbers', () => {
    expect(write(GOLDEN_CROSS)).toEqual(write(structuredClone(GOLDEN_CROSS)));
  });

  it('refuses a language that it cannot write', () => {
    expect(() => writeReport(buildFactSheet(GOLDEN_CROSS), Language.KO, ReportDetail.BRIEF)).toThrow(RangeError);
  });
});
