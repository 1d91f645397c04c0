import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IndicatorType } from '#schema/generated/enums.js';
import type {
  IndicatorColumn,
  IndicatorParameter,
  IndicatorParameters,
  ParameterRule,
} from './indicator-definition.js';
import { INDICATORS } from './indicator-definitions.js';
import { warmUpBars } from './indicator-parameters.js';

type Bars = Readonly<Record<Exclude<IndicatorColumn, 'source'>, Float64Array>>;

const context = { barsPerYear: 252 };
const TYPES = Object.values(IndicatorType);

/** Small enough that a short column passes every warm-up, and windows close their blocks several times. */
const VARIANTS: readonly Required<IndicatorParameters>[] = [
  { period: 1, fastPeriod: 1, slowPeriod: 2, signalPeriod: 1, standardDeviations: 2 },
  { period: 4, fastPeriod: 2, slowPeriod: 5, signalPeriod: 2, standardDeviations: 1.5 },
  { period: 5, fastPeriod: 3, slowPeriod: 4, signalPeriod: 3, standardDeviations: 1e-3 },
];

function casesOf(type: IndicatorType): { type: IndicatorType; parameters: IndicatorParameters }[] {
  const rules = Object.entries(INDICATORS[type].parameters) as [IndicatorParameter, ParameterRule][];
  const variants = VARIANTS.map((variant) =>
    Object.fromEntries(rules.map(([name, { min }]) => [name, Math.max(variant[name], min)])),
  );
  return (rules.length === 0 ? [{}] : variants).map((parameters) => ({ type, parameters }));
}

/** What a scaling of all prices by a factor does to an indicator's values. */
const SCALES: Readonly<Record<IndicatorType, 'with the price' | 'not at all'>> = {
  SMA: 'with the price',
  EMA: 'with the price',
  WMA: 'with the price',
  DEMA: 'with the price',
  TEMA: 'with the price',
  TRIMA: 'with the price',
  KAMA: 'with the price',
  VWAP: 'with the price',
  OBV: 'not at all',
  RSI: 'not at all',
  MACD: 'with the price',
  BOLLINGER_BANDS: 'with the price',
  ADX: 'not at all',
  ATR: 'with the price',
  STOCHASTIC: 'not at all',
  CCI: 'not at all',
  AROON: 'not at all',
  ROC: 'not at all',
  VOLATILITY: 'not at all',
};

/** What is said of a market that never moves, output by output; 'price' is its price. */
const STILL: Readonly<Record<IndicatorType, readonly (number | 'price')[]>> = {
  SMA: ['price'],
  EMA: ['price'],
  WMA: ['price'],
  DEMA: ['price'],
  TEMA: ['price'],
  TRIMA: ['price'],
  KAMA: ['price'],
  VWAP: ['price'],
  OBV: [0],
  RSI: [NaN],
  MACD: [0, 0, 0],
  BOLLINGER_BANDS: ['price', 'price', 'price'],
  ADX: [NaN, NaN, NaN],
  ATR: [0],
  STOCHASTIC: [NaN, NaN],
  CCI: [NaN],
  AROON: [100, 100, 0],
  ROC: [0],
  VOLATILITY: [0],
};

const BOUNDS: Readonly<Partial<Record<IndicatorType, readonly [lowest: number, highest: number]>>> = {
  RSI: [0, 100],
  ADX: [0, 100],
  STOCHASTIC: [0, 100],
  AROON: [-100, 100],
  ATR: [0, Infinity],
  VOLATILITY: [0, Infinity],
};

const cases = TYPES.flatMap(casesOf);

function toBars(rows: readonly (readonly [number, number, number, number])[]): Bars {
  const column = (value: (row: readonly [number, number, number, number]) => number) => Float64Array.from(rows, value);
  return {
    close: column(([close]) => close),
    high: column(([close, above]) => close * (1 + above)),
    low: column(([close, , below]) => close * (1 - below)),
    volume: column(([, , , volume]) => volume),
  };
}

