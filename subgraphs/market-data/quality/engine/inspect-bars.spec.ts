import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnomalyType, AssetClass, DataInterval } from '#schema/generated/enums.js';
import {
  copy,
  dailySample,
  monthlySample,
  PLANTERS,
  type PlantedType,
  prefix,
  SPX_CONTEXT,
  seededChance,
  without,
} from '../../../../tests/support/quality-plantings.js';
import { at, CRYPTO, days, told } from '../../../../tests/support/wavering-days.js';
import type { InspectedBars } from '../quality.js';
import { inspectBars } from './inspect-bars.js';

const spx = dailySample('spx-daily.csv');
const STOCK = { ...SPX_CONTEXT, assetClass: AssetClass.STOCK };
describe('inspectBars', () => {
  it.each([
    ['S&P 500, daily', spx, SPX_CONTEXT],
    ['AAPL, daily', dailySample('aapl-daily.csv'), STOCK],
    ...['AAPL', 'AMZN', 'GOOG', 'IBM', 'MSFT'].map(
      (symbol) => [symbol, monthlySample(symbol), { ...STOCK, interval: DataInterval.MONTHLY }] as const,
    ),
  ] as const)('has nothing to say of the real history of %s, crashes included', (_, bars, context) => {
    const { findings, report, unlisted } = inspectBars(bars, context);
    expect(findings).toEqual([]);
    expect(unlisted).toBe(0);
    expect(report).toEqual({
      ...{ overall: 100, completeness: 100, accuracy: 100, consistency: 100, timeliness: 100 },
      barsChecked: bars.timestamps.length,
      issues: [],
    });
  });

  it('flags a fall out of the calm that is twice what the real one was', () => {
    // 27 February 2007: −3.5 % after months without any day like it; here it is −7.4 %.
    const i = spx.timestamps.indexOf(Date.UTC(2007, 1, 27));
    const bars = copy(spx);
    for (const name of ['open', 'high', 'low', 'close', 'adjustedClose'] as const) bars[name][i]! *= 0.96;
    expect(told(inspectBars(bars, SPX_CONTEXT))).toEqual(['PRICE_JUMP 2007-02-27']);
  });

  it.each(Object.keys(PLANTERS) as PlantedType[])('finds what is planted: %s', (type) => {
    const chance = seededChance(7);
    let [planted, found, other] = [0, 0, 0];
    for (let n = 0; n < 30; n++) {
      const { bars, context, expected } = PLANTERS[type](spx, chance);
      planted += expected.length;
      for (const finding of inspectBars(bars, context).findings) {
        if (finding.anomalyType === type && expected.includes(finding.occurredAt)) found++;
        else other++;
      }
    }
    expect(found / planted).toBeGreaterThanOrEqual(type === AnomalyType.UNADJUSTED_SPLIT ? 0.9 : 0.95);
    expect(found / (found + other)).toBeGreaterThanOrEqual(0.9);
  });

  it('never changes an old verdict for new bars', () => {
    const chance = seededChance(11);
    const types = ['PRICE_JUMP', 'VOLUME_SPIKE', 'OHLC_INCONSISTENT', 'STALE_PRICE', 'UNADJUSTED_SPLIT'] as const;
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 1_500 }), fc.integer({ min: 1, max: 8 }), (length, faults) => {
        let bars = prefix(spx, 1_500);
        for (let n = 0; n < faults; n++) ({ bars } = PLANTERS[types[Math.floor(chance() * 5)]!](bars, chance));
        bars = without(bars, 1 + Math.floor(chance() * 1_400));
        const all = inspectBars(bars, SPX_CONTEXT).findings;
        const early = inspectBars(prefix(bars, length), SPX_CONTEXT).findings;
        const last = bars.timestamps[Math.min(length, bars.timestamps.length) - 1]!;
        expect(early).toEqual(all.filter(({ occurredAt }) => occurredAt <= last));
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  it('judges the end of a series without its beginning, from where it says that this is the same', () => {
    const chance = seededChance(5);
    for (let n = 0; n < 20; n++) {
      let bars = prefix(spx, 1_200);
      for (let k = 0; k < 8; k++) ({ bars } = PLANTERS.PRICE_JUMP(bars, chance));
      const whole = inspectBars(bars, SPX_CONTEXT).findings;
      const start = Math.floor(chance() * 900);
      const part = Object.fromEntries(
        Object.entries(bars).map(([name, column]: [string, Float64Array]) => [name, column.slice(start)]),
      ) as unknown as InspectedBars;
      const { exactFrom } = inspectBars(part, SPX_CONTEXT);
      const judgeFrom = part.timestamps[exactFrom] ?? Number.POSITIVE_INFINITY;
      const { findings } = inspectBars(part, { ...SPX_CONTEXT, judgeFrom });
      expect(findings).toEqual(whole.filter(({ occurredAt }) => occurredAt >= judgeFrom));
    }
  });

  it('lists the gravest first and counts the rest', () => {
    const bars = days(10_010);
    bars.high.fill(1);
    const { findings, unlisted, report } = inspectBars(bars, CRYPTO);
    expect([findings.length, unlisted, report.consistency]).toEqual([10_000, 10, 0]);
    expect(report.issues).toEqual([`10,010 bars contradict themselves, the last at ${at(10_009)}.`]);
  });

  it('says nothing of no bars, and nothing of one', () => {
    expect(inspectBars(days(0), CRYPTO)).toMatchObject({ findings: [], report: { overall: 100, barsChecked: 0 } });
    expect(inspectBars(days(1), CRYPTO)).toMatchObject({ findings: [], report: { overall: 100, barsChecked: 1 } });
  });
});
