import { Arg, Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { type Connection, toConnection } from '#kit/graphql/pagination.js';
import { DataInterval } from '#schema/generated/enums.js';
import type { MarketDataContext } from '../context.js';
import { InstrumentType } from '../instrument/instrument.type.js';
import { BarPageArgs, BarSeriesArgs, toPageRequest, toSeriesRequest } from './bar.input.js';
import type { Bar, Quote } from './bar.js';
import { BarConnection, BarSeriesType, type BarType, DataCoverageType, QuoteType } from './bar.type.js';

/** What an instrument's bars say. */
@Resolver(() => InstrumentType)
export class BarResolver {
  @FieldResolver(() => DataCoverageType, {
    nullable: true,
    description: 'Which bars there are, stored or made of stored ones; null when there are none.',
  })
  async coverage(
    @Root() { symbol }: InstrumentType,
    @Arg('interval', () => DataInterval, {
      nullable: true,
      defaultValue: DataInterval.DAILY,
      description: 'Of which bars.',
    })
    interval: DataInterval | null,
    @Ctx() { loaders }: MarketDataContext,
  ): Promise<DataCoverageType | null> {
    return loaders.coverage.load({ symbol, interval: interval ?? DataInterval.DAILY });
  }

  @FieldResolver(() => BarConnection, { description: 'Oldest first.' })
  async bars(
    @Root() { symbol }: InstrumentType,
    @Args(() => BarPageArgs) args: BarPageArgs,
    @Ctx() { loaders }: MarketDataContext,
  ): Promise<Connection<BarType>> {
    return toConnection(await loaders.barPage.load(toPageRequest(symbol, args)), (bar: Bar): BarType => bar);
  }

  @FieldResolver(() => BarSeriesType, { description: 'Bars as columns, oldest first.' })
  async series(
    @Root() { symbol }: InstrumentType,
    @Args(() => BarSeriesArgs) args: BarSeriesArgs,
    @Ctx() { loaders }: MarketDataContext,
  ): Promise<BarSeriesType> {
    return loaders.barSeries.load(toSeriesRequest(symbol, args));
  }

  @FieldResolver(() => QuoteType, {
    nullable: true,
    description: 'The newest price that is stored; null without bars.',
  })
  async quote(@Root() { symbol }: InstrumentType, @Ctx() { loaders }: MarketDataContext): Promise<QuoteType | null> {
    const quote = await loaders.quote.load(symbol);
    return quote && toQuoteType(quote);
  }
}

@Resolver(() => DataCoverageType)
export class CoverageResolver {
  @FieldResolver(() => Int, {
    description:
      'Bars that are missing between the first and the last. Daily: sessions of the calendar (US exchange days for STOCK, ETF and INDEX, weekdays for FOREX and COMMODITY, every day for CRYPTO) without a bar; weekly and monthly: weeks and months without one; intraday: sessions without any bar.',
  })
  async missingSessions(
    @Root() { symbol, interval }: DataCoverageType,
    @Ctx() { loaders }: MarketDataContext,
  ): Promise<number> {
    const instrument = await loaders.instrument.load(symbol);
    if (instrument === null) return 0;
    return loaders.missingSessions.load({ symbol, interval, assetClass: instrument.assetClass });
  }
}

function toQuoteType(quote: Quote): QuoteType {
  const change = quote.previousClose === null ? null : quote.price - quote.previousClose;
  return { ...quote, change, changeFraction: change === null ? null : change / quote.previousClose! };
}