function compute(type: IndicatorType, bars: Bars, parameters: IndicatorParameters): readonly Float64Array[] {
  return INDICATORS[type].compute(columnsOf(type, bars), parameters, context);
}

function columnsOf(type: IndicatorType, bars: Bars): Float64Array[] {
  return INDICATORS[type].columns.map((name) => (name === 'source' ? bars.close : bars[name]));
}

function streamed(type: IndicatorType, columns: readonly Float64Array[], parameters: IndicatorParameters): number[][] {
  const stream = INDICATORS[type].stream(parameters, context);
  const rows = Array.from(columns[0]!, (_, i) => stream.next(...columns.map((column) => column[i]!)));
  return INDICATORS[type].outputs.map((_, output) => rows.map((row) => row[output]!));
}

const part = fc.double({ min: 0.001, max: 0.05, noNaN: true });
/** Prices of any kind: calm, jumping by orders of magnitude, repeating themselves. */
const price = fc.oneof(
  { weight: 4, arbitrary: fc.double({ min: 90, max: 110, noNaN: true }) },
  { weight: 1, arbitrary: fc.double({ min: 1e-6, max: 1e9, noNaN: true }) },
  { weight: 2, arbitrary: fc.constantFrom(100, 100.1, 0.1) },
);
const volume = fc.constantFrom(0, 1, 1000, 0.3, 5e8);
const anyBars = fc.array(fc.tuple(price, part, part, volume), { maxLength: 60 }).map(toBars);
/** No two closes, highs or lows are the same, and something is always traded. */
const movingBars = fc
  .array(fc.tuple(fc.double({ min: 0.5, max: 2, noNaN: true }), part, part, fc.constantFrom(1, 1000)), {
    minLength: 30,
    maxLength: 60,
  })
  .map((rows) => toBars(rows.map(([value, ...rest], i) => [value + (i % 2 === 0 ? 2 : 5) + i / 1000, ...rest])));

const options = { seed: 20_261_122, numRuns: 60 };

