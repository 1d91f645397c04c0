import type { ColumnTables, ReadColumns } from '#lake/column-tables.js';
import { OrderSide, OrderType, TradeSide } from '#schema/generated/enums.js';
import type { Order, Trade } from './backtest.js';
import type { BacktestResult } from './engine/backtest-result.js';
import { readOrder } from './engine/read-order.js';
import { readTrade } from './engine/read-trade.js';

/** Rows from `offset`, at most `limit`. */
export interface RowWindow {
  readonly offset: number;
  readonly limit: number;
}

/** The equity curve as it was stored: epoch ms, and one value for each. */
export interface EquityColumns {
  readonly timestamps: Float64Array;
  readonly equity: Float64Array;
  readonly drawdown: Float64Array;
  readonly cash: Float64Array;
  readonly benchmark: Float64Array | null;
}

const EQUITY = ['timestamps', 'equity', 'drawdown', 'cash', 'benchmark'];
const TRADE = [
  'symbol',
  'side',
  'quantity',
  'entryAt',
  'exitAt',
  'entryPrice',
  'exitPrice',
  'profitLoss',
  'returnFraction',
  'commission',
  'exitReason',
];
const ORDER = [
  'symbol',
  'side',
  'type',
  'quantity',
  'limitPrice',
  'stopPrice',
  'placedAt',
  'filledAt',
  'fillPrice',
  'rejectedReason',
];
const DAY_MS = 86_400_000;

/**
 * What runs leave that is too much for a document: equity curves, trades and orders, one table each. Every read takes
 * many runs in one statement.
 */
export class BacktestResults {
  constructor(private readonly tables: ColumnTables) {}

  async save(id: string, result: BacktestResult): Promise<void> {
    const { timestamps, equity, drawdown, cash, benchmarkEquity } = result;
    const benchmark = benchmarkEquity ?? new Float64Array(timestamps.length).fill(Number.NaN);
    await this.tables.write(`${id}/equity`, { timestamps, equity, drawdown, cash, benchmark });
    await this.tables.write(`${id}/trades`, tradeTable(result));
    await this.tables.write(`${id}/orders`, orderTable(result));
  }

  async equityCurves(ids: readonly string[]): Promise<(EquityColumns | null)[]> {
    const tables = await this.tables.read(
      ids.map((id) => `${id}/equity`),
      EQUITY,
    );
    return tables.map((table) => {
      if (table === null) return null;
      const benchmark = numbers(table, 'benchmark');
      return {
        timestamps: numbers(table, 'timestamps'),
        equity: numbers(table, 'equity'),
        drawdown: numbers(table, 'drawdown'),
        cash: numbers(table, 'cash'),
        benchmark: Number.isNaN(benchmark[0] ?? Number.NaN) ? null : benchmark,
      };
    });
  }

  /** In the order of their exits; none for a run that has not completed. */
  async trades(ids: readonly string[], window: RowWindow): Promise<Trade[][]> {
    const tables = await this.tables.read(
      ids.map((id) => `${id}/trades`),
      TRADE,
      window,
    );
    return tables.map((table, i) => (table === null ? [] : toTrades(ids[i]!, window.offset, table)));
  }

  /** In the order of their placement; none for a run that has not completed. */
  async orders(ids: readonly string[], window: RowWindow): Promise<Order[][]> {
    const tables = await this.tables.read(
      ids.map((id) => `${id}/orders`),
      ORDER,
      window,
    );
    return tables.map((table, i) => (table === null ? [] : toOrders(ids[i]!, window.offset, table)));
  }

  async orderCounts(ids: readonly string[]): Promise<number[]> {
    return (await this.tables.rowCounts(ids.map((id) => `${id}/orders`))).map((count) => count ?? 0);
  }

  async delete(id: string): Promise<void> {
    for (const table of ['equity', 'trades', 'orders']) await this.tables.delete(`${id}/${table}`);
  }
}

