import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { MarketDataContext } from '../context.js';
import { InstrumentType } from '../instrument/instrument.type.js';
import { IndicatorArgs, toIndicatorRequest } from './indicator.input.js';
import type { IndicatorSeries } from './indicator.js';
import { IndicatorSeriesType } from './indicator.type.js';

/** Technical indicators of an instrument's bars. */
@Resolver(() => InstrumentType)
export class IndicatorResolver {
  @FieldResolver(() => [IndicatorSeriesType], {
    description:
      'Technical indicators, in the order of the inputs, computed from the first bar of the series on: the value of a bar depends on it and the bars before it, never on `from` or `to`. Null where it is not defined. VOLATILITY is annualised by 252 days (365 for CRYPTO), 52 weeks or 12 months, and of intraday bars by the minutes of a session: 390 for STOCK, ETF and INDEX, 1,440 for CRYPTO and FOREX, 1,380 for COMMODITY. At most 2,000,000 values in all.',
  })
  async indicators(
    @Root() instrument: InstrumentType,
    @Args(() => IndicatorArgs) args: IndicatorArgs,
    @Ctx() { loaders }: MarketDataContext,
  ): Promise<IndicatorSeriesType[]> {
    return (await loaders.indicators.load(toIndicatorRequest(instrument, args))).map(toIndicatorSeriesType);
  }
}

function toIndicatorSeriesType({
  type,
  parameters,
  source,
  warmUpBars,
  outputs,
}: IndicatorSeries): IndicatorSeriesType {
  return {
    type,
    parameters: source === null ? parameters : { ...parameters, source },
    warmUpBars,
    outputs: [...outputs],
  };
}
