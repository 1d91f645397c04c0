import { Field, Float, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '#kit/graphql/scalars.js';
import type { ExchangeRate } from './exchange-rate.js';

@ObjectType('ExchangeRate', { description: 'What one unit of a currency costs in another.' })
export class ExchangeRateType implements ExchangeRate {
  @Field(() => String, { description: 'The currency of which one unit is bought.' })
  base!: string;

  @Field(() => String, { description: 'The currency in which it is paid.' })
  quote!: string;

  @Field(() => Float, { description: 'How many units of `quote` one unit of `base` costs.' })
  rate!: number;

  @Field(() => DateTimeScalar, {
    description: 'Of when the rate is; of one by way of a third currency, of when the older of the two rates is.',
  })
  asOf!: string;

  @Field(() => String, {
    description:
      'Who gave it: a provider, `bars` for the last close of the pair; with the third currency where there is one.',
  })
  source!: string;
}
