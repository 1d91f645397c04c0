import type { IndicatorContext } from '#quant/indicators/indicator-definition.js';
import { INDICATORS } from '#quant/indicators/indicator-definitions.js';
import { PriceField } from '#schema/generated/enums.js';
import type { Indicator } from '../indicator.js';

/** The columns of bars that indicators are computed of. */
export type ColumnName = 'open' | 'high' | 'low' | 'close' | 'volume';

/** Everything that a thread needs to compute some indicators over the same bars. */
export interface IndicatorTask {
  /** Those of columnsFor; all of one length. */
  readonly columns: Readonly<Partial<Record<ColumnName, Float64Array>>>;
  readonly indicators: readonly Indicator[];
  readonly context: IndicatorContext;
  /** Which bars are wanted: those before `start` only warm up. */
  readonly start: number;
  readonly end: number;
}

const FIELDS: Readonly<Record<PriceField, ColumnName>> = {
  [PriceField.OPEN]: 'open',
  [PriceField.HIGH]: 'high',
  [PriceField.LOW]: 'low',
  [PriceField.CLOSE]: 'close',
  [PriceField.VOLUME]: 'volume',
};

/** Which columns an indicator is computed of, in the order of its definition. */
export function columnsFor({ type, source }: Indicator): ColumnName[] {
  return INDICATORS[type].columns.map((name) => (name === 'source' ? FIELDS[source ?? PriceField.CLOSE] : name));
}

/** How much work some indicators over so many bars are: 1 is one plain kernel over one bar. */
export function workOf(indicators: readonly Indicator[], bars: number): number {
  return indicators.reduce((work, { type, parameters }) => work + bars * INDICATORS[type].workPerBar(parameters), 0);
}

/** Per indicator its outputs, from bar `start` up to `end`; NaN where undefined. */
export function computeIndicators({ columns, indicators, context, start, end }: IndicatorTask): Float64Array[][] {
  return indicators.map((indicator) => {
    const given = columnsFor(indicator).map((name) => columns[name]!);
    const outputs = INDICATORS[indicator.type].compute(given, indicator.parameters, context);
    return outputs.map((output) => output.slice(start, end));
  });
}
