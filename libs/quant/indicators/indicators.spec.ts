import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { RSI, SMA, WSMA } from 'trading-signals';
import { describe, expect, it } from 'vitest';
import { rateOfChange } from './rate-of-change.js';
import { sma } from './sma.js';
import { volatility } from './volatility.js';
import { vwap } from './vwap.js';
import { wilderRsi } from './wilder-rsi.js';

const text = readFileSync(new URL('../../../samples/spx-daily.csv', import.meta.url), 'utf8');
const closes = Float64Array.from(text.trim().split('\n').slice(1), (line) => Number(line.split(',')[4]));

function oracle(indicator: { update(value: number, replace: boolean): number | null }): (number | null)[] {
  return Array.from(closes, (value) => indicator.update(value, false));
}

function expectSame(found: Float64Array, expected: readonly (number | null)[], within: number): void {
  for (const [i, value] of expected.entries()) {
    if (value === null) expect(found[i]).toBeNaN();
    else expect(Math.abs(found[i]! - value)).toBeLessThan(within);
  }
}

describe('against trading-signals 8.3.0, on 5,104 closes of the S&P 500', () => {
  it.each([1, 2, 10, 50, 200])('sma of %i', (period) => expectSame(sma(closes, period), oracle(new SMA(period)), 1e-9));
  it.each([2, 14, 50])('Wilder RSI of %i', (period) =>
    expectSame(wilderRsi(closes, period), oracle(new RSI(period, WSMA)), 1e-9),
  );
});

describe('sma', () => {
  it('is exact on a flat window, whatever came before', () => {
    const values = Float64Array.of(1e9, 3, 0.7, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1);
    expect([...sma(values, 3).slice(5)]).toEqual([0.1, 0.1, 0.1, 0.1, 0.1]);
    expect([...sma(values, 7).slice(9)]).toEqual([0.1]);
  });

  it('does not drift: a million values on, as right as the first', () => {
    const values = Float64Array.from({ length: 1_000_000 }, (_, i) => (i % 7 === 0 ? 1e8 : 0.1) + (i % 13) / 3);
    const last = sma(values, 20).at(-1)!;
    expect(last).toBe(sma(values.slice(-20), 20).at(-1));
  });

  it('sees no later value, and is undefined before its window is full', () => {
    const columns = fc.array(fc.double({ min: 1, max: 1e6, noNaN: true }), { minLength: 5, maxLength: 40 });
    fc.assert(
      fc.property(columns, (values) => {
        const whole = sma(Float64Array.from(values), 4);
        const part = sma(Float64Array.from(values.slice(0, -1)), 4);
        expect([...whole.slice(0, -1)]).toEqual([...part]);
        expect([...whole.slice(0, 3)]).toEqual([NaN, NaN, NaN]);
      }),
      { seed: 3, numRuns: 200 },
    );
  });
});

describe('edges', () => {
  it('RSI of prices that never move is undefined; that only rise 100; that only fall 0', () => {
    expect(wilderRsi(Float64Array.of(5, 5, 5, 5), 2)[3]).toBeNaN();
    expect(wilderRsi(Float64Array.of(1, 2, 3, 4), 2)[3]).toBe(100);
    expect(wilderRsi(Float64Array.of(4, 3, 2, 1), 2)[3]).toBe(0);
  });

  it('rate of change is a fraction', () => {
    expect([...rateOfChange(Float64Array.of(100, 110, 121), 2)]).toEqual([NaN, NaN, 121 / 100 - 1]);
    expect([...rateOfChange(Float64Array.of(0, 1), 1)]).toEqual([NaN, NaN]);
    expect([...rateOfChange(Float64Array.of(1), 5)]).toEqual([NaN]);
  });

  it('volatility of values that have no logarithm is undefined, and counted anew after them', () => {
    expect([...volatility(Float64Array.of(-1, -2, -3, -4), 2, 252)]).toEqual([NaN, NaN, NaN, NaN]);
    const around = volatility(Float64Array.of(1, 2, 3, 0, 4, 5, 7), 2, 1);
    expect([...around].map(Number.isNaN)).toEqual([true, true, false, true, true, true, false]);
    expect(around[2]).toBeCloseTo(Math.abs(Math.log(2) - Math.log(3 / 2)) / Math.SQRT2, 14);
  });

  it('VWAP of a window in which nothing was traded is undefined, whatever rounding left of the volume before', () => {
    const volumes = [
      0.9048646692674909, 8.155487779600307e-8, 551891237.7543241, 737078458.413984, 1.6255331046998187e-8,
    ];
    const volume = Float64Array.of(...volumes, 0, 0, 0);
    const price = new Float64Array(8).fill(10);
    const found = vwap(price, price, price, volume, 3);
    expect(found[6]).toBeCloseTo(10, 12);
    expect(found[7]).toBeNaN();
  });

  it.each([0, -1, 1.5, NaN])('a period of %f throws', (period) => {
    expect(() => sma(closes, period)).toThrow(RangeError);
    expect(() => wilderRsi(closes, period)).toThrow(RangeError);
    expect(() => rateOfChange(closes, period)).toThrow(RangeError);
  });
});
