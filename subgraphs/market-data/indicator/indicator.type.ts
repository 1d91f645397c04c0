import { Field, Int, ObjectType } from 'type-graphql';
import { JSONObjectScalar } from '#kit/graphql/scalars.js';
import { IndicatorType } from '#schema/generated/enums.js';
import { TimeSeriesType } from '../economics/economics.type.js';
import { describeOutputs } from './indicator-catalogue.js';

@ObjectType('IndicatorSeries', {
  description: 'One indicator over one instrument: MACD has three outputs, SMA one.',
})
export class IndicatorSeriesType {
  @Field(() => IndicatorType, { description: 'Which indicator.' })
  type!: IndicatorType;

  @Field(() => JSONObjectScalar, {
    description:
      'All parameters that it was computed with, those given and defaults, by their names in IndicatorInput; `source` where it takes one.',
  })
  parameters!: Readonly<Record<string, unknown>>;

  @Field(() => Int, {
    description:
      'After how many bars of the series every output is defined. As many values are null at its beginning, all of them where there are fewer bars.',
  })
  warmUpBars!: number;

  @Field(() => [TimeSeriesType], {
    description: `Its outputs, each with a value or null for every bar from \`from\` to \`to\`. ${describeOutputs()}`,
  })
  outputs!: readonly TimeSeriesType[];
}
