import { parse, visit } from 'graphql';
import { describe, expect, it } from 'vitest';
import { DataInterval, StrategyType } from '#schema/generated/enums.js';
import { GOLDEN_CROSS } from './engine/golden-cross.fixture.js';
import { METRIC_NAMES } from './engine/metric-names.js';
import { graphAnswer } from './graph-answers.fixture.js';
import { REPORT_FACTS } from './report-queries.js';
import { toBacktestFacts } from './to-backtest-facts.js';

describe('toBacktestFacts', () => {
  it('gives back what the graph was asked for', () => {
    expect(toBacktestFacts(graphAnswer(GOLDEN_CROSS))).toEqual({ ...GOLDEN_CROSS, drawdowns: [] });
  });

  it('is null for a run without a result', () => {
    expect(toBacktestFacts({ ...graphAnswer(GOLDEN_CROSS), performance: null })).toBeNull();
  });

  it('tells no daily history of a run on other bars', () => {
    const facts = toBacktestFacts({ ...graphAnswer(GOLDEN_CROSS), interval: DataInterval.ONE_MINUTE });
    expect(facts?.instruments).toEqual([{ symbol: 'SPX', name: 'S&P 500', coverage: null }]);
  });

  it('bears settings and configs that it does not know', () => {
    const facts = toBacktestFacts({
      ...graphAnswer(GOLDEN_CROSS),
      settings: { leverage: 'two', fillTiming: 'SOMETIME' },
      config: { __typename: 'MacdCrossoverConfig' },
    });
    expect(facts?.settings).toMatchObject({ commissionRate: null, leverage: null, fillTiming: null });
    expect(facts?.config).toEqual({ type: StrategyType.MACD_CROSSOVER, parameters: {} });
  });

  it('refuses an answer of another shape', () => {
    expect(() => toBacktestFacts({ ...graphAnswer(GOLDEN_CROSS), symbols: 'SPX' })).toThrow(/symbols/);
    expect(() => toBacktestFacts({ ...graphAnswer(GOLDEN_CROSS), performance: { totalReturn: 1 } })).toThrow();
  });

  it('asks for every metric that a report may speak of', () => {
    const asked = new Set<string>();
    visit(parse(REPORT_FACTS), { Field: ({ name }) => void asked.add(name.value) });
    for (const metric of Object.keys(METRIC_NAMES)) expect(asked).toContain(metric);
  });
});
