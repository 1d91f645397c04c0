import { Field, Float, InputType, Int } from 'type-graphql';

@InputType({ description: 'Two simple moving averages of the close.' })
export class SmaCrossoverInput {
  @Field(() => Int, { nullable: true, defaultValue: 10, description: 'Bars in the short one: less than longPeriod.' })
  shortPeriod?: number | null;

  @Field(() => Int, { nullable: true, defaultValue: 30, description: 'Bars in the long one.' })
  longPeriod?: number | null;
}

@InputType({ description: "Wilder's relative strength index and its two thresholds." })
export class RsiMeanReversionInput {
  @Field(() => Int, { nullable: true, defaultValue: 14, description: 'Bars of the RSI: at least 2.' })
  period?: number | null;

  @Field(() => Float, {
    nullable: true,
    defaultValue: 30,
    description: 'Buys below it: 0 to 100, less than overbought.',
  })
  oversold?: number | null;

  @Field(() => Float, { nullable: true, defaultValue: 70, description: 'Sells above it: 0 to 100.' })
  overbought?: number | null;
}

@InputType({ description: 'The return over a number of bars and its two thresholds.' })
export class MomentumInput {
  @Field(() => Int, {
    nullable: true,
    defaultValue: 20,
    description: 'Bars over which the return is taken: at least 1.',
  })
  period?: number | null;

  @Field(() => Float, { nullable: true, defaultValue: 0.02, description: 'A return of at least this buys.' })
  buyThreshold?: number | null;

  @Field(() => Float, { nullable: true, defaultValue: -0.02, description: 'A return of at most this sells.' })
  sellThreshold?: number | null;

  @Field(() => Float, { nullable: true, description: 'Least volume, in units of its 20-bar mean; none when absent.' })
  volumeRatio?: number | null;
}

@InputType({ description: 'A share of the equity in one symbol.' })
export class AllocationInput {
  @Field(() => String, { description: 'The symbol.' })
  symbol!: string;

  @Field(() => Float, { description: 'Its share: more than 0, at most 1.' })
  weight!: number;
}

@InputType({ description: 'What to buy on the first bar.' })
export class BuyAndHoldInput {
  @Field(() => [AllocationInput], { description: 'Each symbol once; the weights add up to 1.' })
  allocations!: AllocationInput[];
}

@InputType({ description: 'What the strategy does. Exactly one member.' })
export class StrategyConfigInput {
  @Field(() => SmaCrossoverInput, { nullable: true, description: 'Two moving averages that cross.' })
  smaCrossover?: SmaCrossoverInput | null;

  @Field(() => RsiMeanReversionInput, { nullable: true, description: 'Buys what is oversold.' })
  rsiMeanReversion?: RsiMeanReversionInput | null;

  @Field(() => MomentumInput, { nullable: true, description: 'Buys what has risen.' })
  momentum?: MomentumInput | null;

  @Field(() => BuyAndHoldInput, { nullable: true, description: 'Buys and waits.' })
  buyAndHold?: BuyAndHoldInput | null;
}
