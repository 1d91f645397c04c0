import type {
  IndicatorColumn,
  IndicatorContext,
  IndicatorDefinition,
  IndicatorOutput,
  IndicatorParameter,
  ParameterRule,
} from './indicator-definition.js';

/** What a kernel gives: its only output, or its outputs by name. */
type Outputs<N extends string, T> = T | Readonly<Record<N, T>>;

/** A definition as its file writes it: columns, parameters and outputs are known by name. */
interface TypedDefinition<C extends readonly IndicatorColumn[], P extends IndicatorParameter, N extends string> {
  readonly columns: C;
  readonly parameters: Readonly<Record<P, ParameterRule>>;
  readonly outputs: readonly IndicatorOutput<Readonly<Record<NoInfer<P>, number>>, N>[];
  readonly conflict?: (parameters: Readonly<Record<NoInfer<P>, number>>) => string | null;
  readonly workPerBar?: (parameters: Readonly<Record<NoInfer<P>, number>>) => number;
  compute(
    columns: { readonly [K in keyof C]: Float64Array },
    parameters: Readonly<Record<NoInfer<P>, number>>,
    context: IndicatorContext,
  ): Outputs<N, Float64Array>;
  stream(
    parameters: Readonly<Record<NoInfer<P>, number>>,
    context: IndicatorContext,
  ): { next(...values: { [K in keyof C]: number }): Outputs<N, number> };
}

/** A definition that is checked against its own columns, parameters and outputs, and then is like all others. */
export function defineIndicator<
  const C extends readonly IndicatorColumn[],
  P extends IndicatorParameter,
  const N extends string,
>(typed: TypedDefinition<C, P, N>): IndicatorDefinition {
  const inOrder = <T>(given: Outputs<N, T>): readonly T[] =>
    typeof given === 'number' || given instanceof Float64Array
      ? [given as T]
      : typed.outputs.map(({ name }) => (given as Readonly<Record<N, T>>)[name]);
  // From here on columns and parameters are known by place and by whoever asks: the types above have done their work.
  const loose = typed as unknown as TypedDefinition<readonly IndicatorColumn[], IndicatorParameter, string> &
    Pick<IndicatorDefinition, 'outputs' | 'conflict' | 'workPerBar'>;
  type Complete = Readonly<Record<IndicatorParameter, number>>;
  return {
    columns: loose.columns,
    parameters: loose.parameters,
    outputs: loose.outputs,
    conflict: loose.conflict ?? (() => null),
    workPerBar: loose.workPerBar ?? (() => 1),
    compute: (columns, parameters, context) => inOrder(loose.compute(columns, parameters as Complete, context)),
    stream(parameters, context) {
      const stream = loose.stream(parameters as Complete, context);
      return { next: (...values) => inOrder(stream.next(...values)) };
    },
  };
}

/** The longest period, in bars. */
export const MAX_PERIOD = 10_000;

/** A parameter that counts bars. */
export function bars(byDefault: number, description: string, min = 1, max = MAX_PERIOD): ParameterRule {
  return { default: byDefault, min, max, isMinExcluded: false, isWhole: true, description };
}

/** The only output of an indicator, named as the rule language calls it. */
export function onlyOutput<const N extends string>(
  name: N,
  description: string,
  warmUpBars: (parameters: { readonly period: number }) => number,
): readonly IndicatorOutput<{ readonly period: number }, N>[] {
  return [{ name, functionName: name, description, warmUpBars }];
}
