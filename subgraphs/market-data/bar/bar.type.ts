import { Field, Float, Int, ObjectType } from 'type-graphql';
import { connectionType } from '#kit/graphql/pagination.js';
import { DateTimeScalar } from '#kit/graphql/scalars.js';
import { DataInterval } from '#schema/generated/enums.js';

@ObjectType('Bar', { description: 'What happened to an instrument in one interval.' })
export class BarType {
  @Field(() => DateTimeScalar, {
    description: 'When the interval began; midnight UTC of its day for daily and longer ones.',
  })
  timestamp!: number;

  @Field(() => Float, { description: 'The first price.' })
  open!: number;

  @Field(() => Float, { description: 'The highest price.' })
  high!: number;

  @Field(() => Float, { description: 'The lowest price.' })
  low!: number;

  @Field(() => Float, { description: 'The last price.' })
  close!: number;

  @Field(() => Float, { description: 'How many units were traded; 0 where the source does not say.' })
  volume!: number;

  @Field(() => Float, {
    description: 'Close adjusted for splits and dividends; equals close where the source gives no adjustment.',
  })
  adjustedClose!: number;
}

export const BarConnection = connectionType('Bar', BarType);

@ObjectType('BarSeries', { description: 'Bars as columns, for charts: far smaller than a list of objects.' })
export class BarSeriesType {
  @Field(() => [DateTimeScalar], { description: 'When each interval began.' })
  timestamps!: Float64Array;

  @Field(() => [Float], { description: 'The first prices.' })
  open!: Float64Array;

  @Field(() => [Float], { description: 'The highest prices.' })
  high!: Float64Array;

  @Field(() => [Float], { description: 'The lowest prices.' })
  low!: Float64Array;

  @Field(() => [Float], { description: 'The last prices.' })
  close!: Float64Array;

  @Field(() => [Float], { description: 'The units traded.' })
  volume!: Float64Array;

  @Field(() => Boolean, { description: 'True when the series was reduced to `maxPoints`.' })
  downsampled!: boolean;
}

@ObjectType('Quote', {
  description:
    'The newest price that is stored: the last bar of the daily series; without one, the last session of the intraday bars; without those, the last week or month.',
})
export class QuoteType {
  @Field(() => String, { description: 'Of which instrument.' })
  symbol!: string;

  @Field(() => Float, { description: 'The last close.' })
  price!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'The close of the day before it (or the week, or the month); null when it is the first one.',
  })
  previousClose!: number | null;

  @Field(() => Float, { nullable: true, description: 'price − previousClose.' })
  change!: number | null;

  @Field(() => Float, { nullable: true, description: 'change ÷ previousClose: 0.01 is one percent.' })
  changeFraction!: number | null;

  @Field(() => Float, { nullable: true, description: 'Units traded in that day, week or month.' })
  volume!: number | null;

  @Field(() => DateTimeScalar, { description: 'When the last stored bar began.' })
  asOf!: number;
}

@ObjectType('DataCoverage', {
  description: 'Which bars of one instrument at one interval there are: stored, or made of stored ones when asked for.',
})
export class DataCoverageType {
  /** For the resolver of `missingSessions`. */
  symbol!: string;

  @Field(() => DataInterval, { description: 'Of which interval.' })
  interval!: DataInterval;

  @Field(() => DateTimeScalar, { nullable: true, description: 'The first bar.' })
  firstBarAt!: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'The last bar.' })
  lastBarAt!: number | null;

  @Field(() => Int, { description: 'How many bars there are.' })
  barCount!: number;

  @Field(() => DataInterval, {
    nullable: true,
    description: 'The stored interval of which these bars are made; null when they are stored themselves.',
  })
  resampledFrom!: DataInterval | null;

  @Field(() => String, { description: 'Who gave the newest of them: a provider, or the way they came.' })
  source!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When bars were last added or corrected.' })
  updatedAt!: number | null;
}
