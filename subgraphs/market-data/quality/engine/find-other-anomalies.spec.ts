import { describe, expect, it } from 'vitest';
import { AssetClass } from '#schema/generated/enums.js';
import { dailySample, prefix, SPX_CONTEXT, without } from '../../../../tests/support/quality-plantings.js';
import { at, CRYPTO, DAY_MS, days, told } from '../../../../tests/support/wavering-days.js';
import type { InspectionContext } from '../quality.js';
import { inspectBars } from './inspect-bars.js';

const spx = dailySample('spx-daily.csv');

describe('VOLUME_SPIKE', () => {
  const spike = (volume: number, usual: (i: number) => number = (i) => (i % 2 === 0 ? 1_000 : 1_200)) =>
    inspectBars(
      days(100, (i) => ({ volume: i === 70 ? volume : usual(i) })),
      CRYPTO,
    ).findings;

  it('is over 10 × 1.4826 × MAD above the median of the logarithms, upwards only', () => {
    const mad = Math.log(1.2) / 2;
    const median = Math.log(1_000) + mad;
    const threshold = 10 * 1.4826 * mad;
    expect(spike(Math.exp(median + 0.999 * threshold))).toEqual([]);
    expect(spike(1)).toEqual([]);
    const [finding] = spike(Math.exp(median + 2 * threshold));
    expect(finding).toMatchObject({ anomalyType: 'VOLUME_SPIKE', severity: 'ERROR' });
    expect(finding?.score).toBeCloseTo(1 - Math.exp(-1), 9);
  });

  it('takes more than a doubling where volumes hardly ever change', () => {
    expect(spike(2_000, () => 1_000)).toEqual([]);
    expect(spike(2_200, () => 1_000)).toHaveLength(1);
  });

  it('has no verdict where half of the bars have no volume, and bears a few that have none', () => {
    expect(spike(1e9, (i) => (i % 2 === 0 ? 0 : 1_000))).toEqual([]);
    expect(spike(1e9, () => 0)).toEqual([]);
    expect(spike(1e9, (i) => (i % 10 === 0 ? 0 : 1_000 + i))).toHaveLength(1);
  });
});

describe('bars that are broken', () => {
  it('contradict themselves when high or low is within open and close', () => {
    const bars = days(4);
    bars.high[1]! = bars.close[1]! * 0.99;
    bars.low[2]! = bars.open[2]! * 1.03;
    const { findings, report } = inspectBars(bars, CRYPTO);
    expect(
      findings.map(({ occurredAt, severity, score }) => [
        (occurredAt - bars.timestamps[0]!) / DAY_MS,
        severity,
        score.toFixed(2),
      ]),
    ).toEqual([
      [2, 'CRITICAL', (1 - Math.exp(-3)).toFixed(2)],
      [1, 'ERROR', (1 - Math.exp(-1)).toFixed(2)],
    ]);
    expect(report.consistency).toBe(50);
    expect(report.overall).toBeCloseTo(100 - 0.25 * 50, 9);
  });

  it('are ERROR at least, however little they are off', () => {
    const bars = days(2);
    bars.high[1]! = bars.close[1]! * (1 - 1e-6);
    expect(inspectBars(bars, CRYPTO).findings).toMatchObject([{ anomalyType: 'OHLC_INCONSISTENT', severity: 'ERROR' }]);
  });

  it('stand still from the fifth equal one on: one event a run', () => {
    const still = (length: number) =>
      inspectBars(
        days(40, (i) => (i >= 10 && i < 10 + length ? { close: 100.5 } : {})),
        CRYPTO,
      );
    expect(told(still(4))).toEqual([]);
    expect(told(still(5))).toEqual([`STALE_PRICE ${at(14)}`]);
    expect(told(still(25))).toEqual([`STALE_PRICE ${at(14)}`]);
    expect(still(5).report.accuracy).toBeCloseTo((100 * 39) / 40, 9);
  });

  it('have no price that is zero or less, and raise no price jump with it', () => {
    const bars = days(100);
    for (const name of ['open', 'close', 'low', 'adjustedClose'] as const) bars[name][80] = name === 'low' ? -1 : 0;
    const { findings } = inspectBars(bars, CRYPTO);
    expect(findings.map(({ anomalyType, severity }) => [anomalyType, severity])).toEqual([
      ['NON_POSITIVE_PRICE', 'CRITICAL'],
    ]);
    for (const { score, facts } of findings) {
      expect(Number.isFinite(score)).toBe(true);
      expect(facts).toEqual({
        ...{ open: 0, high: bars.high[80], low: -1, close: 0, adjustedClose: 0 },
        ...{ count: 3, faults: 'open 0, low -1, close 0' },
      });
    }
  });

  it('may have but an adjusted close of zero', () => {
    const bars = days(100);
    bars.adjustedClose[99] = 0;
    const { findings } = inspectBars(bars, CRYPTO);
    expect(findings).toMatchObject([
      {
        ...{ anomalyType: 'NON_POSITIVE_PRICE', severity: 'ERROR', score: 1 - Math.exp(-1) },
        facts: { count: 1, faults: 'adjusted close 0' },
      },
    ]);
  });
});

