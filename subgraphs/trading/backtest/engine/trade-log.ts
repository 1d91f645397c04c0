import { GrowingTable } from '#quant/series/growing-table.js';
import { type ExitReason, exitReasonCode } from './reasons.js';

/** Closed trades in the order of their exits, one row per index. Times are epoch ms. */
export interface TradeColumns {
  readonly count: number;
  /** Index into `BacktestResult.symbols`. */
  readonly symbolIndex: Int32Array;
  /** 1 long, −1 short. */
  readonly side: Int8Array;
  /** Units, above 0. */
  readonly quantity: Float64Array;
  readonly entryAt: Float64Array;
  readonly exitAt: Float64Array;
  readonly entryPrice: Float64Array;
  readonly exitPrice: Float64Array;
  /** Net of commission at both ends. */
  readonly profitLoss: Float64Array;
  /** Profit ÷ (units × entry price). */
  readonly returnFraction: Float64Array;
  /** At both ends. */
  readonly commission: Float64Array;
  /** Index into `EXIT_REASONS`. */
  readonly exitReason: Uint8Array;
}

export interface ClosedTrade {
  readonly symbolIndex: number;
  /** Signed: below 0 for a short. */
  readonly units: number;
  readonly entryAt: number;
  readonly exitAt: number;
  readonly entryPrice: number;
  readonly exitPrice: number;
  readonly commission: number;
  readonly exitReason: ExitReason;
}

// The columns of the table.
const SYMBOL_INDEX = 0;
const SIDE = 1;
const QUANTITY = 2;
const ENTRY_AT = 3;
const EXIT_AT = 4;
const ENTRY_PRICE = 5;
const EXIT_PRICE = 6;
const PROFIT_LOSS = 7;
const RETURN_FRACTION = 8;
const COMMISSION = 9;
const EXIT_REASON = 10;
const WIDTH = 11;

/** Every closed trade of a run. */
export class TradeLog {
  private readonly table = new GrowingTable(WIDTH);

  add(trade: ClosedTrade): void {
    const quantity = Math.abs(trade.units);
    const profit = trade.units * (trade.exitPrice - trade.entryPrice) - trade.commission;
    const { table } = this;
    const row = table.addRow();
    table.set(row, SYMBOL_INDEX, trade.symbolIndex);
    table.set(row, SIDE, Math.sign(trade.units));
    table.set(row, QUANTITY, quantity);
    table.set(row, ENTRY_AT, trade.entryAt);
    table.set(row, EXIT_AT, trade.exitAt);
    table.set(row, ENTRY_PRICE, trade.entryPrice);
    table.set(row, EXIT_PRICE, trade.exitPrice);
    table.set(row, PROFIT_LOSS, profit);
    table.set(row, RETURN_FRACTION, profit / (quantity * trade.entryPrice));
    table.set(row, COMMISSION, trade.commission);
    table.set(row, EXIT_REASON, exitReasonCode(trade.exitReason));
  }

  toColumns(): TradeColumns {
    const { table } = this;
    // `new`, not `from`, which walks an iterator element by element.
    return {
      count: table.length,
      symbolIndex: new Int32Array(table.column(SYMBOL_INDEX)),
      side: new Int8Array(table.column(SIDE)),
      quantity: table.column(QUANTITY),
      entryAt: table.column(ENTRY_AT),
      exitAt: table.column(EXIT_AT),
      entryPrice: table.column(ENTRY_PRICE),
      exitPrice: table.column(EXIT_PRICE),
      profitLoss: table.column(PROFIT_LOSS),
      returnFraction: table.column(RETURN_FRACTION),
      commission: table.column(COMMISSION),
      exitReason: new Uint8Array(table.column(EXIT_REASON)),
    };
  }
}
