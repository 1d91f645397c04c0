import type { IndicatorParameter } from '#quant/indicators/indicator-definition.js';
import { INDICATORS } from '#quant/indicators/indicator-definitions.js';
import { resolveParameters } from '#quant/indicators/indicator-parameters.js';
import { type IndicatorType, PriceField } from '#schema/generated/enums.js';
import { badParameter, noSource } from './indicator.errors.js';
import type { Indicator } from './indicator.js';

/** What a user says of one indicator; defaults for what is absent. */
export type GivenIndicator = Readonly<Partial<Record<IndicatorParameter, number | null | undefined>>> & {
  readonly type: IndicatorType;
  readonly source?: PriceField | null | undefined;
};

/**
 * The indicator with all its parameters.
 *
 * A source is refused where it has no meaning: but for CLOSE, which the schema fills in for everybody.
 *
 * @param place of the indicator in the call, for the message
 * @throws BadUserInput for a parameter or a source that the indicator does not take or that is out of bounds
 */
export function resolveIndicator({ type, source, ...given }: GivenIndicator, place: number): Indicator {
  const definition = INDICATORS[type];
  const { period, fastPeriod, slowPeriod, signalPeriod, standardDeviations } = given;
  const resolved = resolveParameters(definition, {
    ...{ period, fastPeriod, slowPeriod, signalPeriod, standardDeviations },
  });
  if ('fault' in resolved) throw badParameter(place, type, resolved.fault.parameter, resolved.fault.message);
  if (definition.columns.includes('source')) {
    return { type, parameters: resolved.parameters, source: source ?? PriceField.CLOSE };
  }
  if (source != null && source !== PriceField.CLOSE) throw noSource(place, type, definition.columns, source);
  return { type, parameters: resolved.parameters, source: null };
}
