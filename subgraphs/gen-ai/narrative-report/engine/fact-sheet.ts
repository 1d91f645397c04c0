import type { BacktestFacts, PerformanceFacts } from './backtest-facts.js';
import { contextFacts } from './context-facts.js';
import { drawdownFacts } from './drawdown-facts.js';
import type { Fact, FactSheet } from './fact.js';
import { METRIC_NAMES } from './metric-names.js';
import { configFacts } from './parameter-facts.js';
import { recommend } from './recommend.js';
import { verdictFacts } from './verdict-facts.js';

const LONGEST_NAME = 120;

/**
 * Everything that a report of this backtest may state: each metric, setting, parameter and date as a fact with the names
 * that prose may give it. Facts that the run does not define are in it too, with null, so that a number stated for one is caught.
 */
export function buildFactSheet(backtest: BacktestFacts): FactSheet {
  const { performance } = backtest;
  const verdict = recommend({
    probabilisticSharpeRatio: performance.probabilisticSharpeRatio,
    maxDrawdown: performance.maxDrawdown,
    totalTrades: performance.totalTrades,
    outOfSampleSharpe: null,
  });
  const subject = oneLine(backtest.strategyName ?? withoutSymbols(backtest));
  const instruments = backtest.instruments.map(({ symbol, name }) => ({
    symbol,
    name: name === null ? null : oneLine(name),
  }));
  const names = [
    subject,
    oneLine(backtest.name),
    ...backtest.symbols,
    ...instruments.flatMap(({ name }) => name ?? []),
  ];
  return {
    facts: [
      ...metricFacts(performance),
      ...contextFacts(backtest),
      ...drawdownFacts(backtest),
      ...configFacts(backtest),
      ...verdictFacts(verdict),
    ],
    labels: {
      subject,
      strategyType: backtest.config.type,
      symbols: backtest.symbols,
      instruments,
      recommendation: verdict.recommendation,
      allowShort: backtest.settings.allowShort === true,
      properNames: [...new Set(names)].filter((name) => /\p{L}/u.test(name)),
    },
  };
}

function metricFacts(performance: PerformanceFacts): Fact[] {
  return Object.entries(METRIC_NAMES).map(([key, named]) => ({
    key,
    value: performance[key as keyof PerformanceFacts],
    ...named,
  }));
}

/** A run without a strategy is called "Trial on SPX" by default; the report says itself what it ran on. */
function withoutSymbols({ name, symbols }: BacktestFacts): string {
  const suffix = ` on ${symbols.join(', ')}`;
  return name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
}

/** Names are typed in by users: no line break may start a heading, no length may fill the report. */
function oneLine(name: string): string {
  const line = name.replace(/[\s\p{C}]+/gu, ' ').trim();
  return line.length > LONGEST_NAME ? `${line.slice(0, LONGEST_NAME - 1).trimEnd()}…` : line;
}
