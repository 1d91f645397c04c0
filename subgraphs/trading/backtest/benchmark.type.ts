import { Field, Float, ObjectType } from 'type-graphql';
import { InstrumentStub } from '#kit/graphql/shared-types.js';

@ObjectType('BenchmarkComparison', { description: 'The run beside holding its benchmark over the same days.' })
export class BenchmarkComparisonType {
  @Field(() => InstrumentStub, { description: 'What it is compared with.' })
  instrument!: InstrumentStub;

  @Field(() => Float, { description: 'Return of holding the benchmark.' })
  totalReturn!: number;

  @Field(() => Float, { description: 'Return of the run, less that of the benchmark.' })
  excessReturn!: number;

  @Field(() => Float, { nullable: true, description: 'Annual return that beta times the benchmark does not explain.' })
  alpha!: number | null;

  @Field(() => Float, { nullable: true, description: 'Covariance with the benchmark over its variance.' })
  beta!: number | null;

  @Field(() => Float, { nullable: true, description: 'Correlation of the daily returns.' })
  correlation!: number | null;

  @Field(() => Float, { nullable: true, description: 'Annualised standard deviation of the difference in returns.' })
  trackingError!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Annualised mean of that difference over its standard deviation.',
  })
  informationRatio!: number | null;
}
