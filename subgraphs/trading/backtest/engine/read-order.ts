import { OrderSide, type OrderType } from '#schema/generated/enums.js';
import type { BacktestResult } from './backtest-result.js';
import { ORDER_TYPES } from './order-log.js';
import { REJECT_REASONS, type RejectReason } from './reasons.js';

/** One order, decoded: filled, rejected, or neither when the run ended before its fill. Times are epoch ms. */
export interface OrderRow {
  readonly symbol: string;
  readonly side: OrderSide;
  readonly type: OrderType;
  readonly quantity: number;
  readonly limitPrice: number | null;
  readonly stopPrice: number | null;
  readonly placedAt: number;
  readonly filledAt: number | null;
  readonly fillPrice: number | null;
  readonly rejectedReason: Exclude<RejectReason, 'NONE'> | null;
}

/** @throws RangeError when there is no order of that index. */
export function readOrder({ symbols, orders }: Pick<BacktestResult, 'symbols' | 'orders'>, index: number): OrderRow {
  if (!(index >= 0 && index < orders.count)) throw new RangeError(`No order ${index} among ${orders.count}.`);
  const reason = REJECT_REASONS[orders.rejectedReason[index]!]!;
  return {
    symbol: symbols[orders.symbolIndex[index]!]!,
    side: orders.side[index]! > 0 ? OrderSide.BUY : OrderSide.SELL,
    type: ORDER_TYPES[orders.type[index]!]!,
    quantity: orders.quantity[index]!,
    limitPrice: orNull(orders.limitPrice[index]!),
    stopPrice: orNull(orders.stopPrice[index]!),
    placedAt: orders.placedAt[index]!,
    filledAt: orNull(orders.filledAt[index]!),
    fillPrice: orNull(orders.fillPrice[index]!),
    rejectedReason: reason === 'NONE' ? null : reason,
  };
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
