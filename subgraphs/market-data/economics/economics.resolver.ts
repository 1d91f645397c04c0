import { Arg, Ctx, FieldResolver, Float, Query, Resolver, Root } from 'type-graphql';
import { DateScalar } from '#kit/graphql/scalars.js';
import type { MarketDataContext } from '../context.js';
import type { CalendarService } from './calendar.service.js';
import type { EconomicSeries } from './economic-series.js';
import { datesReversed, MOST_OBSERVATIONS, tooManyObservations } from './economics.errors.js';
import type { EconomicsService } from './economics.service.js';
import { EconomicEventType, EconomicSeriesType, TimeSeriesType } from './economics.type.js';

@Resolver(() => EconomicSeriesType)
export class EconomicsResolver {
  constructor(
    private readonly service: EconomicsService,
    private readonly calendar: CalendarService,
  ) {}

  @Query(() => EconomicSeriesType, { nullable: true, description: 'One economic series; null when there is none.' })
  async economicSeries(
    @Arg('code', () => String, { description: 'Its code, in any case.' }) code: string,
  ): Promise<EconomicSeriesType | null> {
    return this.service.find(code);
  }

  @Query(() => [EconomicSeriesType], { description: 'The economic series that there are.' })
  async economicSeriesList(): Promise<EconomicSeriesType[]> {
    return this.service.list();
  }

  @Query(() => [EconomicEventType], {
    description:
      'When statistics are released, in order of time: those whose days follow from a rule (employment, weekly claims, ISM surveys, money stock). Consumer prices, gross domestic product and meetings of the Federal Reserve follow a yearly list and are not here.',
  })
  async economicCalendar(
    @Arg('from', () => DateScalar, {
      nullable: true,
      description: 'The first day, in New York. When absent, today; or, with `to` alone, so that there are 30 days.',
    })
    from: string | null,
    @Arg('to', () => DateScalar, {
      nullable: true,
      description: 'The last day, itself included: 30 days when absent, 366 at most.',
    })
    to: string | null,
  ): Promise<EconomicEventType[]> {
    return this.calendar.list(from ?? null, to ?? null);
  }

  @FieldResolver(() => TimeSeriesType, { description: 'Its values, each dated by the first day of its period.' })
  async observations(
    @Root() series: EconomicSeries,
    @Arg('from', () => DateScalar, { nullable: true, description: 'The first day; from the beginning when absent.' })
    from: string | null,
    @Arg('to', () => DateScalar, {
      nullable: true,
      description: 'The last day, itself included; to the end when absent.',
    })
    to: string | null,
    @Ctx() { loaders }: MarketDataContext,
  ): Promise<TimeSeriesType> {
    if (from != null && to != null && from > to) {
      throw datesReversed(from, to);
    }
    const found = await loaders.observations.load(series);
    const dates = found?.dates ?? new Float64Array(0);
    const start = from == null ? 0 : countBefore(dates, Date.parse(from));
    const end = to == null ? dates.length : countBefore(dates, Date.parse(to) + 1);
    if (end - start > MOST_OBSERVATIONS) throw tooManyObservations(end - start);
    return {
      name: series.name,
      timestamps: dates.subarray(start, end),
      values: Array.from(found?.values.subarray(start, end) ?? []),
    };
  }

  @FieldResolver(() => Float, { nullable: true, description: 'The newest value.' })
  async latest(@Root() series: EconomicSeries, @Ctx() { loaders }: MarketDataContext): Promise<number | null> {
    return (await loaders.observations.load(series))?.values.at(-1) ?? null;
  }

  @FieldResolver(() => DateScalar, { nullable: true, description: 'The first day of the period of the newest value.' })
  async latestAt(@Root() series: EconomicSeries, @Ctx() { loaders }: MarketDataContext): Promise<string | null> {
    const date = (await loaders.observations.load(series))?.dates.at(-1);
    return date === undefined ? null : new Date(date).toISOString().slice(0, 10);
  }
}

/** How many of the increasing dates are before a time. */
function countBefore(dates: Float64Array, time: number): number {
  const place = dates.findIndex((date) => date >= time);
  return place === -1 ? dates.length : place;
}
