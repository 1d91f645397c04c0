import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { MarketDataContext } from '../context.js';
import { InstrumentType } from '../instrument/instrument.type.js';
import { RegimeArgs, RegimeHistoryArgs, toRegimeHistoryRequest, toRegimeRequest } from './regime.input.js';
import type { RegimeService } from './regime.service.js';
import { MarketRegimeObject } from './regime.type.js';

const METHODS =
  'HIDDEN_MARKOV_MODEL: a Gaussian model of 4 states over the return of 120 bars in its own standard deviations and the logarithm of the volatility of 20 bars, fitted anew at the first bar of each quarter on the bars before it; its states are named by their trend, and those of one name add their probabilities. ' +
  'RULES, the first that holds over a window of 90 bars (returns and drawdowns scale with the root of other lengths): BEARISH when the return is at most −0.05, or below 0 with a drawdown of at least 0.15; BULLISH when the return is at least 0.05 with a drawdown below 0.1; VOLATILE when the annualised volatility is at least 0.25; else SIDEWAYS.';

/** What the state of an instrument's market is, and was. */
@Resolver(() => InstrumentType)
export class RegimeResolver {
  constructor(private readonly service: RegimeService) {}

  @FieldResolver(() => MarketRegimeObject, {
    nullable: true,
    description: `The regime on a day. Null with too few daily bars up to it: HIDDEN_MARKOV_MODEL needs 624 before the first bar of a quarter, and both methods lookbackDays + 1. ${METHODS}`,
  })
  async regime(
    @Root() { symbol, assetClass }: InstrumentType,
    @Args(() => RegimeArgs) args: RegimeArgs,
    @Ctx() { loaders }: MarketDataContext,
  ): Promise<MarketRegimeObject | null> {
    const request = toRegimeRequest(args);
    return this.service.at(await loaders.regimeSeries.load({ symbol, assetClass, method: request.method }), request);
  }

  @FieldResolver(() => [MarketRegimeObject], {
    description:
      'The regime of each daily bar of a period that has one, oldest first, at most 20,000, as `regime` tells it with 90 lookbackDays. No day knows the days after it.',
  })
  async regimeHistory(
    @Root() { symbol, assetClass }: InstrumentType,
    @Args(() => RegimeHistoryArgs) args: RegimeHistoryArgs,
    @Ctx() { loaders }: MarketDataContext,
  ): Promise<MarketRegimeObject[]> {
    const request = toRegimeHistoryRequest(args);
    const series = await loaders.regimeSeries.load({ symbol, assetClass, method: request.method });
    return this.service.history(series, request);
  }
}