describe('rows as they were given', () => {
  const row = (i: number) => ({
    timestamp: Date.UTC(2020, 0, 1) + i * DAY_MS,
    open: 1,
    high: 1,
    low: 0,
    close: 1,
    volume: 5,
    adjustedClose: 1,
  });

  it('count once each, and a rejected one is a bar with a bad price', () => {
    const context = { ...CRYPTO, rejected: [row(99), row(99)], duplicates: [row(3).timestamp] };
    const { findings, report } = inspectBars(days(99), context);
    expect(findings.map(({ anomalyType, severity, bar }) => [anomalyType, severity, bar?.timestamp ?? null])).toEqual([
      ['NON_POSITIVE_PRICE', 'ERROR', null],
      ['DUPLICATE_BAR', 'WARNING', row(3).timestamp],
    ]);
    expect(report).toMatchObject({ accuracy: 99, barsChecked: 99, timeliness: 100 });
    expect(report.consistency).toBeCloseTo((100 * 98) / 99, 9);
    expect(report.issues).toEqual([
      `1 bar was given more than once, at ${at(3)}.`,
      `1 row with a price of zero or less was rejected, at ${at(99)}.`,
    ]);
  });

  it('do not count against a series that has a good bar at the time', () => {
    const { findings, report } = inspectBars(days(99), { ...CRYPTO, rejected: [row(50)] });
    expect(findings).toHaveLength(1);
    expect(report.accuracy).toBe(100);
  });
});

describe('MISSING_SESSION', () => {
  it('is one event for each session, by the calendar of the asset class', () => {
    // Thursday 2 July 2020, then Wednesday the 8th; Friday the 3rd was observed as Independence Day.
    const days2 = prefix(days(10), 2);
    days2.timestamps.set([Date.UTC(2020, 6, 2), Date.UTC(2020, 6, 8)]);
    const dates = (assetClass: AssetClass) =>
      told(inspectBars(days2, { ...CRYPTO, assetClass })).map((text) => text.slice(-5));
    expect(dates(AssetClass.STOCK)).toEqual(['07-06', '07-07']);
    expect(dates(AssetClass.FOREX)).toEqual(['07-03', '07-06', '07-07']);
    expect(dates(AssetClass.CRYPTO)).toEqual(['07-03', '07-04', '07-05', '07-06', '07-07']);
  });

  it('is graver in a longer gap, up to ERROR', () => {
    const gap = prefix(days(20), 2);
    gap.timestamps[1] = gap.timestamps[0]! + 10 * DAY_MS;
    const { findings, report } = inspectBars(gap, CRYPTO);
    const byTime = findings.toSorted((a, b) => a.occurredAt - b.occurredAt);
    expect(byTime.map(({ score }) => score)).toEqual([1, 2, 3, 4, 5, 6, 6, 6, 6].map((n) => 1 - Math.exp(-n / 4)));
    expect(byTime.map(({ severity }) => severity)).toEqual(['WARNING', 'WARNING', ...Array(7).fill('ERROR')]);
    expect(report.completeness).toBeCloseTo((100 * 2) / 11, 9);
  });

  it('is not raised for what is missing for a known reason, which completeness counts all the same', () => {
    const bars = without(without(days(30), 20), 10);
    const time = (i: number) => Date.UTC(2020, 0, 1) + i * DAY_MS;
    const rejected = [{ timestamp: time(10), open: 0, high: 1, low: 0, close: 1, volume: 1, adjustedClose: 1 }];
    const { findings, report } = inspectBars(bars, { ...CRYPTO, rejected, heldOut: [time(20)] });
    expect(findings.map(({ anomalyType }) => anomalyType)).toEqual(['NON_POSITIVE_PRICE']);
    expect(report.completeness).toBeCloseTo((100 * 28) / 30, 9);
  });
});

describe('STALE_DATA', () => {
  // 2020-04-17 was a Friday, the last session of the sample.
  const kept = (now: string, context: InspectionContext = SPX_CONTEXT) =>
    inspectBars(spx, { ...context, keptUntil: Date.parse(now) });

  it.each([
    ['2020-04-20T23:59:59Z', [], 100],
    ['2020-04-21T00:00:00Z', [], 90],
    ['2020-04-23T12:00:00Z', [], 70],
    ['2020-04-24T00:00:00Z', ['STALE_DATA 2020-04-17'], 60],
    ['2020-06-01T00:00:00Z', ['STALE_DATA 2020-04-17'], 0],
  ])('at %s: %j', (now, expected, timeliness) => {
    expect(told(kept(now))).toEqual(expected);
    expect(kept(now).report.timeliness).toBeCloseTo(timeliness, 9);
  });

  it('is not told of what nobody keeps up to date', () => {
    expect(inspectBars(spx, SPX_CONTEXT)).toMatchObject({ findings: [], report: { timeliness: 100 } });
  });

  it('counts days for what trades on all of them', () => {
    expect(told(kept('2020-04-22T00:00:00Z', CRYPTO)).filter((text) => text.startsWith('STALE'))).toHaveLength(1);
  });
});
