import DataLoader from 'dataloader';
import type { Order, Trade } from './backtest.js';
import type { BacktestResults, EquityColumns, RowWindow } from './backtest-results.js';

export interface BacktestRows extends RowWindow {
  readonly backtestId: string;
}

/** Rows of results: for many runs in one statement, as long as they are asked for the same rows. */
export interface BacktestLoaders {
  readonly equityCurve: DataLoader<string, EquityColumns | null>;
  readonly trades: DataLoader<BacktestRows, Trade[], string>;
  readonly orders: DataLoader<BacktestRows, Order[], string>;
  readonly orderCount: DataLoader<string, number>;
}

export function createBacktestLoaders(results: BacktestResults): BacktestLoaders {
  return {
    equityCurve: new DataLoader((ids) => results.equityCurves(ids)),
    trades: windowed((ids, window) => results.trades(ids, window)),
    orders: windowed((ids, window) => results.orders(ids, window)),
    orderCount: new DataLoader((ids) => results.orderCounts(ids)),
  };
}

function windowed<T>(read: (ids: readonly string[], window: RowWindow) => Promise<T[][]>) {
  return new DataLoader<BacktestRows, T[], string>(
    async (keys) => {
      const windows = new Map(
        keys.map((key) => [`${key.offset} ${key.limit}`, { offset: key.offset, limit: key.limit }]),
      );
      const found = new Map<string, T[]>();
      for (const window of windows.values()) {
        const asked = keys.filter((key) => key.offset === window.offset && key.limit === window.limit);
        const rows = await read(
          asked.map((key) => key.backtestId),
          window,
        );
        asked.forEach((key, i) => {
          found.set(cacheKey(key), rows[i] ?? []);
        });
      }
      return keys.map((key) => found.get(cacheKey(key)) ?? []);
    },
    { cacheKeyFn: cacheKey },
  );
}

function cacheKey({ backtestId, offset, limit }: BacktestRows): string {
  return `${backtestId} ${offset} ${limit}`;
}
