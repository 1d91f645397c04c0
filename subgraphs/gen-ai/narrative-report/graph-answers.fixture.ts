import { StrategyType } from '#schema/generated/enums.js';
import type { BacktestFacts } from './engine/backtest-facts.js';

const TYPE_NAMES: Readonly<Partial<Record<StrategyType, string>>> = {
  [StrategyType.SMA_CROSSOVER]: 'SmaCrossoverConfig',
};

/** For the specs: what the graph answers to the query for the facts of this backtest. */
export function graphAnswer(facts: BacktestFacts): Record<string, unknown> {
  const { strategyName, config, settings, drawdowns: _, trades, ...rest } = facts;
  const { commissionRate, slippageRate, spread, ...others } = settings;
  return {
    ...rest,
    strategy: strategyName === null ? null : { name: strategyName },
    config: { __typename: TYPE_NAMES[config.type], ...config.parameters },
    settings: { ...others, costs: { commissionRate, slippageRate, spread, commissionFixed: 0 }, closeAtEnd: true },
    trades: { nodes: trades },
  };
}
