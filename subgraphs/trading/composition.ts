import 'reflect-metadata';
import type { DocumentStore } from '#kit/documents/document-collection.js';
import type { EventBus } from '#kit/events/event-bus.js';
import { createOutboxRelay } from '#kit/events/outbox-relay.js';
import { buildSubgraphSchema } from '#kit/graphql/build-subgraph-schema.js';
import type { Subgraph } from '#kit/graphql/subgraph.js';
import type { JobQueue } from '#kit/jobs/job-queue.js';
import { workerEntry } from '#kit/jobs/worker-entry.js';
import { createWorkerPool } from '#kit/jobs/worker-pool.js';
import type { Logger } from '#kit/observability/logger.js';
import type { Clock } from '#kit/time/clock.js';
import { BarLakeReader } from '#lake/bar-lake-reader.js';
import { ColumnTables } from '#lake/column-tables.js';
import { BacktestRepository } from './backtest/backtest.repository.js';
import { BacktestResolver, toBacktestType } from './backtest/backtest.resolver.js';
import { BacktestService } from './backtest/backtest.service.js';
import { BacktestResults } from './backtest/backtest-results.js';
import { BACKTEST_JOB, BacktestRunner } from './backtest/backtest-runner.js';
import { ResultsResolver } from './backtest/results.resolver.js';
import { StrategyBacktestsResolver } from './backtest/strategy-backtests.resolver.js';
import { createLoaders, type TradingContext, type TradingLoaders } from './context.js';
import { StrategyRepository } from './strategy/strategy.repository.js';
import {
  ExperimentStrategiesResolver,
  StrategyOwnerResolver,
  StrategyResolver,
  toStrategyObject,
} from './strategy/strategy.resolver.js';
import { StrategyService } from './strategy/strategy.service.js';
import { ExperimentWithStrategies } from './strategy/strategy.type.js';
import { UserRepository } from './user/user.repository.js';
import { UserResolver } from './user/user.resolver.js';
import { UserService } from './user/user.service.js';

export interface TradingPorts {
  readonly documents: DocumentStore;
  readonly bus: EventBus;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly log: Logger;
  /** The lake, which market-data writes, and the folder of the results of runs, which only this subgraph writes. */
  readonly folders: { readonly bars: string; readonly results: string };
  /** Backtests that run at one time, each in a thread. */
  readonly workers: number;
}

export async function composeTrading(ports: TradingPorts): Promise<Subgraph<TradingLoaders>> {
  const { documents, bus, jobs, clock, log, folders, workers } = ports;
  const lake = await BarLakeReader.open({ root: folders.bars, threads: 1 });
  const tables = await ColumnTables.open({ root: folders.results });
  const results = new BacktestResults(tables);
  const strategyRepository = await StrategyRepository.open(documents);
  const backtestRepository = await BacktestRepository.open(documents);
  const outbox = createOutboxRelay({
    bus,
    log,
    collections: [strategyRepository.documents, backtestRepository.documents],
  });
  const pool = createWorkerPool({
    entry: workerEntry(import.meta.url, './backtest/backtest.worker'),
    maxThreads: workers,
    maxQueue: 100,
  });

  const users = new UserService(await UserRepository.open(documents));
  const strategies = new StrategyService(strategyRepository, outbox, clock);
  const backtests = new BacktestService(backtestRepository, results, strategies, lake, jobs, bus, outbox, clock);
  jobs.process(BACKTEST_JOB, new BacktestRunner(backtestRepository, pool, bus, outbox, clock, folders, workers));

  const { schema, sdl } = buildSubgraphSchema({
    resolvers: [
      new UserResolver(users),
      new StrategyResolver(strategies),
      new ExperimentStrategiesResolver(),
      new StrategyOwnerResolver(),
      new BacktestResolver(backtests),
      new ResultsResolver(),
      new StrategyBacktestsResolver(),
    ],
    orphanedTypes: [ExperimentWithStrategies],
    references: {
      User: ({ id }: { id: string }, { loaders }: TradingContext) => loaders.user.load(id),
      Strategy: async ({ id }: { id: string }, { loaders }: TradingContext) => {
        const strategy = await loaders.strategy.load(id);
        return strategy && toStrategyObject(strategy);
      },
      Backtest: async ({ id }: { id: string }, { loaders }: TradingContext) => {
        const backtest = await loaders.backtest.load(id);
        return backtest && toBacktestType(backtest);
      },
      // ml-platform sends the ids that it keeps; what the viewer may see of them is said here.
      ModelExperiment: (reference: object) => reference,
    },
  });

  return {
    name: 'trading',
    schema,
    sdl,
    createLoaders({ viewer }) {
      // A courtesy to those who see the name later: no request waits for it, or fails with it.
      users.remember(viewer).catch((error: unknown) => log.warn({ err: error }, 'a user could not be remembered'));
      return createLoaders({ users, strategies, backtests, results }, viewer);
    },
    async start() {
      await bus.subscribe('trading.strategy-runs', ['strategy.deleted'], ({ subject }) =>
        backtests.forgetStrategy(subject.id),
      );
      await outbox.relayAll();
      await backtests.resume();
      await jobs.start();
      await pool.warm();
    },
    ping: () => documents.ping(),
    async close() {
      await jobs.close();
      await pool.close();
      await outbox.close();
      tables.close();
      lake.close();
    },
  };
}
