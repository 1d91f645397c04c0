import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { pageOfList } from '#kit/graphql/page-of-list.js';
import { type Connection, pageSize, toConnection } from '#kit/graphql/pagination.js';
import { BacktestStatus } from '#schema/generated/enums.js';
import type { TradingContext } from '../context.js';
import { StrategyObject } from '../strategy/strategy.type.js';
import { toBacktestType } from './backtest.resolver.js';
import { BacktestConnection, type BacktestType } from './backtest.type.js';

/** The way back from a strategy to its runs. */
@Resolver(() => StrategyObject)
export class StrategyBacktestsResolver {
  @FieldResolver(() => BacktestConnection, { description: 'Its runs, newest first.' })
  async backtests(
    @Root() { id: strategyId }: StrategyObject,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: '1 to 100.' }) first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'The cursor after which the page begins.' })
    after: string | null,
    @Arg('status', () => BacktestStatus, { nullable: true, description: 'Only those that stand so.' })
    status: BacktestStatus | null,
    @Ctx() { loaders }: TradingContext,
  ): Promise<Connection<BacktestType>> {
    const size = pageSize(first, 20);
    const runs = await loaders.backtestsByStrategy.load({ strategyId, status: status ?? null });
    return toConnection(
      pageOfList(runs, ({ id }) => id, size, after),
      toBacktestType,
    );
  }
}
