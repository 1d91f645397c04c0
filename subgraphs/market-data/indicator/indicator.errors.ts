import { BadUserInput } from '#kit/errors/domain-error.js';
import type { IndicatorType, PriceField } from '#schema/generated/enums.js';
import { MAX_INDICATORS, MAX_VALUES } from './indicator.js';

export function badIndicatorCount(found: number): BadUserInput {
  return new BadUserInput(`inputs: expected 1 to ${MAX_INDICATORS} indicators, found ${found}.`, {
    argument: 'inputs',
    most: MAX_INDICATORS,
  });
}

/** @param place of the input in the call, from 0 */
export function badParameter(
  place: number,
  type: IndicatorType,
  parameter: string | null,
  message: string,
): BadUserInput {
  const argument = parameter === null ? `inputs[${place}]` : `inputs[${place}].${parameter}`;
  return new BadUserInput(`${argument}: ${type}: ${message}.`, { argument, type });
}

export function noSource(
  place: number,
  type: IndicatorType,
  columns: readonly string[],
  found: PriceField,
): BadUserInput {
  const argument = `inputs[${place}].source`;
  return new BadUserInput(
    `${argument}: ${type}: expected no source, since it is computed of ${columns.join(', ')}; found ${found}.`,
    { argument, type },
  );
}

export function tooManyValues(bars: number, outputs: number): BadUserInput {
  return new BadUserInput(
    `inputs, from, to: expected at most ${MAX_VALUES} values, found ${bars} bars of ${outputs} outputs; ask for a shorter time or fewer indicators.`,
    { argument: 'inputs', most: MAX_VALUES, bars, outputs },
  );
}
