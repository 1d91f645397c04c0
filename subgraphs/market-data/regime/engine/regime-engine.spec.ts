import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GaussianHiddenMarkovModel } from '#quant/inference/gaussian-hidden-markov-model.js';
import { MarketRegimeType, RegimeMethod } from '#schema/generated/enums.js';
import { type DailyCloses, REGIMES, type RegimeSeries } from '../regime.js';
import { sampleCloses } from '../sample-closes.fixture.js';
import { fitRegimes, LEAST_FITTED_BARS } from './fit-regimes.js';
import { nameStates } from './name-states.js';
import { positiveCloses } from './positive-closes.js';
import { firstRegime, regimeAt } from './regime-at.js';
import { regimeFeatures } from './regime-features.js';
import { ruleRegime } from './rule-regime.js';
import { windowMetrics } from './window-metrics.js';

const { BULLISH, BEARISH, VOLATILE, SIDEWAYS } = MarketRegimeType;
const spx = sampleCloses('spx-daily.csv');
const fitted = fitRegimes(spx);
const dayOf = (bar: number) => new Date(spx.timestamps[bar]!).toISOString().slice(0, 10);
const barOf = (day: string) => spx.timestamps.indexOf(Date.parse(day));

function seriesOf(closes: DailyCloses, method: RegimeMethod, probabilities = fitted): RegimeSeries {
  const isRules = method === RegimeMethod.RULES;
  return { symbol: 'X', method, sessionsPerYear: 252, ...closes, probabilities: isRules ? null : probabilities };
}

/** The share of the bars of a period that have a name. */
function share(name: MarketRegimeType, from: string, to: string, method: RegimeMethod): number {
  const series = seriesOf(spx, method);
  const bars = Array.from(spx.timestamps.keys()).filter((bar) => dayOf(bar) >= from && dayOf(bar) <= to);
  return bars.filter((bar) => regimeAt(series, bar, 90)!.regime === name).length / bars.length;
}

describe('the features and figures of real bars', () => {
  // Computed apart from this code by numpy 2.4.6 from the adjusted closes of samples/spx-daily.csv.
  it.each([
    ['2008-10-10', -1.9000376914872374, -3.229210363603898],
    ['2017-06-30', 1.3651623605039074, -5.417083079625511],
    ['2020-03-23', -1.0897275062415397, -2.9067577602770274],
  ])('features on %s', (day, trend, volatility) => {
    const row = 2 * (barOf(day) - 120);
    const features = regimeFeatures(spx.close);
    expect(features[row]).toBeCloseTo(trend, 11);
    expect(features[row + 1]).toBeCloseTo(volatility, 11);
  });

  it.each([
    ['2008-10-10', -0.34706650958920926, 0.3604131980372729, 0.35955276548692316],
    ['2017-06-30', 0.02564302073635516, 0.07371142948039028, 0.027967917281903176],
    ['2020-03-23', -0.2752210408284358, 0.42388244723156837, 0.33924960006097216],
  ])('figures over 90 bars on %s', (day, trailingReturn, annualisedVolatility, maxDrawdown) => {
    const metrics = windowMetrics(spx.close, barOf(day), 90, 252)!;
    expect(metrics.trailingReturn).toBeCloseTo(trailingReturn, 13);
    expect(metrics.annualisedVolatility).toBeCloseTo(annualisedVolatility, 13);
    expect(metrics.maxDrawdown).toBeCloseTo(maxDrawdown, 13);
  });

  it('are null without enough bars, and finite where nothing moves', () => {
    expect(windowMetrics(spx.close, 89, 90, 252)).toBeNull();
    expect(windowMetrics(spx.close, 90, 90, 252)).not.toBeNull();
    expect(windowMetrics(spx.close, 5105, 90, 252)).toBeNull();
    expect(() => windowMetrics(spx.close, 90, 1, 252)).toThrow(RangeError);
    expect(regimeFeatures(spx.close.slice(0, 120))).toHaveLength(0);
    const flat = new Float64Array(700).fill(5);
    expect(regimeFeatures(flat).every(Number.isFinite)).toBe(true);
    expect(windowMetrics(flat, 600, 90, 252)).toEqual({ trailingReturn: 0, annualisedVolatility: 0, maxDrawdown: 0 });
  });
});

