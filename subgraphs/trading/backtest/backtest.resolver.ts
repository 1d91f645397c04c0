import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { type Connection, pageSize, toConnection } from '#kit/graphql/pagination.js';
import type { TradingContext } from '../context.js';
import { toStrategyObject } from '../strategy/strategy.resolver.js';
import { StrategyObject } from '../strategy/strategy.type.js';
import { UserType } from '../user/user.type.js';
import { BacktestFilterInput, BacktestSort, RunBacktestInput } from './backtest.input.js';
import type { Backtest } from './backtest.js';
import type { BacktestService } from './backtest.service.js';
import { BacktestConnection, BacktestType } from './backtest.type.js';
import { toBacktestFilter, toBacktestOrder, toRunRequest } from './to-run-request.js';

export function toBacktestType({ ownerId, benchmark, ...backtest }: Backtest): BacktestType {
  const symbol = backtest.settings.benchmarkSymbol;
  return {
    ...backtest,
    benchmark: benchmark !== null && symbol !== null ? { ...benchmark, instrument: { symbol } } : null,
    owner: { id: ownerId },
    initialCash: backtest.settings.initialCash,
    instruments: backtest.symbols.map((symbol) => ({ symbol })),
  };
}

@Resolver(() => BacktestType)
export class BacktestResolver {
  constructor(private readonly service: BacktestService) {}

  @Query(() => BacktestType, { nullable: true, description: 'One run; null when there is none that you may see.' })
  async backtest(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { loaders }: TradingContext,
  ): Promise<BacktestType | null> {
    const backtest = await loaders.backtest.load(id);
    return backtest && toBacktestType(backtest);
  }

  @Query(() => BacktestConnection, { description: 'Your runs.' })
  async backtests(
    @Arg('filter', () => BacktestFilterInput, { nullable: true, description: 'Which ones; all when absent.' })
    filter: BacktestFilterInput | null,
    @Arg('orderBy', () => BacktestSort, { nullable: true, description: 'The newest first when absent.' })
    orderBy: BacktestSort | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: '1 to 100.' }) first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'The cursor after which the page begins.' })
    after: string | null,
    @Ctx() { viewer }: TradingContext,
  ): Promise<Connection<BacktestType>> {
    const page = { first: pageSize(first, 20), after: after ?? null };
    const found = await this.service.list(toBacktestFilter(filter), toBacktestOrder(orderBy), page, viewer);
    return toConnection(found, toBacktestType);
  }

  @Mutation(() => BacktestType, {
    description: 'Starts a run. It answers at once: follow it with `backtestUpdated`, or ask for it again.',
  })
  async runBacktest(
    @Arg('input', () => RunBacktestInput, { description: 'What to run, on what.' }) input: RunBacktestInput,
    @Ctx() context: TradingContext,
  ): Promise<BacktestType> {
    return toBacktestType(await this.service.start(toRunRequest(input), context));
  }

  @Mutation(() => BacktestType, { description: 'Stops a run that has not ended.' })
  async cancelBacktest(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() context: TradingContext,
  ): Promise<BacktestType> {
    return toBacktestType(await this.service.cancel(id, context));
  }

  @Mutation(() => ID, { description: 'Deletes a run, its results, and the reports on it.' })
  deleteBacktest(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() context: TradingContext,
  ): Promise<string> {
    return this.service.delete(id, context);
  }

  @Subscription(() => BacktestType, {
    description: 'A run as it is now, and at every change until it ends.',
    subscribe: ({ args, context }) => (context as TradingContext).loaders.backtestUpdates((args as { id: string }).id),
  })
  backtestUpdated(
    @Root() backtest: Backtest,
    @Arg('id', () => ID, { description: 'The id of the run.' }) _id: string,
  ): BacktestType {
    return toBacktestType(backtest);
  }

  @FieldResolver(() => UserType, { description: 'Who started it.' })
  owner(@Root() { owner }: BacktestType, @Ctx() { loaders }: TradingContext): Promise<UserType> {
    return loaders.user.load(owner.id);
  }

  @FieldResolver(() => StrategyObject, {
    nullable: true,
    description: 'Null for a run without a strategy, and once the strategy was deleted.',
  })
  async strategy(
    @Root() { strategyId }: BacktestType,
    @Ctx() { loaders }: TradingContext,
  ): Promise<StrategyObject | null> {
    const strategy = strategyId === null ? null : await loaders.strategy.load(strategyId);
    return strategy && toStrategyObject(strategy);
  }
}
