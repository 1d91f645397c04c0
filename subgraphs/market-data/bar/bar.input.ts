import { ArgsType, Field, Int } from 'type-graphql';
import { pageSize } from '#kit/graphql/pagination.js';
import { DateTimeScalar } from '#kit/graphql/scalars.js';
import { DataInterval } from '#schema/generated/enums.js';
import { badMaxPoints } from './bar.errors.js';
import { type BarPageRequest, type BarRange, MAX_POINTS, MIN_POINTS, type SeriesRequest } from './bar.js';

@ArgsType()
class BarRangeArgs {
  @Field(() => DataInterval, {
    nullable: true,
    defaultValue: DataInterval.DAILY,
    description:
      'Which bars. An interval that is not stored is made of the shorter ones that are, by the sessions of the market; the first bar and the last may then be of a part of their time.',
  })
  interval?: DataInterval | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'The first time; all from the beginning when absent.' })
  from?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The last time, itself included; to the end when absent.',
  })
  to?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'Open, high, low and close as if every split and dividend had always been in them: times adjustedClose ÷ close. Bars that are made of shorter ones are adjusted before they are made. The volume is as it was traded.',
  })
  adjusted?: boolean | null;
}

@ArgsType()
export class BarPageArgs extends BarRangeArgs {
  @Field(() => Int, { nullable: true, defaultValue: 100, description: '1 to 100.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'The cursor after which the page begins.' })
  after?: string | null;
}

@ArgsType()
export class BarSeriesArgs extends BarRangeArgs {
  @Field(() => Int, {
    nullable: true,
    description:
      '3 to 100,000, and 100,000 when absent. Of more bars those are kept that keep the look of the line of closes (largest triangle, three buckets).',
  })
  maxPoints?: number | null;
}

/** @throws BadUserInput for a page of less than 1 or more than 100 bars */
export function toPageRequest(symbol: string, args: BarPageArgs): BarPageRequest {
  return { ...toRange(symbol, args), first: pageSize(args.first, 100), after: args.after ?? null };
}

/** @throws BadUserInput for less than 3 or more than 100,000 points */
export function toSeriesRequest(symbol: string, args: BarSeriesArgs): SeriesRequest {
  const maxPoints = args.maxPoints ?? MAX_POINTS;
  if (maxPoints < MIN_POINTS || maxPoints > MAX_POINTS) throw badMaxPoints(maxPoints);
  return { ...toRange(symbol, args), maxPoints };
}

function toRange(symbol: string, { interval, from, to, adjusted }: BarRangeArgs): BarRange {
  return {
    symbol,
    interval: interval ?? DataInterval.DAILY,
    from: from == null ? null : Date.parse(from),
    to: to == null ? null : Date.parse(to),
    adjusted: adjusted ?? false,
  };
}
