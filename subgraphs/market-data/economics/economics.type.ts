import { Field, Float, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '#kit/graphql/scalars.js';

@ObjectType('TimeSeries', {
  description:
    'A dated series as columns: `timestamps[i]` belongs to `values[i]`. A value that is not defined yet (indicator warm-up) is null.',
})
export class TimeSeriesType {
  @Field(() => String, { description: 'What the values are.' })
  name!: string;

  @Field(() => [DateTimeScalar], { description: 'When, in increasing order.' })
  timestamps!: Float64Array;

  @Field(() => [Float], { nullable: 'items', description: 'The values.' })
  values!: ArrayLike<number | null>;
}

@ObjectType('EconomicSeries', { description: 'One economic statistic over time.' })
export class EconomicSeriesType {
  @Field(() => String, { description: 'By which it is found, in capitals: GDP, CPI, UNEMP.' })
  code!: string;

  @Field(() => String, { description: 'What it measures.' })
  name!: string;

  @Field(() => String, { description: 'What a value of 1 means.' })
  unit!: string;

  @Field(() => String, { description: 'How often there is a value: quarterly, monthly.' })
  frequency!: string;

  @Field(() => String, { description: 'Of which country, as ISO 3166 writes it.' })
  country!: string;

  @Field(() => String, { description: 'Who publishes it.' })
  source!: string;
}

@ObjectType('EconomicEvent', {
  description:
    'The release of a statistic, scheduled by a rule of its publisher and not read from its list of dates: shutdowns of the government and single decisions move one now and then.',
})
export class EconomicEventType {
  @Field(() => String, { description: 'What is released.' })
  name!: string;

  @Field(() => DateTimeScalar, { description: 'When, by the rule.' })
  releasedAt!: number;

  @Field(() => String, { description: 'How much markets care for it, by custom: HIGH, MEDIUM or LOW.' })
  importance!: string;

  @Field(() => String, { description: 'The rule by which it is scheduled, and whose it is.' })
  rule!: string;

  @Field(() => EconomicSeriesType, {
    nullable: true,
    description: 'The series that it brings a value of; null when none is stored.',
  })
  series!: EconomicSeriesType | null;
}