describe.each(cases)('$type $parameters', ({ type, parameters }) => {
  const definition = INDICATORS[type];

  it('is undefined before its warm-up, defined after it where prices move, and never infinite', () => {
    fc.assert(
      fc.property(movingBars, (bars) => {
        const outputs = compute(type, bars, parameters);
        expect(outputs).toHaveLength(definition.outputs.length);
        for (const [output, values] of outputs.entries()) {
          const first = definition.outputs[output]!.warmUpBars(parameters);
          expect(values).toHaveLength(bars.close.length);
          expect(Array.from(values, Number.isFinite)).toEqual(Array.from(values, (_, i) => i >= first));
        }
      }),
      options,
    );
  });

  it('is never infinite, whatever the prices, and within its bounds', () => {
    const [lowest, highest] = BOUNDS[type] ?? [-Infinity, Infinity];
    fc.assert(
      fc.property(anyBars, (bars) => {
        const isRight = (value: number) =>
          Number.isNaN(value) || (Number.isFinite(value) && value >= lowest - 1e-9 && value <= highest + 1e-9);
        for (const values of compute(type, bars, parameters)) {
          expect(values.filter((value) => !isRight(value))).toHaveLength(0);
        }
      }),
      options,
    );
  });

  it('sees no later bar', () => {
    fc.assert(
      fc.property(anyBars, fc.nat({ max: 60 }), (bars, count) => {
        const columns = columnsOf(type, bars);
        const whole = definition.compute(columns, parameters, context);
        const prefix = definition.compute(
          columns.map((column) => column.slice(0, count)),
          parameters,
          context,
        );
        for (const [output, values] of prefix.entries())
          expect([...values]).toEqual([...whole[output]!.slice(0, count)]);
      }),
      options,
    );
  });

  it('is the same one bar at a time, to the last bit', () => {
    fc.assert(
      fc.property(anyBars, (bars) => {
        const columns = columnsOf(type, bars);
        const whole = definition.compute(columns, parameters, context).map((values) => [...values]);
        expect(streamed(type, columns, parameters)).toEqual(whole);
      }),
      options,
    );
  });

  it(`scales ${SCALES[type]}, exactly, by a power of two`, () => {
    fc.assert(
      fc.property(anyBars, fc.constantFrom(2 ** -9, 2, 2 ** 12), (bars, factor) => {
        const scale = (column: Float64Array) => column.map((value) => value * factor);
        const scaled = { ...bars, high: scale(bars.high), low: scale(bars.low), close: scale(bars.close) };
        const plain = compute(type, bars, parameters);
        for (const [output, values] of compute(type, scaled, parameters).entries()) {
          const expected = SCALES[type] === 'with the price' ? scale(plain[output]!) : plain[output]!;
          expect([...values]).toEqual([...expected]);
        }
      }),
      options,
    );
  });

  it('of a market that stands still is what it must be, exactly', () => {
    for (const price of [0.1, 100, 1 / 3]) {
      const flat = new Float64Array(40).fill(price);
      const bars = { close: flat, high: flat, low: flat, volume: new Float64Array(40).fill(4) };
      const first = warmUpBars(definition, parameters);
      for (const [output, values] of compute(type, bars, parameters).entries()) {
        const expected = STILL[type][output]!;
        const last = [...values.slice(first)];
        // The typical price of VWAP rounds, and so does its quotient.
        if (type === 'VWAP') for (const value of last) expect(value).toBeCloseTo(price, 12);
        else for (const value of last) expect(value).toBe(expected === 'price' ? price : expected);
      }
    }
  });

  it('of columns too short is undefined throughout; of none is empty', () => {
    const first = warmUpBars(definition, parameters);
    const values = Float64Array.from({ length: first }, (_, i) => 10 + (i % 3));
    const bars = { close: values, high: values.map((v) => v + 1), low: values.map((v) => v - 1), volume: values };
    const outputs = compute(type, bars, parameters);
    expect(outputs.some((output) => output.every(Number.isNaN))).toBe(true);
    const none = new Float64Array(0);
    expect(
      compute(type, { close: none, high: none, low: none, volume: none }, parameters).map((o) => o.length),
    ).toEqual(definition.outputs.map(() => 0));
  });
});

const ofSource = cases.filter(({ type }) => INDICATORS[type].columns[0] === 'source');

describe.each(ofSource)('$type $parameters of a column with gaps', ({ type, parameters }) => {
  const definition = INDICATORS[type];
  const gap = fc.constantFrom(NaN, Infinity, -Infinity);
  const gapped = fc.array(fc.oneof({ weight: 8, arbitrary: price }, { weight: 1, arbitrary: gap }), { maxLength: 60 });

  it('is the same one value at a time, and never infinite', () => {
    fc.assert(
      fc.property(gapped, (values) => {
        const column = Float64Array.from(values);
        const whole = definition.compute([column], parameters, context).map((output) => [...output]);
        expect(streamed(type, [column], parameters)).toEqual(whole);
        expect(whole.flat().every((value) => Math.abs(value) !== Infinity)).toBe(true);
      }),
      options,
    );
  });

  it('begins afresh after a gap: what follows is as if nothing had been before', () => {
    fc.assert(
      fc.property(fc.array(price, { maxLength: 20 }), fc.array(price, { maxLength: 30 }), (before, after) => {
        const joined = definition.compute([Float64Array.of(...before, NaN, ...after)], parameters, context);
        const alone = definition.compute([Float64Array.from(after)], parameters, context);
        // ROC looks at two values only: it is defined across a gap.
        const from = type === IndicatorType.ROC ? parameters.period! : 0;
        for (const [output, values] of joined.entries()) {
          expect(values[before.length]).toBeNaN();
          expect([...values.slice(before.length + 1 + from)]).toEqual([...alone[output]!.slice(from)]);
        }
      }),
      options,
    );
  });
});
