import { describe, expect, it } from 'vitest';
import { AssetClass, DataInterval } from '#schema/generated/enums.js';
import { at, CRYPTO, closesFrom, DAY_MS, days, inspectCloses, told } from '../../../../tests/support/wavering-days.js';
import { inspectBars } from './inspect-bars.js';

describe('PRICE_JUMP', () => {
  it('needs 60 returns before it', () => {
    expect(inspectCloses(100, { 60: 1.3 })).toEqual([]);
    expect(inspectCloses(100, { 61: 1.3 })).toEqual([`PRICE_JUMP ${at(61)}`]);
  });

  it('is over 15 × 1.4826 × MAD from the median, and scored by how much', () => {
    // Returns alternate between ± ln 1.01: the median is 0 and the MAD ln 1.01.
    const mad = Math.log(1.01);
    const threshold = 15 * 1.4826 * mad;
    const jump = (size: number) => inspectBars(days(100, closesFrom({ 70: Math.exp(size + mad) })), CRYPTO).findings;
    expect(jump(threshold * 0.999)).toEqual([]);
    const [finding] = jump(1.5 * threshold);
    expect(finding?.score).toBeCloseTo(1 - Math.exp(-0.5), 9);
    expect(finding?.severity).toBe('WARNING');
    expect(finding?.facts['robustDeviations']).toBeCloseTo(22.5, 9);
    expect(finding?.bar).toMatchObject({ timestamp: Date.UTC(2020, 0, 1) + 70 * DAY_MS });
  });

  it('takes the MAD as 1e-4 at least', () => {
    const calm = (to: number) => (i: number) => ({ close: i < 70 ? 100 : to });
    expect(told(inspectBars(days(72, calm(100 * Math.exp(0.0022))), CRYPTO))).not.toContain(`PRICE_JUMP ${at(70)}`);
    expect(told(inspectBars(days(72, calm(100 * Math.exp(0.0023))), CRYPTO))).toContain(`PRICE_JUMP ${at(70)}`);
  });

  it.each([
    ['up and back at once', { 70: 1.3, 71: 1 }, [70]],
    ['down and back after five bars', { 70: 0.7, 75: 1 }, [70]],
    ['up for good', { 70: 1.3 }, [70]],
    ['up, and up again', { 70: 1.3, 72: 1.75 }, [70, 72]],
    ['up twice and down by the same steps', { 70: 1.3, 72: 1.75, 74: 1.3, 76: 1 }, [70, 72]],
    ['up twice and all the way down', { 70: 1.3, 72: 1.75, 74: 1 }, [70, 72]],
    ['a spike after a spike', { 70: 1.3, 71: 1, 72: 1.3, 73: 1 }, [70, 72]],
    ['up and then below where it was', { 70: 1.3, 71: 0.7 }, [70, 71]],
    ['back after more than 60 bars', { 70: 1.3, 131: 1 }, [70, 131]],
  ])('is one event for a jump and its way back: %s', (_, steps, expected) => {
    expect(inspectCloses(150, steps)).toEqual(expected.map((i) => `PRICE_JUMP ${at(i)}`));
  });

  it('does not see a split that the adjusted close makes up for', () => {
    const split = (i: number) => ({
      close: (i < 70 ? 2 : 1) * (i % 2 === 0 ? 100 : 101),
      adjusted: i % 2 === 0 ? 100 : 101,
    });
    expect(told(inspectBars(days(100, split), CRYPTO))).toEqual([]);
  });
});

