import { Field, Float, ObjectType } from 'type-graphql';
import { DateScalar } from '#kit/graphql/scalars.js';
import { MarketRegimeType, RegimeMethod } from '#schema/generated/enums.js';

@ObjectType('RegimeProbability', { description: 'How probable one regime is.' })
export class RegimeProbabilityType {
  @Field(() => MarketRegimeType, { description: 'Which regime.' })
  regime!: MarketRegimeType;

  @Field(() => Float, { description: '0 to 1.' })
  probability!: number;
}

@ObjectType('MarketRegime', {
  description:
    'The state of a market on one day, from daily bars (adjusted closes) up to that day only: bars that come later never change it.',
})
export class MarketRegimeObject {
  @Field(() => String, { description: 'Of which instrument.' })
  symbol!: string;

  @Field(() => DateScalar, { description: 'The day of the newest bar that was used.' })
  asOf!: string;

  @Field(() => MarketRegimeType, { description: 'The most probable regime.' })
  regime!: MarketRegimeType;

  @Field(() => RegimeMethod, { description: 'How it was found.' })
  method!: RegimeMethod;

  @Field(() => Float, { description: 'Probability of `regime`, 0 to 1. A rule holds or does not: 1 with RULES.' })
  confidence!: number;

  @Field(() => [RegimeProbabilityType], { description: 'Of every regime; they sum to 1.' })
  probabilities!: readonly RegimeProbabilityType[];

  @Field(() => Float, {
    description: 'Return over the window, of `lookbackDays` sessions (90 in a history): 0.01 is one percent.',
  })
  trailingReturn!: number;

  @Field(() => Float, {
    description:
      'Standard deviation of the daily returns of the window × √252, √365 for CRYPTO: 0.2 is 20 percent a year.',
  })
  annualisedVolatility!: number;

  @Field(() => Float, { description: 'The greatest fall from a high within the window, 0 to 1.' })
  maxDrawdown!: number;
}
