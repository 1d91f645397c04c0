import { TradeSide } from '#schema/generated/enums.js';
import type { BacktestResult } from './backtest-result.js';
import { EXIT_REASONS, type ExitReason } from './reasons.js';

/** One closed trade, decoded. Times are epoch ms. */
export interface TradeRow {
  readonly symbol: string;
  readonly side: TradeSide;
  readonly quantity: number;
  readonly entryAt: number;
  readonly exitAt: number;
  readonly entryPrice: number;
  readonly exitPrice: number;
  readonly profitLoss: number;
  readonly returnFraction: number;
  readonly commission: number;
  readonly durationDays: number;
  readonly exitReason: ExitReason;
}

const MS_PER_DAY = 86_400_000;

/** @throws RangeError when there is no trade of that index. */
export function readTrade({ symbols, trades }: Pick<BacktestResult, 'symbols' | 'trades'>, index: number): TradeRow {
  if (!(index >= 0 && index < trades.count)) throw new RangeError(`No trade ${index} among ${trades.count}.`);
  const entryAt = trades.entryAt[index]!;
  const exitAt = trades.exitAt[index]!;
  return {
    symbol: symbols[trades.symbolIndex[index]!]!,
    side: trades.side[index]! > 0 ? TradeSide.LONG : TradeSide.SHORT,
    quantity: trades.quantity[index]!,
    entryAt,
    exitAt,
    entryPrice: trades.entryPrice[index]!,
    exitPrice: trades.exitPrice[index]!,
    profitLoss: trades.profitLoss[index]!,
    returnFraction: trades.returnFraction[index]!,
    commission: trades.commission[index]!,
    durationDays: (exitAt - entryAt) / MS_PER_DAY,
    exitReason: EXIT_REASONS[trades.exitReason[index]!]!,
  };
}