describe('UNADJUSTED_SPLIT', () => {
  it('stands in place of a jump, and needs no returns before it', () => {
    expect(inspectCloses(100, { 70: 0.5 })).toEqual([`UNADJUSTED_SPLIT ${at(70)}`]);
    expect(inspectCloses(10, { 4: 2 })).toEqual([`UNADJUSTED_SPLIT ${at(4)}`]);
    expect(inspectCloses(10, { 4: 2 / 3, 5: 1 })).toEqual([`UNADJUSTED_SPLIT ${at(4)}`]);
  });

  it('does not excuse a jump after it that ends near where prices were, and blame its way back', () => {
    expect(inspectCloses(120, { 65: 0.5, 100: 0.9, 101: 0.5 })).toEqual([
      `UNADJUSTED_SPLIT ${at(65)}`,
      `PRICE_JUMP ${at(100)}`,
    ]);
  });

  it('may turn out a spike, whose way back is not told of again', () => {
    expect(inspectCloses(120, { 70: 0.5, 71: 1.06 })).toEqual([`UNADJUSTED_SPLIT ${at(70)}`]);
  });

  it('is graver the larger it is', () => {
    const severity = (ratio: number) => inspectBars(days(10, closesFrom({ 4: ratio })), CRYPTO).findings[0]?.severity;
    expect([severity(2 / 3), severity(1 / 2), severity(1 / 10)]).toEqual(['ERROR', 'CRITICAL', 'CRITICAL']);
  });

  it('is not told of weeks and months before there are 60 returns', () => {
    const weekly = { ...CRYPTO, interval: DataInterval.WEEKLY };
    const bars = days(100, closesFrom({ 40: 1.5, 70: 3 }));
    const spaced = { ...bars, timestamps: bars.timestamps.map((_, i) => Date.UTC(2010, 0, 4) + 7 * i * DAY_MS) };
    expect(inspectBars(spaced, weekly).findings.map(({ facts }) => facts['split'])).toEqual(['1:2']);
  });

  it('is not told of what moves as far every other day', () => {
    const wild = (i: number) => ({ close: 100 * (i % 2 === 0 ? 1 : 1.45) * (i >= 70 ? 1.04 : 1) });
    expect(told(inspectBars(days(100, wild), CRYPTO))).toEqual([]);
  });
});

describe('bars of minutes', () => {
  const MINUTE_MS = 60_000;
  const PER_SESSION = 20;

  /** Sessions of 20 five-minute bars: returns of ± 0.1 % within, of ± 3 % over night, and those that are given. */
  function sessions(count: number, moves: Readonly<Record<number, number>> = {}) {
    let logClose = Math.log(100);
    const closes = Array.from({ length: count * PER_SESSION }, (_, i) => {
      const usual = i % PER_SESSION === 0 ? 0.03 : 0.001;
      // Uneven, so that neither kind of return has a MAD of 0.
      logClose += moves[i] ?? (i % 2 === 0 ? -1 : 1) * (i % 7 === 0 ? 0.9 : 1) * usual * (i % 40 === 0 ? -1 : 1);
      return Math.exp(logClose);
    });
    const bars = days(closes.length, (i) => ({ close: closes[i]! }));
    const timestamps = bars.timestamps.map(
      (_, i) => Date.UTC(2024, 0, 2, 14, 30) + Math.floor(i / PER_SESSION) * DAY_MS + (i % PER_SESSION) * 5 * MINUTE_MS,
    );
    return { ...bars, timestamps };
  }

  const jumps = (bars: ReturnType<typeof sessions>, assetClass: AssetClass) =>
    inspectBars(bars, { ...CRYPTO, assetClass, interval: DataInterval.FIVE_MINUTES })
      .findings.filter(({ anomalyType }) => anomalyType === 'PRICE_JUMP')
      .map(({ occurredAt }) => bars.timestamps.indexOf(occurredAt));

  it('are not told of for opening away from the last close, as every morning', () => {
    expect(jumps(sessions(80), AssetClass.STOCK)).toEqual([]);
    // Where nobody closes, a pause is none.
    expect(jumps(sessions(80), AssetClass.CRYPTO).length).toBeGreaterThan(10);
  });

  it('are told of for a jump within a session, and for an opening unlike the others', () => {
    const within = 30 * PER_SESSION + 7;
    const opening = 70 * PER_SESSION;
    expect(jumps(sessions(80, { [within]: 0.08, [opening]: 1 }), AssetClass.STOCK)).toEqual([within, opening]);
  });
});
