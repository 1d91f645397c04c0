import { geometricMeanReturn } from '#quant/statistics/geometric-mean-return.js';
import { kellyCriterion } from '#quant/statistics/kelly-criterion.js';
import { mean } from '#quant/statistics/mean.js';
import { profitFactor } from '#quant/statistics/profit-factor.js';
import { systemQualityNumber } from '#quant/statistics/system-quality-number.js';
import type { PerformanceMetrics } from '../backtest.js';
import type { TradeColumns } from './trade-log.js';

const MS_PER_DAY = 86_400_000;

export type TradeStatistics = Pick<
  PerformanceMetrics,
  | 'totalTrades'
  | 'winningTrades'
  | 'losingTrades'
  | 'winRate'
  | 'bestTrade'
  | 'worstTrade'
  | 'averageTrade'
  | 'maxTradeDays'
  | 'averageTradeDays'
  | 'profitFactor'
  | 'expectancy'
  | 'sqn'
  | 'kellyCriterion'
>;

/** What the closed trades say. Returns are fractions of the entry amount; SQN and Kelly take the profits in money. */
export function tradeStatistics(trades: TradeColumns): TradeStatistics {
  const { count, profitLoss, returnFraction } = trades;
  const days = new Float64Array(count);
  let winningTrades = 0;
  let losingTrades = 0;
  for (let i = 0; i < count; i++) {
    days[i] = (trades.exitAt[i]! - trades.entryAt[i]!) / MS_PER_DAY;
    if (profitLoss[i]! > 0) winningTrades++;
    else if (profitLoss[i]! < 0) losingTrades++;
  }
  return {
    totalTrades: count,
    winningTrades,
    losingTrades,
    winRate: count === 0 ? null : winningTrades / count,
    bestTrade: largest(returnFraction),
    worstTrade: smallest(returnFraction),
    averageTrade: geometricMeanReturn(returnFraction),
    maxTradeDays: largest(days),
    averageTradeDays: mean(days),
    profitFactor: profitFactor(returnFraction),
    expectancy: mean(returnFraction),
    sqn: systemQualityNumber(profitLoss),
    kellyCriterion: kellyCriterion(profitLoss),
  };
}

function largest(values: Float64Array): number | null {
  let found = -Infinity;
  for (let i = 0; i < values.length; i++) found = Math.max(found, values[i]!);
  return values.length === 0 ? null : found;
}

function smallest(values: Float64Array): number | null {
  let found = Infinity;
  for (let i = 0; i < values.length; i++) found = Math.min(found, values[i]!);
  return values.length === 0 ? null : found;
}
