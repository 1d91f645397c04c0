import { readFileSync } from 'node:fs';
import * as oracles from 'trading-signals';
import { describe, expect, it } from 'vitest';
import type { IndicatorType } from '#schema/generated/enums.js';
import type { IndicatorParameters } from './indicator-definition.js';
import { INDICATORS } from './indicator-definitions.js';

/** trading-signals 8.3.0, on the real samples. */
const SAMPLES = { spx: bars('spx-daily.csv'), aapl: bars('aapl-daily.csv') } as const;
type Bars = ReturnType<typeof bars>;

function bars(file: string) {
  const text = readFileSync(new URL(`../../../samples/${file}`, import.meta.url), 'utf8');
  const rows = text.trim().split('\n').slice(1);
  const column = (place: number) => Float64Array.from(rows, (row) => Number(row.split(',')[place]));
  return { open: column(1), high: column(2), low: column(3), close: column(4), volume: column(6) };
}

function compute(type: IndicatorType, sample: Bars, parameters: IndicatorParameters): readonly Float64Array[] {
  const definition = INDICATORS[type];
  const columns = definition.columns.map((name) => (name === 'source' ? sample.close : sample[name]));
  return definition.compute(columns, parameters, { barsPerYear: 252 });
}

interface Candle {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

function candles({ open, high, low, close, volume }: Bars): Candle[] {
  return Array.from(close, (price, i) => ({
    open: open[i]!,
    high: high[i]!,
    low: low[i]!,
    close: price,
    volume: volume[i]!,
  }));
}

/** What the oracle says of each bar, output by output in our order; null while it is silent. */
type Oracle = () => (candle: Candle) => readonly (number | null)[];

function ofCloses(make: () => { update(value: number, replace: boolean): number | null }): Oracle {
  return () => {
    const oracle = make();
    return ({ close }) => [oracle.update(close, false)];
  };
}

interface Comparison {
  readonly type: IndicatorType;
  readonly parameters: IndicatorParameters;
  readonly oracle: Oracle;
  /** From which bar both must agree: later than the first where the oracle begins its averages otherwise. */
  readonly from: number;
  /** Relative to the value, or absolute below 1. */
  readonly within: number;
  /** Bars of the sample of spx on which the two are known to differ. */
  readonly apart?: readonly [first: number, last: number];
}

const same = (
  type: IndicatorType,
  parameters: IndicatorParameters,
  oracle: Oracle,
  from: number,
  within = 1e-9,
): Comparison => ({ type, parameters, oracle, from, within });

const ofCandles =
  <T>(make: () => { update(candle: Candle, replace: boolean): T | null }, outputs: (result: T) => readonly number[]) =>
  (): ((candle: Candle) => readonly (number | null)[]) => {
    const oracle = make();
    return (candle) => {
      const result = oracle.update(candle, false);
      return result === null ? [null, null, null] : outputs(result);
    };
  };

const comparisons: readonly Comparison[] = [
  ...[1, 2, 10, 50, 200].map((period) =>
    same(
      'SMA',
      { period },
      ofCloses(() => new oracles.SMA(period)),
      period - 1,
    ),
  ),
  ...[1, 5, 20, 200].map((period) =>
    same(
      'WMA',
      { period },
      ofCloses(() => new oracles.WMA(period)),
      period - 1,
    ),
  ),
  ...[1, 2, 5, 20, 63].map((period) =>
    same(
      'TRIMA',
      { period },
      ofCloses(() => new oracles.TRIMA(period)),
      period - 1,
    ),
  ),
  ...[2, 10, 30].map((period) =>
    same(
      'KAMA',
      { period, fastPeriod: 2, slowPeriod: 30 },
      ofCloses(() => new oracles.KAMA(period)),
      period,
    ),
  ),
  ...[2, 14, 50].map((period) =>
    same(
      'RSI',
      { period },
      ofCloses(() => new oracles.RSI(period, oracles.WSMA)),
      period,
    ),
  ),
  ...[1, 10, 200].map((period) =>
    same(
      'ROC',
      { period },
      ofCloses(() => new oracles.ROC(period)),
      period,
    ),
  ),
  // The oracle begins with the first value, ours with a mean: the difference dies away.
  ...[5, 20].map((period) =>
    same(
      'EMA',
      { period },
      ofCloses(() => new oracles.EMA(period)),
      20 * period,
    ),
  ),
  ...[5, 20].map((period) =>
    same(
      'DEMA',
      { period },
      ofCloses(() => new oracles.DEMA(period)),
      25 * period,
    ),
  ),
  ...[5, 20].map((period) =>
    same(
      'TEMA',
      { period },
      ofCloses(() => new oracles.TEMA(period)),
      30 * period,
    ),
  ),
  same(
    'MACD',
    { fastPeriod: 12, slowPeriod: 26, signalPeriod: 9 },
    () => {
      const oracle = new oracles.MACD(new oracles.EMA(12), new oracles.EMA(26), new oracles.EMA(9));
      return ({ close }) => {
        const result = oracle.update(close, false);
        return result ? [result.macd, result.signal, result.histogram] : [null, null, null];
      };
    },
    600,
  ),
  ...[5, 20, 100].map((period) =>
    same(
      'BOLLINGER_BANDS',
      { period, standardDeviations: 2 },
      () => {
        const oracle = new oracles.BollingerBands(period, 2);
        return ({ close }) => {
          const result = oracle.update(close, false);
          return result ? [result.upper, result.middle, result.lower] : [null, null, null];
        };
      },
      period - 1,
    ),
  ),
  ...[1, 5, 14].map((period) =>
    same(
      'ATR',
      { period },
      ofCandles<number>(
        () => new oracles.ATR(period),
        (value) => [value],
      ),
      period - 1,
    ),
  ),
  // The oracle takes the first bar's range into its sums. On bar 1343 high and low move apart by the same 1.12: Wilder
  // counts no movement then, the oracle both ways, which takes 600 bars to fade.
  {
    ...same(
      'ADX',
      { period: 14 },
      ofCandles<number>(
        () => new oracles.ADX(14),
        (value) => [value],
      ),
      600,
    ),
    apart: [1343, 1943],
  },
  ...[
    [14, 1, 3],
    [14, 3, 3],
    [5, 3, 3],
  ].map(([period, slowPeriod, signalPeriod]) =>
    same(
      'STOCHASTIC',
      { period: period!, slowPeriod: slowPeriod!, signalPeriod: signalPeriod! },
      ofCandles<{ stochK: number; stochD: number }>(
        () =>
          new oracles.StochasticOscillator({ kPeriod: period!, kSlowingPeriod: slowPeriod!, dPeriod: signalPeriod! }),
        ({ stochK, stochD }) => [stochK, stochD],
      ),
      period! + slowPeriod! + signalPeriod! - 3,
      1e-8,
    ),
  ),
  ...[5, 20].map((period) =>
    same(
      'CCI',
      { period },
      ofCandles<number>(
        () => new oracles.CCI(period),
        (value) => [value],
      ),
      period - 1,
      1e-8,
    ),
  ),
  ...[1, 14, 25].map((period) =>
    same(
      'AROON',
      { period },
      ofCandles<{ aroonUp: number; aroonDown: number }>(
        () => new oracles.Aroon(period),
        ({ aroonUp, aroonDown }) => [aroonUp, aroonDown, aroonUp - aroonDown],
      ),
      period,
      0,
    ),
  ),
  same(
    'OBV',
    {},
    ofCandles<number>(
      () => new oracles.OBV(2),
      (value) => [value],
    ),
    1,
    0,
  ),
];

describe.each(Object.entries(SAMPLES))('against trading-signals 8.3.0, on the sample of %s', (name, sample) => {
  it.each(comparisons)('$type $parameters', ({ type, parameters, oracle, from, within, apart }) => {
    const found = compute(type, sample, parameters);
    const ask = oracle();
    for (const [i, candle] of candles(sample).entries()) {
      const expected = ask(candle);
      if (i < from || (name === 'spx' && apart && i >= apart[0] && i <= apart[1])) continue;
      for (const [output, value] of expected.entries()) {
        if (value === null) throw new Error(`The oracle is silent on bar ${i}.`);
        const off = Math.abs(found[output]![i]! - value) / Math.max(1, Math.abs(value));
        // Not toBeLessThan at each of 100,000 values: this takes a hundredth of the time. NaN fails it, too.
        if (!(off <= within)) expect(found[output]![i], `output ${output} of bar ${i}`).toBe(value);
      }
    }
  });

  it('VWAP, which the oracle sums from the first bar on: at the end of a first window', () => {
    const oracle = new oracles.VWAP();
    const wholes = candles(sample).map((candle) => oracle.update(candle, false)!);
    for (const period of [1, 20, 250, 1000]) {
      const vwap = compute('VWAP', sample, { period })[0]!;
      expect(vwap[period - 1]).toBeCloseTo(wholes[period - 1]!, 9);
    }
  });

  it('EMA, begun with the same mean as ours, to the last bit', () => {
    const ema = compute('EMA', sample, { period: 20 })[0]!;
    const oracle = new oracles.EMA(20);
    oracle.update(ema[19]!, false);
    for (let i = 20; i < ema.length; i++) expect(ema[i]).toBe(oracle.update(sample.close[i]!, false));
  });
});
