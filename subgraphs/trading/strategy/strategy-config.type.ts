import { createUnionType, Field, Float, Int, ObjectType } from 'type-graphql';
import { StrategyType } from '#schema/generated/enums.js';

@ObjectType('SmaCrossoverConfig', {
  description: 'Buys when a short average crosses above a long one, sells when it crosses below.',
})
export class SmaCrossoverConfigType {
  @Field(() => Int, { description: 'Bars in the short simple moving average of the close.' })
  shortPeriod!: number;

  @Field(() => Int, { description: 'Bars in the long simple moving average of the close.' })
  longPeriod!: number;
}

@ObjectType('RsiMeanReversionConfig', {
  description: "Buys when Wilder's RSI crosses below `oversold`, sells when it crosses above `overbought`.",
})
export class RsiMeanReversionConfigType {
  @Field(() => Int, { description: 'Bars of the RSI.' })
  period!: number;

  @Field(() => Float, { description: 'RSI below which the symbol counts as oversold, 0 to 100.' })
  oversold!: number;

  @Field(() => Float, { description: 'RSI above which the symbol counts as overbought, 0 to 100.' })
  overbought!: number;
}

@ObjectType('MomentumConfig', { description: 'Buys after a rise over a number of bars, sells after a fall.' })
export class MomentumConfigType {
  @Field(() => Int, { description: 'Bars over which the return is taken.' })
  period!: number;

  @Field(() => Float, { description: 'A return of at least this buys; 0.02 is 2 %.' })
  buyThreshold!: number;

  @Field(() => Float, { description: 'A return of at most this sells; -0.02 is a fall of 2 %.' })
  sellThreshold!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'A signal also asks for a volume of at least this many times its 20-bar mean; null asks for none.',
  })
  volumeRatio!: number | null;
}

@ObjectType('Allocation', { description: 'A share of the equity in one symbol.' })
export class AllocationType {
  @Field(() => String, { description: 'The symbol.' })
  symbol!: string;

  @Field(() => Float, { description: 'Its share, 0 to 1.' })
  weight!: number;
}

@ObjectType('BuyAndHoldConfig', { description: 'Buys the allocations on the first bar and holds them.' })
export class BuyAndHoldConfigType {
  @Field(() => [AllocationType], { description: 'What is bought; the weights add up to 1.' })
  allocations!: readonly AllocationType[];
}

const typeNames: Readonly<Partial<Record<StrategyType, string>>> = {
  [StrategyType.SMA_CROSSOVER]: 'SmaCrossoverConfig',
  [StrategyType.RSI_MEAN_REVERSION]: 'RsiMeanReversionConfig',
  [StrategyType.MOMENTUM]: 'MomentumConfig',
  [StrategyType.BUY_AND_HOLD]: 'BuyAndHoldConfig',
};

export const StrategyConfigUnion = createUnionType({
  name: 'StrategyConfig',
  description: 'What a strategy does: one type for each kind of strategy.',
  types: () => [SmaCrossoverConfigType, RsiMeanReversionConfigType, MomentumConfigType, BuyAndHoldConfigType] as const,
  // What comes here is the domain's config, which says its kind.
  resolveType: (config: object) => typeNames[(config as { readonly type: StrategyType }).type],
});