function tradeTable(result: BacktestResult) {
  const { count, symbolIndex: _index, side: _side, exitReason: _reason, ...numbers } = result.trades;
  const rows = Array.from({ length: count }, (_, i) => readTrade(result, i));
  return {
    ...numbers,
    symbol: rows.map((row) => row.symbol),
    side: rows.map((row) => row.side),
    exitReason: rows.map((row) => row.exitReason),
  };
}

/** A number that an order does not have is NaN in its column: Parquet keeps it, and no sum runs over it. */
function orderTable(result: BacktestResult) {
  const { count, symbolIndex: _index, side: _side, type: _type, rejectedReason: _reason, ...numbers } = result.orders;
  const rows = Array.from({ length: count }, (_, i) => readOrder(result, i));
  return {
    ...numbers,
    symbol: rows.map((row) => row.symbol),
    side: rows.map((row) => row.side),
    type: rows.map((row) => row.type),
    rejectedReason: rows.map((row) => row.rejectedReason),
  };
}

function toTrades(backtestId: string, offset: number, table: ReadColumns): Trade[] {
  const column = (name: string) => numbers(table, name);
  const [quantity, entryAt, exitAt] = [column('quantity'), column('entryAt'), column('exitAt')];
  const [entryPrice, exitPrice, profitLoss] = [column('entryPrice'), column('exitPrice'), column('profitLoss')];
  const [returnFraction, commission] = [column('returnFraction'), column('commission')];
  return Array.from(quantity, (_, i) => ({
    id: `${backtestId}.trade.${offset + i + 1}`,
    symbol: text(table, 'symbol', i),
    side: member(TradeSide, text(table, 'side', i)),
    quantity: quantity[i]!,
    entryAt: instant(entryAt[i]!),
    exitAt: instant(exitAt[i]!),
    entryPrice: entryPrice[i]!,
    exitPrice: exitPrice[i]!,
    profitLoss: profitLoss[i]!,
    returnFraction: returnFraction[i]!,
    commission: commission[i]!,
    durationDays: (exitAt[i]! - entryAt[i]!) / DAY_MS,
    exitReason: text(table, 'exitReason', i),
  }));
}

function toOrders(backtestId: string, offset: number, table: ReadColumns): Order[] {
  const column = (name: string) => numbers(table, name);
  const [quantity, limitPrice, stopPrice] = [column('quantity'), column('limitPrice'), column('stopPrice')];
  const [placedAt, filledAt, fillPrice] = [column('placedAt'), column('filledAt'), column('fillPrice')];
  return Array.from(quantity, (_, i) => ({
    id: `${backtestId}.order.${offset + i + 1}`,
    symbol: text(table, 'symbol', i),
    side: member(OrderSide, text(table, 'side', i)),
    type: member(OrderType, text(table, 'type', i)),
    quantity: quantity[i]!,
    limitPrice: orNull(limitPrice[i]!),
    stopPrice: orNull(stopPrice[i]!),
    placedAt: instant(placedAt[i]!),
    filledAt: Number.isNaN(filledAt[i]) ? null : instant(filledAt[i]!),
    fillPrice: orNull(fillPrice[i]!),
    rejectedReason: (table['rejectedReason']?.[i] as string | null | undefined) ?? null,
  }));
}

function numbers(table: ReadColumns, name: string): Float64Array {
  const column = table[name];
  if (column instanceof Float64Array) return column;
  if (Array.isArray(column) && column.length === 0) return new Float64Array(0);
  throw new Error(`A table of results has no column of numbers "${name}".`);
}

function text(table: ReadColumns, name: string, row: number): string {
  return String(table[name]?.[row]);
}

function member<T extends string>(members: Readonly<Record<string, T>>, value: string): T {
  const found = members[value];
  if (found === undefined)
    throw new Error(`A table of results holds "${value}", which is none of ${Object.keys(members).join(', ')}.`);
  return found;
}

function instant(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
