import type { BacktestFacts } from './backtest-facts.js';
import type { Fact, FactUnit } from './fact.js';

interface Parameter {
  readonly unit: FactUnit;
  readonly names: readonly string[];
  readonly magnitude?: true;
}

/** "A 50-day average": prose that does not say which of two averages it means may give the period of either. */
const ANY_AVERAGE = ['', 'moving ', 'simple moving ', 'exponential '].flatMap((kind) => [
  `# ${kind}average`,
  `# bar ${kind}average`,
  `# and ~ ${kind}averages`,
  `~ and # ${kind}averages`,
  `# bar and ~ bar ${kind}averages`,
  `~ bar and # bar ${kind}averages`,
]);

/** The parameters of the named strategy types. */
const PARAMETERS: Readonly<Record<string, Parameter>> = {
  shortPeriod: {
    unit: 'period',
    names: [
      'short average',
      'short period',
      'shorter average',
      'fast average',
      'fast period',
      'short moving average',
      ...ANY_AVERAGE,
    ],
  },
  longPeriod: {
    unit: 'period',
    names: [
      'long average',
      'long period',
      'longer average',
      'slow average',
      'slow period',
      'long moving average',
      ...ANY_AVERAGE,
    ],
  },
  fastPeriod: { unit: 'period', names: ['fast period', 'fast average', ...ANY_AVERAGE] },
  slowPeriod: { unit: 'period', names: ['slow period', 'slow average', ...ANY_AVERAGE] },
  signalPeriod: { unit: 'period', names: ['signal period', 'signal line', ...ANY_AVERAGE] },
  period: {
    unit: 'period',
    names: [
      'look back',
      'lookback',
      'look back period',
      '# RSI',
      '# bar RSI',
      'RSI period',
      'RSI over',
      '# return',
      '# bar return',
      'return over #',
      'band(s) over',
      ...ANY_AVERAGE,
    ],
  },
  oversold: { unit: 'ratio', names: ['oversold', 'oversold level', 'oversold threshold', 'below #'] },
  overbought: { unit: 'ratio', names: ['overbought', 'overbought level', 'overbought threshold', 'above #'] },
  buyThreshold: { unit: 'fraction', names: ['buy threshold', 'buying threshold', 'entry threshold'] },
  sellThreshold: { unit: 'fraction', names: ['sell threshold', 'selling threshold', 'exit threshold'] },
  topN: { unit: 'count', names: ['strongest', 'strongest # symbol(s)', 'top #'] },
  volumeRatio: { unit: 'ratio', names: ['volume ratio', '# its average volume', '# average volume'] },
  standardDeviations: { unit: 'ratio', names: ['standard deviation(s)', 'band width'] },
  buyProbability: { unit: 'fraction', names: ['buy probability', 'buying probability'] },
  sellProbability: { unit: 'fraction', names: ['sell probability', 'selling probability'] },
};

/**
 * What ran: the parameters of the config, and the stops that guarded it. A parameter that
 * the user named is called by "parameter", so that one named `sharpe_ratio` cannot stand in for the metric.
 */
export function configFacts(backtest: BacktestFacts): Fact[] {
  const parameters = Object.entries(backtest.config.parameters).map(([key, value]) => ({
    key,
    value,
    ...(PARAMETERS[key] ?? { unit: 'ratio' as const, names: [`parameter ${words(key)}`, `${words(key)} parameter`] }),
  }));
  const { stopLoss, takeProfit, trailingStop, maxDrawdownHalt } = backtest.risk;
  return [
    ...parameters,
    {
      key: 'stopLoss',
      value: stopLoss,
      unit: 'fraction',
      magnitude: true,
      names: ['stop loss', 'stop', '# stop loss', 'protective stop'],
    },
    { key: 'takeProfit', value: takeProfit, unit: 'fraction', names: ['take profit', 'profit target', 'target'] },
    { key: 'trailingStop', value: trailingStop, unit: 'fraction', magnitude: true, names: ['trailing stop'] },
    {
      key: 'maxDrawdownHalt',
      value: maxDrawdownHalt,
      unit: 'fraction',
      magnitude: true,
      names: ['drawdown halt', 'drawdown limit of the run'],
    },
  ];
}

/** `slowPeriod` and `slow_period` as prose has them: slow period. */
function words(name: string): string {
  return name
    .replace(/_/g, ' ')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase();
}
