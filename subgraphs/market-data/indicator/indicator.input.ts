import { ArgsType, Field, Float, InputType, Int } from 'type-graphql';
import { DateTimeScalar } from '#kit/graphql/scalars.js';
import { type AssetClass, DataInterval, IndicatorType, PriceField } from '#schema/generated/enums.js';
import { badIndicatorCount } from './indicator.errors.js';
import { type IndicatorRequest, MAX_INDICATORS } from './indicator.js';
import { describeParameter, listWithoutSource } from './indicator-catalogue.js';
import { resolveIndicator } from './resolve-indicator.js';

@InputType('IndicatorInput', {
  description:
    'One indicator and its parameters. A parameter that it does not take is refused; periods are whole bars from 1 to 10,000 where nothing else is said.',
})
export class IndicatorInput {
  @Field(() => IndicatorType, { description: 'Which indicator.' })
  type!: IndicatorType;

  @Field(() => Int, {
    nullable: true,
    description: `Periods in bars; the conventional default of the indicator when absent. ${describeParameter('period')}`,
  })
  period?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Less than slowPeriod. ${describeParameter('fastPeriod')}`,
  })
  fastPeriod?: number | null;

  @Field(() => Int, { nullable: true, description: describeParameter('slowPeriod') })
  slowPeriod?: number | null;

  @Field(() => Int, { nullable: true, description: describeParameter('signalPeriod') })
  signalPeriod?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: `Band width in standard deviations, more than 0 and at most 10. ${describeParameter('standardDeviations')}`,
  })
  standardDeviations?: number | null;

  @Field(() => PriceField, {
    nullable: true,
    defaultValue: PriceField.CLOSE,
    description: `Of which value of each bar. Indicators that are computed of several values (${listWithoutSource()}) take none: for them CLOSE says nothing, and any other is refused.`,
  })
  source?: PriceField | null;
}

@ArgsType()
export class IndicatorArgs {
  @Field(() => [IndicatorInput], { description: `1 to ${MAX_INDICATORS}.` })
  inputs!: IndicatorInput[];

  @Field(() => DataInterval, { nullable: true, defaultValue: DataInterval.DAILY, description: 'Of which bars.' })
  interval?: DataInterval | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The first time; all from the beginning when absent. Bars before it warm the indicators up.',
  })
  from?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The last time, itself included; to the end when absent.',
  })
  to?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Of open, high, low and close as if every split and dividend had always been in them.',
  })
  adjusted?: boolean | null;
}

/** @throws BadUserInput for no indicators or too many, and for parameters that one of them cannot be computed with */
export function toIndicatorRequest(
  { symbol, assetClass }: { readonly symbol: string; readonly assetClass: AssetClass },
  { inputs, interval, from, to, adjusted }: IndicatorArgs,
): IndicatorRequest {
  if (inputs.length < 1 || inputs.length > MAX_INDICATORS) throw badIndicatorCount(inputs.length);
  return {
    symbol,
    assetClass,
    interval: interval ?? DataInterval.DAILY,
    from: from == null ? null : Date.parse(from),
    to: to == null ? null : Date.parse(to),
    adjusted: adjusted ?? false,
    indicators: inputs.map(resolveIndicator),
  };
}
