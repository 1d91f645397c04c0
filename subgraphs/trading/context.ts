import DataLoader from 'dataloader';
import type { RequestContext } from '#kit/graphql/request-context.js';
import type { Viewer } from '#kit/identity/viewer.js';
import type { BacktestStatus } from '#schema/generated/enums.js';
import type { Backtest } from './backtest/backtest.js';
import { type BacktestLoaders, createBacktestLoaders } from './backtest/backtest.loader.js';
import type { BacktestService } from './backtest/backtest.service.js';
import type { BacktestResults } from './backtest/backtest-results.js';
import type { Strategy } from './strategy/strategy.js';
import type { StrategyService } from './strategy/strategy.service.js';
import type { User } from './user/user.js';
import type { UserService } from './user/user.service.js';

/** What one request has read, so that a list of any length costs one read per kind of thing. */
export interface TradingLoaders extends BacktestLoaders {
  readonly user: DataLoader<string, User>;
  readonly strategy: DataLoader<string, Strategy | null>;
  readonly backtest: DataLoader<string, Backtest | null>;
  readonly backtestsByStrategy: DataLoader<StrategyRuns, Backtest[], string>;
  /** The states of one run, for a subscription. */
  readonly backtestUpdates: (id: string) => Promise<AsyncIterableIterator<Backtest>>;
}

/** The runs of one strategy, or those of one status. */
export interface StrategyRuns {
  readonly strategyId: string;
  readonly status: BacktestStatus | null;
}

export type TradingContext = RequestContext<TradingLoaders>;

export interface LoaderSources {
  readonly users: UserService;
  readonly strategies: StrategyService;
  readonly backtests: BacktestService;
  readonly results: BacktestResults;
}

export function createLoaders(
  { users, strategies, backtests, results }: LoaderSources,
  viewer: Viewer,
): TradingLoaders {
  return {
    ...createBacktestLoaders(results),
    user: new DataLoader((ids) => users.getMany(ids)),
    strategy: byId((ids) => strategies.findMany(ids, viewer)),
    backtest: byId((ids) => backtests.findMany(ids, viewer)),
    backtestUpdates: (id) => backtests.watch(id, viewer),
    backtestsByStrategy: new DataLoader(
      async (keys) => {
        // One query asks for one status as a rule; each further one costs a read of its own.
        const statuses = [...new Set(keys.map((key) => key.status))];
        const found = new Map<string, Backtest[]>();
        for (const status of statuses) {
          const ids = keys.filter((key) => key.status === status).map((key) => key.strategyId);
          const runs = await backtests.listByStrategies(ids, status, viewer);
          ids.forEach((id, i) => {
            found.set(`${id} ${status}`, runs[i] ?? []);
          });
        }
        return keys.map((key) => found.get(`${key.strategyId} ${key.status}`) ?? []);
      },
      { cacheKeyFn: (key) => `${key.strategyId} ${key.status}` },
    ),
  };
}

function byId<T extends { readonly id: string }>(find: (ids: readonly string[]) => Promise<T[]>) {
  return new DataLoader<string, T | null>(async (ids) => {
    const found = new Map((await find(ids)).map((item) => [item.id, item]));
    return ids.map((id) => found.get(id) ?? null);
  });
}
