import { GrowingTable } from '#quant/series/growing-table.js';
import { OrderType } from '#schema/generated/enums.js';
import { type RejectReason, rejectReasonCode } from './reasons.js';

/** The order types by the code that the columns hold. */
export const ORDER_TYPES = [OrderType.MARKET, OrderType.LIMIT, OrderType.STOP, OrderType.STOP_LIMIT] as const;

/** Orders as they were recorded, one row per index. NaN stands for "none" in the number columns. Times are epoch ms. */
export interface OrderColumns {
  readonly count: number;
  /** Index into `BacktestResult.symbols`. */
  readonly symbolIndex: Int32Array;
  /** 1 buys, −1 sells. */
  readonly side: Int8Array;
  /** Index into `ORDER_TYPES`. */
  readonly type: Uint8Array;
  /** Units; 0 when the order never came to be sized. */
  readonly quantity: Float64Array;
  readonly limitPrice: Float64Array;
  readonly stopPrice: Float64Array;
  readonly placedAt: Float64Array;
  readonly filledAt: Float64Array;
  readonly fillPrice: Float64Array;
  /** Index into `REJECT_REASONS`. */
  readonly rejectedReason: Uint8Array;
}

/** What is known of an order when it is placed. */
export interface NewOrder {
  readonly symbolIndex: number;
  readonly side: number;
  readonly type: OrderType;
  readonly quantity: number;
  readonly limitPrice: number;
  readonly stopPrice: number;
  readonly placedAt: number;
}

// The columns of the table.
const SYMBOL_INDEX = 0;
const SIDE = 1;
const TYPE = 2;
const QUANTITY = 3;
const LIMIT_PRICE = 4;
const STOP_PRICE = 5;
const PLACED_AT = 6;
const FILLED_AT = 7;
const FILL_PRICE = 8;
const REJECTED_REASON = 9;
const WIDTH = 10;

/** Every order of a run, in the order in which it was recorded. */
export class OrderLog {
  private readonly table = new GrowingTable(WIDTH);

  /** Records an order and returns its row. */
  place(order: NewOrder): number {
    const { table } = this;
    const row = table.addRow();
    table.set(row, SYMBOL_INDEX, order.symbolIndex);
    table.set(row, SIDE, order.side);
    table.set(row, TYPE, ORDER_TYPES.indexOf(order.type));
    table.set(row, QUANTITY, order.quantity);
    table.set(row, LIMIT_PRICE, order.limitPrice);
    table.set(row, STOP_PRICE, order.stopPrice);
    table.set(row, PLACED_AT, order.placedAt);
    table.set(row, FILLED_AT, NaN);
    table.set(row, FILL_PRICE, NaN);
    return row;
  }

  fill(row: number, quantity: number, at: number, price: number): void {
    this.table.set(row, QUANTITY, quantity);
    this.table.set(row, FILLED_AT, at);
    this.table.set(row, FILL_PRICE, price);
  }

  reject(row: number, quantity: number, reason: RejectReason): void {
    this.table.set(row, QUANTITY, quantity);
    this.table.set(row, REJECTED_REASON, rejectReasonCode(reason));
  }

  toColumns(): OrderColumns {
    const { table } = this;
    // `new`, not `from`, which walks an iterator element by element.
    return {
      count: table.length,
      symbolIndex: new Int32Array(table.column(SYMBOL_INDEX)),
      side: new Int8Array(table.column(SIDE)),
      type: new Uint8Array(table.column(TYPE)),
      quantity: table.column(QUANTITY),
      limitPrice: table.column(LIMIT_PRICE),
      stopPrice: table.column(STOP_PRICE),
      placedAt: table.column(PLACED_AT),
      filledAt: table.column(FILLED_AT),
      fillPrice: table.column(FILL_PRICE),
      rejectedReason: new Uint8Array(table.column(REJECTED_REASON)),
    };
  }
}
