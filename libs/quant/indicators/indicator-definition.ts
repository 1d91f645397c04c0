/** What an indicator can be told, by the names of the API's IndicatorInput. */
export type IndicatorParameter = 'period' | 'fastPeriod' | 'slowPeriod' | 'signalPeriod' | 'standardDeviations';

/** Which values a parameter takes, and its value when nobody says. */
export interface ParameterRule {
  readonly default: number;
  readonly max: number;
  /** The smallest value; itself not taken when `isMinExcluded`. */
  readonly min: number;
  readonly isMinExcluded: boolean;
  readonly isWhole: boolean;
  /** What it means, for users. */
  readonly description: string;
}

/** A column that an indicator is computed of: of bars, or `source`: any column that the caller chooses. */
export type IndicatorColumn = 'source' | 'high' | 'low' | 'close' | 'volume';

/** What besides its columns an indicator depends on. */
export interface IndicatorContext {
  /** How many bars make a year: what annualises. */
  readonly barsPerYear: number;
}

/** Given values, by parameter; absent where an indicator does not take it. */
export type IndicatorParameters = Readonly<Partial<Record<IndicatorParameter, number>>>;

export interface IndicatorOutput<P = IndicatorParameters, N extends string = string> {
  /** Within its indicator: `signal`. */
  readonly name: N;
  /** Among all outputs of all indicators, as the rule language calls it: `macd_signal`. */
  readonly functionName: string;
  readonly description: string;
  /** How many bars pass before it is defined: the index of its first value in a series that moves. */
  warmUpBars(parameters: P): number;
}

/** An indicator one bar at a time: takes the columns' values of one bar, returns one value per output. */
export interface IndicatorStream {
  next(...values: number[]): readonly number[];
}

/** All that is known of one indicator: whoever offers indicators reads it here. */
export interface IndicatorDefinition {
  readonly columns: readonly IndicatorColumn[];
  readonly parameters: Readonly<Partial<Record<IndicatorParameter, ParameterRule>>>;
  readonly outputs: readonly IndicatorOutput[];
  /** What is wrong with parameters of which each by itself is right; null when nothing is. */
  readonly conflict: (parameters: IndicatorParameters) => string | null;
  /** Steps of work per bar, beside one for a plain kernel: by it the caller decides where to compute. */
  readonly workPerBar: (parameters: IndicatorParameters) => number;
  /** One column per output, of the length of the given ones; NaN where undefined. `columns` in the order of this.columns. */
  compute(
    columns: readonly Float64Array[],
    parameters: IndicatorParameters,
    context: IndicatorContext,
  ): readonly Float64Array[];
  /** The same, one bar at a time: each bar in O(1) amortised, or in workPerBar. */
  stream(parameters: IndicatorParameters, context: IndicatorContext): IndicatorStream;
}
