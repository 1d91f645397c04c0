import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { BadUserInput } from '#kit/errors/domain-error.js';
import { type Connection, pageSize, toConnection } from '#kit/graphql/pagination.js';
import type { TradingContext } from '../context.js';
import { BacktestType } from './backtest.type.js';
import { pageOfRows, rowsAfter } from './page-of-rows.js';
import { EquityCurveType, OrderConnection, type OrderObject, TradeConnection, type TradeType } from './results.type.js';
import { MOST_POINTS, thinEquityCurve } from './thin-equity-curve.js';

/** The fields of a backtest that come from its results. */
@Resolver(() => BacktestType)
export class ResultsResolver {
  @FieldResolver(() => EquityCurveType, {
    nullable: true,
    description: 'Equity at every close; null until COMPLETED.',
  })
  async equityCurve(
    @Root() { id }: BacktestType,
    @Arg('maxPoints', () => Int, {
      nullable: true,
      description: `At most so many points, chosen so that the line keeps its shape: 3 to ${MOST_POINTS}, which is also what absent means.`,
    })
    maxPoints: number | null,
    @Ctx() { loaders }: TradingContext,
  ): Promise<EquityCurveType | null> {
    const most = maxPoints ?? MOST_POINTS;
    if (most < 3 || most > MOST_POINTS) {
      throw new BadUserInput(`maxPoints: expected a whole number from 3 to ${MOST_POINTS}, found ${most}.`);
    }
    const curve = await loaders.equityCurve.load(id);
    return curve && thinEquityCurve(curve, most);
  }

  @FieldResolver(() => TradeConnection, {
    description: 'Closed trades in the order of their exits; none until COMPLETED.',
  })
  async trades(
    @Root() { id, performance }: BacktestType,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: '1 to 100.' }) first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'The cursor after which the page begins.' })
    after: string | null,
    @Ctx() { loaders }: TradingContext,
  ): Promise<Connection<TradeType>> {
    const limit = pageSize(first, 50);
    const offset = rowsAfter(after);
    const rows = await loaders.trades.load({ backtestId: id, offset, limit });
    return toConnection(pageOfRows(rows, offset, performance?.totalTrades ?? 0), (trade) => trade);
  }

  @FieldResolver(() => OrderConnection, {
    description: 'Orders in the order of their placement; none until COMPLETED.',
  })
  async orders(
    @Root() { id }: BacktestType,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: '1 to 100.' }) first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'The cursor after which the page begins.' })
    after: string | null,
    @Ctx() { loaders }: TradingContext,
  ): Promise<Connection<OrderObject>> {
    const limit = pageSize(first, 50);
    const offset = rowsAfter(after);
    const [rows, count] = await Promise.all([
      loaders.orders.load({ backtestId: id, offset, limit }),
      loaders.orderCount.load(id),
    ]);
    return toConnection(pageOfRows(rows, offset, count), (order) => order);
  }
}
