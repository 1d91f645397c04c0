import { describe, expect, it } from 'vitest';
import { IndicatorType } from '#schema/generated/enums.js';
import { INDICATORS } from './indicator-definitions.js';
import { resolveParameters, warmUpBars } from './indicator-parameters.js';

const context = { barsPerYear: 252 };
const TYPES = Object.values(IndicatorType);
const GOOD = { period: 2, fastPeriod: 2, slowPeriod: 3, signalPeriod: 2, standardDeviations: 2 };

describe('the record of indicators', () => {
  it('names every output once in the rule language', () => {
    const names = TYPES.flatMap((type) => INDICATORS[type].outputs.map(({ functionName }) => functionName));
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(names).toEqual(expect.arrayContaining(['sma', 'macd_line', 'macd_signal', 'bollinger_upper', 'aroon_up']));
  });

  it('has defaults that are within their bounds and go together', () => {
    for (const type of TYPES) {
      const definition = INDICATORS[type];
      const defaults = Object.fromEntries(
        Object.entries(definition.parameters).map(([name, rule]) => [name, rule.default]),
      );
      for (const rule of Object.values(definition.parameters)) {
        expect(rule.default).toBeGreaterThanOrEqual(rule.min);
        expect(rule.default).toBeLessThanOrEqual(rule.max);
      }
      expect(definition.conflict(defaults)).toBeNull();
      expect(definition.workPerBar(defaults)).toBeGreaterThanOrEqual(1);
    }
  });

  it('refuses columns of unequal length and periods that are none', () => {
    const [long, short] = [new Float64Array(5).fill(1), new Float64Array(4).fill(1)];
    for (const type of TYPES) {
      const { columns, compute, stream } = INDICATORS[type];
      const given = columns.map((_, i) => (i === 0 ? long : short));
      if (columns.length > 1) expect(() => compute(given, GOOD, context)).toThrow(RangeError);
      if (type === IndicatorType.OBV) continue;
      const bad = { period: 0, fastPeriod: 0, slowPeriod: 0, signalPeriod: 0, standardDeviations: 2 };
      expect(() =>
        compute(
          columns.map(() => long),
          bad,
          context,
        ),
      ).toThrow(RangeError);
      expect(() => stream(bad, context)).toThrow(RangeError);
    }
  });
});

describe('parameters', () => {
  it('are completed with defaults', () => {
    expect(resolveParameters(INDICATORS.MACD, { fastPeriod: 5, period: null })).toEqual({
      parameters: { fastPeriod: 5, slowPeriod: 26, signalPeriod: 9 },
    });
    expect(resolveParameters(INDICATORS.OBV, {})).toEqual({ parameters: {} });
  });

  it.each([
    ['SMA', { period: 0 }, 'period', 'a whole number from 1 to 10000, found 0'],
    ['SMA', { period: 10_001 }, 'period', 'found 10001'],
    ['SMA', { period: 2.5 }, 'period', 'found 2.5'],
    ['SMA', { period: NaN }, 'period', 'found NaN'],
    ['VOLATILITY', { period: 1 }, 'period', 'from 2 to 10000'],
    ['CCI', { period: 1_001 }, 'period', 'from 2 to 1000'],
    ['SMA', { slowPeriod: 5 }, 'slowPeriod', 'expected period; found slowPeriod'],
    ['OBV', { period: 5 }, 'period', 'expected no parameters; found period'],
    ['MACD', { period: 5 }, 'period', 'expected fastPeriod, slowPeriod, signalPeriod; found period'],
    ['MACD', { fastPeriod: 26 }, null, 'fastPeriod less than slowPeriod, found 26 and 26'],
    ['KAMA', { slowPeriod: 2 }, null, 'fastPeriod less than slowPeriod, found 2 and 2'],
    ['BOLLINGER_BANDS', { standardDeviations: 0 }, 'standardDeviations', 'more than 0 and at most 10, found 0'],
    ['BOLLINGER_BANDS', { standardDeviations: 10.1 }, 'standardDeviations', 'found 10.1'],
  ] as const)('of %s cannot be %j', (type, given, parameter, message) => {
    expect(resolveParameters(INDICATORS[type], given)).toEqual({
      fault: { parameter, message: expect.stringContaining(message) },
    });
  });

  it('tell the warm-up of the slowest output', () => {
    const macd = { fastPeriod: 12, slowPeriod: 26, signalPeriod: 9 };
    expect(INDICATORS.MACD.outputs.map((output) => output.warmUpBars(macd))).toEqual([25, 33, 33]);
    expect(warmUpBars(INDICATORS.MACD, macd)).toBe(33);
    expect(warmUpBars(INDICATORS.ADX, { period: 14 })).toBe(27);
  });
});