describe('the hidden Markov model on the S&P 500', () => {
  const method = RegimeMethod.HIDDEN_MARKOV_MODEL;

  it('knows the years that everybody knows', () => {
    expect(share(BEARISH, '2008-09-15', '2008-12-31', method)).toBeGreaterThan(0.95);
    expect(share(BEARISH, '2008-10-01', '2009-03-31', method)).toBeGreaterThan(0.95);
    expect(share(BULLISH, '2008-07-01', '2009-06-30', method)).toBe(0);
    expect(share(BULLISH, '2013-01-01', '2013-12-31', method)).toBeGreaterThan(0.85);
    expect(share(BULLISH, '2017-01-01', '2017-12-31', method)).toBeGreaterThan(0.85);
    expect(share(BEARISH, '2020-03-16', '2020-04-17', method)).toBeGreaterThan(0.9);
    for (const year of ['2013', '2017']) expect(share(BEARISH, `${year}-01-01`, `${year}-12-31`, method)).toBe(0);
  });

  it('begins at the first quarter with two years of features before it', () => {
    expect(fitted.start).toBeGreaterThanOrEqual(LEAST_FITTED_BARS);
    expect(dayOf(fitted.start)).toBe('2002-07-01');
    expect(dayOf(fitted.start - 1)).toBe('2002-06-28');
    expect(barOf('2002-04-01')).toBeLessThan(LEAST_FITTED_BARS);
    expect(firstRegime(seriesOf(spx, method), 90)).toBe(fitted.start);
    expect(regimeAt(seriesOf(spx, method), fitted.start - 1, 90)).toBeNull();
    expect(regimeAt(seriesOf(spx, method), fitted.start, 3650)).toBeNull();
  });

  it('gives probabilities: 0 to 1, summing to 1, the regime being the likeliest', () => {
    for (let bar = fitted.start; bar < spx.close.length; bar++) {
      const { regime, confidence, probabilities } = regimeAt(seriesOf(spx, method), bar, 90)!;
      expect(probabilities.map((one) => one.regime)).toEqual(REGIMES);
      const values = probabilities.map(({ probability }) => probability);
      expect(Math.abs(values.reduce((a, b) => a + b) - 1)).toBeLessThan(1e-12);
      expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
      expect(confidence).toBeLessThanOrEqual(1);
      expect(confidence).toBe(Math.max(...values));
      expect(values[REGIMES.indexOf(regime)]).toBe(confidence);
    }
  });

  it('is the same every time', () => {
    expect(fitRegimes({ timestamps: spx.timestamps.slice(), close: spx.close.slice() })).toEqual(fitted);
  });

  it('does not know the future: what bars after a day are, or whether there are any, changes nothing up to it', () => {
    const cuts = fc.integer({ min: fitted.start + 1, max: spx.close.length - 1 });
    fc.assert(
      fc.property(cuts, fc.double({ min: 0.2, max: 5, noNaN: true }), (cut, factor) => {
        const known = fitted.values.slice(0, (cut - fitted.start) * REGIMES.length);
        const shorter = { timestamps: spx.timestamps.slice(0, cut), close: spx.close.slice(0, cut) };
        expect(fitRegimes(shorter)).toEqual({ start: fitted.start, values: known });
        const other = spx.close.map((close, i) => (i < cut ? close : close * factor ** ((i - cut) % 3)));
        // A quarter after the cut is enough: a refit would have seen the other bars.
        const end = Math.min(other.length, cut + 70);
        const changed = { timestamps: spx.timestamps.slice(0, end), close: other.slice(0, end) };
        expect(fitRegimes(changed).values.slice(0, known.length)).toEqual(known);
      }),
      { seed: 31, numRuns: 6 },
    );
  });

  it('follows Apple down and up again', () => {
    const apple = sampleCloses('aapl-daily.csv');
    const { start, values } = fitRegimes(apple);
    const series = seriesOf(apple, method, { start, values });
    const at = (day: string) => regimeAt(series, apple.timestamps.indexOf(Date.parse(day)), 90)!.regime;
    expect([at('2016-02-12'), at('2017-05-12')]).toEqual([BEARISH, BULLISH]);
  });

  it('is defined for prices that never move, and for none', () => {
    const timestamps = spx.timestamps.slice(0, 900);
    const flat = fitRegimes({ timestamps, close: new Float64Array(900).fill(7) });
    expect(flat.values.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(flat.values.length).toBe((900 - flat.start) * REGIMES.length);
    const none = new Float64Array(0);
    expect(fitRegimes({ timestamps: none, close: none })).toEqual({ start: 0, values: none });
    const few = { timestamps: timestamps.slice(0, 400), close: spx.close.slice(0, 400) };
    expect(fitRegimes(few)).toEqual({ start: 400, values: none });
  });
});

describe('the names of states', () => {
  const name = (...means: number[]) =>
    nameStates({
      states: means.length / 2,
      dimensions: 2,
      means: Float64Array.from(means),
    } as GaussianHiddenMarkovModel);

  it('go by trend, then by volatility', () => {
    expect(name(0.5, -5, -0.5, -4, 0.49, -4.5, -0.49, -4.4)).toEqual([BULLISH, BEARISH, SIDEWAYS, VOLATILE]);
    expect(name(0.1, -5, 0.2, -3, 0.3, -4, 2, -1)).toEqual([SIDEWAYS, VOLATILE, SIDEWAYS, BULLISH]);
  });

  it('need not all occur', () => {
    expect(name(1, -5, 2, -4, 3, -3, 0.6, -2)).toEqual([BULLISH, BULLISH, BULLISH, BULLISH]);
    expect(name(1, -5, -2, -4, 0, -6, -0.6, -2)).toEqual([BULLISH, BEARISH, VOLATILE, BEARISH]);
  });
});

describe('the rules', () => {
  const rule = (trailingReturn: number, annualisedVolatility: number, maxDrawdown: number, bars = 90) =>
    ruleRegime({ trailingReturn, annualisedVolatility, maxDrawdown }, bars);

  it.each([
    [-0.05, 0.1, 0.06, BEARISH],
    [-0.0499, 0.1, 0.06, SIDEWAYS],
    [-0.0499, 0.25, 0.06, VOLATILE],
    [-0.0499, 0.1, 0.15, BEARISH],
    [0, 0.1, 0.15, SIDEWAYS],
    [0.05, 0.1, 0.0999, BULLISH],
    [0.05, 0.9, 0.0999, BULLISH],
    [0.05, 0.25, 0.1, VOLATILE],
    [0.05, 0.2499, 0.1, SIDEWAYS],
    [0.0499, 0.1, 0, SIDEWAYS],
  ])('a return of %f, a volatility of %f and a drawdown of %f are %s', (trailing, volatility, drawdown, expected) => {
    expect(rule(trailing, volatility, drawdown)).toBe(expected);
  });

  it('scale with the root of the window', () => {
    expect([rule(0.09, 0.1, 0, 360), rule(0.1, 0.1, 0.19, 360)]).toEqual([SIDEWAYS, BULLISH]);
    expect([rule(-0.02, 0.1, 0, 10), rule(-0.02, 0.1, 0, 40)]).toEqual([BEARISH, SIDEWAYS]);
  });

  it('are certain, know the years too, and not the future', () => {
    const method = RegimeMethod.RULES;
    expect(share(BEARISH, '2008-09-15', '2009-03-31', method)).toBeGreaterThan(0.95);
    expect(share(BEARISH, '2013-01-01', '2013-12-31', method)).toBe(0);
    expect(share(BULLISH, '2013-01-01', '2013-12-31', method)).toBeGreaterThan(0.4);
    expect(firstRegime(seriesOf(spx, method), 90)).toBe(90);
    const whole = regimeAt(seriesOf(spx, method), 3000, 90)!;
    expect(whole.confidence).toBe(1);
    expect(whole.probabilities.map(({ probability }) => probability).sort()).toEqual([0, 0, 0, 1]);
    const cut = { timestamps: spx.timestamps.slice(0, 3001), close: spx.close.slice(0, 3001) };
    expect(regimeAt(seriesOf(cut, method), 3000, 90)).toEqual(whole);
  });
});

describe('positiveCloses', () => {
  it('leaves out what has no return, and copies nothing else', () => {
    const [times, closes] = [Float64Array.of(1, 2, 3, 4), Float64Array.of(5, 0, -1, 6)];
    expect(positiveCloses(times, closes)).toEqual({ timestamps: Float64Array.of(1, 4), close: Float64Array.of(5, 6) });
    expect(positiveCloses(spx.timestamps, spx.close).close).toBe(spx.close);
  });
});
