import { StrategyType } from '#schema/generated/enums.js';
import { type FactSheet, numberOf } from '../fact.js';
import { count, enumerate, percent, ratio } from './say.js';

/** What a strategy of each type is called. */
export const KIND: Readonly<Record<StrategyType, string>> = {
  [StrategyType.SMA_CROSSOVER]: 'a moving-average crossover',
  [StrategyType.RSI_MEAN_REVERSION]: 'an RSI mean-reversion strategy',
  [StrategyType.MOMENTUM]: 'a momentum strategy',
  [StrategyType.BUY_AND_HOLD]: 'a fixed allocation',
  [StrategyType.MACD_CROSSOVER]: 'a MACD crossover',
  [StrategyType.BOLLINGER_REVERSION]: 'a Bollinger-band reversion strategy',
  [StrategyType.ML_SIGNAL]: 'a strategy that follows a model’s signal',
  [StrategyType.RULES]: 'a strategy of written rules',
};

/** "S&P 500 (SPX) and Apple (AAPL)", or how many when there are more than five. */
export function universe({ labels }: FactSheet): string {
  if (labels.symbols.length > 5) return count(labels.symbols.length, 'symbol');
  const named = labels.symbols.map((symbol) => {
    const name = labels.instruments.find((instrument) => instrument.symbol === symbol)?.name;
    return name && name !== symbol ? `${name} (${symbol})` : symbol;
  });
  return enumerate(named);
}

/** "returned 12.3%", "lost 4.5%". */
export function returned(fraction: number): string {
  return fraction < 0 ? `lost ${percent(-fraction)}` : `returned ${percent(fraction)}`;
}

/** The same of one trade. */
export function gained(fraction: number): string {
  return fraction < 0 ? `lost ${percent(-fraction)}` : `gained ${percent(fraction)}`;
}

export type Metric = readonly [key: string, name: string, say?: (value: number) => string];

/** "The Sharpe ratio is 0.53, the Sortino ratio 0.75 and the Calmar ratio 0.30.", then what is undefined, with the reason. */
export function metricSentences(sheet: FactSheet, metrics: readonly Metric[]): string {
  const defined = metrics.flatMap(([key, name, say = ratio]) => {
    const value = numberOf(sheet, key);
    return value === null ? [] : [{ name, text: say(value) }];
  });
  const items = defined.map(({ name, text }, index) => `the ${name} ${index === 0 ? 'is ' : ''}${text}`);
  const sentence = items.length === 0 ? [] : [`${capitalised(enumerate(items))}.`];
  const missing = metrics.filter(([key]) => numberOf(sheet, key) === null);
  return [...sentence, ...undefinedSentences(sheet, missing)].join(' ');
}

/** Why the definition of a metric has nothing to divide by, beside the want of trades. */
const REASON: Readonly<Record<string, string>> = {
  sharpeRatio: 'the daily returns are too few or never vary',
  sortinoRatio: 'the daily returns are too few or none of them is negative',
  calmarRatio: 'equity never fell below its peak',
  profitFactor: 'no trade made a loss to divide by',
  kellyCriterion: 'it needs gains and losses alike',
  sqn: 'the profits of the trades are too few or never vary',
  omegaRatio: 'none of the daily returns is negative',
};

function undefinedSentences(sheet: FactSheet, metrics: readonly Metric[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const [key, name] of metrics) {
    const reason = whyUndefined(sheet, key);
    byReason.set(reason, [...(byReason.get(reason) ?? []), `the ${name}`]);
  }
  return [...byReason].map(([reason, names]) => {
    return `${capitalised(enumerate(names))} ${names.length === 1 ? 'is' : 'are'} undefined because ${reason}.`;
  });
}

export function whyUndefined(sheet: FactSheet, key: string): string {
  if (numberOf(sheet, 'totalTrades') === 0) {
    return numberOf(sheet, 'exposure') === 0 ? 'the strategy never held a position' : 'the run closed no trades';
  }
  return REASON[key] ?? 'the run has too few returns to define it';
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
