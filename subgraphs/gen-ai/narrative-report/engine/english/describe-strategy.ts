import { StrategyType } from '#schema/generated/enums.js';
import { type FactSheet, numberOf } from '../fact.js';
import { KIND } from './phrases.js';
import { paragraph, percent, plain } from './say.js';

/** How a strategy of each type decides, with its parameters. */
export function describeStrategy(sheet: FactSheet): string {
  const short = sheet.labels.allowShort ? 'A signal to sell may also open a short position.' : null;
  return paragraph(rule(sheet), short);
}

/** What each type's description names; one that the sheet lacks is not made up. */
const NEEDED: Readonly<Record<StrategyType, readonly string[]>> = {
  [StrategyType.SMA_CROSSOVER]: ['shortPeriod', 'longPeriod'],
  [StrategyType.RSI_MEAN_REVERSION]: ['period', 'oversold', 'overbought'],
  [StrategyType.MOMENTUM]: ['period', 'buyThreshold', 'sellThreshold'],
  [StrategyType.BUY_AND_HOLD]: [],
  [StrategyType.MACD_CROSSOVER]: ['fastPeriod', 'slowPeriod', 'signalPeriod'],
  [StrategyType.BOLLINGER_REVERSION]: ['period', 'standardDeviations'],
  [StrategyType.ML_SIGNAL]: ['buyProbability', 'sellProbability'],
  [StrategyType.RULES]: [],
};

function rule(sheet: FactSheet): string {
  const { strategyType } = sheet.labels;
  if (NEEDED[strategyType].some((key) => numberOf(sheet, key) === null))
    return `The strategy is ${KIND[strategyType]}.`;
  const value = (key: string) => plain(numberOf(sheet, key) ?? 0);
  const share = (key: string) => percent(numberOf(sheet, key) ?? 0);
  switch (strategyType) {
    case StrategyType.SMA_CROSSOVER:
      return `The strategy buys when its short average of ${value('shortPeriod')} bars crosses above its long average of ${value('longPeriod')} bars, and sells when it crosses below. It follows trends: it enters after they have begun and leaves after they have turned.`;
    case StrategyType.RSI_MEAN_REVERSION:
      return `The strategy watches the relative strength index with an RSI period of ${value('period')} bars. It buys when the index crosses below the oversold level of ${value('oversold')}, and sells when it crosses above the overbought level of ${value('overbought')}. It bets on reversals, so a lasting trend is its danger.`;
    case StrategyType.MOMENTUM:
      return `The strategy measures the price change with a look-back of ${value('period')} bars. The buy threshold is ${share('buyThreshold')} and the sell threshold ${share('sellThreshold')}.${momentumOptions(sheet)}`;
    case StrategyType.BUY_AND_HOLD:
      return 'The strategy buys its allocation on the first bar and keeps it. It has no view on when to be in the market.';
    case StrategyType.MACD_CROSSOVER:
      return `The strategy buys when the MACD line, with a fast period of ${value('fastPeriod')} and a slow period of ${value('slowPeriod')}, crosses above its signal line, with a signal period of ${value('signalPeriod')}, and sells when it crosses below.`;
    case StrategyType.BOLLINGER_REVERSION:
      return `The strategy buys when the close crosses below the lower Bollinger band, and sells when it crosses above the middle. The look-back is ${value('period')} bars, the band width ${value('standardDeviations')}.`;
    case StrategyType.ML_SIGNAL:
      return `The strategy trades on a model’s predictions: the buy probability is ${share('buyProbability')} and the sell probability ${share('sellProbability')}.`;
    case StrategyType.RULES:
      return 'The strategy trades on entry and exit rules that its owner wrote.';
    default:
      return strategyType satisfies never;
  }
}

function momentumOptions(sheet: FactSheet): string {
  const [strongest, volume] = [numberOf(sheet, 'topN'), numberOf(sheet, 'volumeRatio')];
  const held = strongest === null ? '' : ` It holds the strongest ${plain(strongest)}.`;
  return volume === null ? held : `${held} It asks for a volume ratio of ${plain(volume)}.`;
}
