import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { DateTimeScalar } from '#kit/graphql/scalars.js';
import { DataInterval } from '#schema/generated/enums.js';
import { DataCoverageType, QuoteType } from '../bar/bar.type.js';
import type { MarketDataContext } from '../context.js';

/** Whether stored bars may be older than they should be. */
@Resolver(() => DataCoverageType)
export class CoverageFeedResolver {
  @FieldResolver(() => Boolean, {
    description:
      'True when the provider that is asked for these bars could not be reached last time: they may be out of date.',
  })
  async stale(@Root() series: DataCoverageType, @Ctx() { loaders }: MarketDataContext): Promise<boolean> {
    return ((await loaders.feed.load(storedSeries(series)))?.lastError ?? null) !== null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Why they may be out of date; null when they are not stale.',
  })
  async staleReason(@Root() series: DataCoverageType, @Ctx() { loaders }: MarketDataContext): Promise<string | null> {
    return (await loaders.feed.load(storedSeries(series)))?.lastError ?? null;
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: 'When a provider was last asked for them and answered; null when none was.',
  })
  async lastCollectedAt(
    @Root() series: DataCoverageType,
    @Ctx() { loaders }: MarketDataContext,
  ): Promise<string | null> {
    return (await loaders.feed.load(storedSeries(series)))?.lastCollectedAt ?? null;
  }
}

@Resolver(() => QuoteType)
export class QuoteFeedResolver {
  @FieldResolver(() => Boolean, {
    description: 'True when the provider that is asked for the bars behind it could not be reached last time.',
  })
  async stale(@Root() { symbol }: QuoteType, @Ctx() { loaders }: MarketDataContext): Promise<boolean> {
    for (const interval of QUOTE_INTERVALS) {
      const series = await loaders.coverage.load({ symbol, interval });
      if (series !== null) return ((await loaders.feed.load(storedSeries(series)))?.lastError ?? null) !== null;
    }
    return false;
  }
}

/** Of what a quote is made, the first that there is. */
const QUOTE_INTERVALS = [DataInterval.DAILY, DataInterval.WEEKLY, DataInterval.MONTHLY] as const;

/** The series that a provider is asked for: bars that are made of shorter ones are as stale as those. */
function storedSeries({ symbol, interval, resampledFrom }: Stored) {
  return { symbol, interval: resampledFrom ?? interval };
}

interface Stored {
  readonly symbol: string;
  readonly interval: DataInterval;
  readonly resampledFrom: DataInterval | null;
}
