import { MAX_PERIOD } from '#quant/indicators/define-indicator.js';
import type { IndicatorParameter, ParameterRule } from '#quant/indicators/indicator-definition.js';
import { INDICATORS } from '#quant/indicators/indicator-definitions.js';

const definitions = Object.entries(INDICATORS);

/** For the schema: which indicators take a parameter, what it means to each, and its default. */
export function describeParameter(parameter: IndicatorParameter): string {
  const rules = definitions.flatMap(([type, { parameters }]) => {
    const rule = parameters[parameter];
    return rule === undefined
      ? []
      : [`${type} ${rule.default} (${lowerFirst(rule.description)}${unusualBounds(rule)})`];
  });
  return `Taken by, with its default: ${rules.join('; ')}.`;
}

/** For the schema: the outputs of every indicator. */
export function describeOutputs(): string {
  const outputs = definitions.map(
    ([type, definition]) =>
      `${type}: ${definition.outputs.map(({ name, description }) => `${name} (${lowerFirst(description)})`).join(', ')}`,
  );
  return `${outputs.join('. ')}.`;
}

/** For the schema: the indicators that are computed of several values of a bar, and take no source. */
export function listWithoutSource(): string {
  return definitions.flatMap(([type, { columns }]) => (columns.includes('source') ? [] : [type])).join(', ');
}

function unusualBounds({ isWhole, min, max }: ParameterRule): string {
  return isWhole && (min !== 1 || max !== MAX_PERIOD) ? `; ${min} to ${max}` : '';
}

function lowerFirst(sentence: string): string {
  return (sentence[0] ?? '').toLowerCase() + sentence.slice(1).replace(/\.$/, '');
}
