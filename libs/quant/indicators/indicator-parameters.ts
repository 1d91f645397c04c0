import type {
  IndicatorDefinition,
  IndicatorParameter,
  IndicatorParameters,
  ParameterRule,
} from './indicator-definition.js';

/** Parameters that an indicator cannot be computed with: which one, and what was expected and found. */
export interface ParameterFault {
  readonly parameter: IndicatorParameter | null;
  readonly message: string;
}

/**
 * The parameters with which an indicator is computed: those given, defaults for the others.
 *
 * @returns the first fault instead, when one is given that the indicator does not take, is out of bounds, or does not go
 * with another
 */
export function resolveParameters(
  definition: IndicatorDefinition,
  given: Readonly<Partial<Record<IndicatorParameter, number | null | undefined>>>,
): { readonly parameters: IndicatorParameters } | { readonly fault: ParameterFault } {
  const rules = Object.entries(definition.parameters) as [IndicatorParameter, ParameterRule][];
  for (const [parameter, value] of Object.entries(given) as [IndicatorParameter, number | null | undefined][]) {
    if (value == null || definition.parameters[parameter] !== undefined) continue;
    const taken = rules.length === 0 ? 'no parameters' : rules.map(([name]) => name).join(', ');
    return { fault: { parameter, message: `expected ${taken}; found ${parameter}` } };
  }
  const parameters: Partial<Record<IndicatorParameter, number>> = {};
  for (const [parameter, rule] of rules) {
    const value = given[parameter] ?? rule.default;
    if (!isWithin(rule, value)) {
      return { fault: { parameter, message: `expected ${parameter} to be ${boundsOf(rule)}, found ${value}` } };
    }
    parameters[parameter] = value;
  }
  const conflict = definition.conflict(parameters);
  return conflict === null ? { parameters } : { fault: { parameter: null, message: `expected ${conflict}` } };
}

/** After how many bars every output is defined. */
export function warmUpBars(definition: IndicatorDefinition, parameters: IndicatorParameters): number {
  return Math.max(...definition.outputs.map((output) => output.warmUpBars(parameters)));
}

function isWithin({ min, max, isMinExcluded, isWhole }: ParameterRule, value: number): boolean {
  const isHigh = isMinExcluded ? value > min : value >= min;
  return isHigh && value <= max && (!isWhole || Number.isInteger(value));
}

function boundsOf({ min, max, isMinExcluded, isWhole }: ParameterRule): string {
  if (isWhole) return `a whole number from ${min} to ${max}`;
  return isMinExcluded ? `more than ${min} and at most ${max}` : `from ${min} to ${max}`;
}
