import { describe, expect, it } from 'vitest';
import type { BarColumns } from '#quant/series/bar-columns.js';
import { DataInterval, StrategyType } from '#schema/generated/enums.js';
import { NO_RISK_LIMITS } from '../../strategy/strategy.js';
import { DEFAULT_BACKTEST_SETTINGS } from '../backtest.js';
import { buyAndHoldGrowth, buyAndHoldReturn } from './buy-and-hold.js';
import { benchmarkGrowth } from './daily-series.js';
import { dayEnds } from './day-ends.js';
import { periodsPerYear } from './periods-per-year.js';
import { runBacktest } from './run-backtest.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** 1970-01-05, a Monday. */
const MONDAY = 4 * DAY;

function barsAt(timestamps: readonly number[], closes: readonly number[]): BarColumns {
  const close = Float64Array.from(closes);
  return { timestamps: Float64Array.from(timestamps), open: close, high: close, low: close, close, volume: close };
}

describe('days', () => {
  it('end with their last tick, in UTC', () => {
    const ticks = Float64Array.of(0, 23 * HOUR, 24 * HOUR, 25 * HOUR, 72 * HOUR);
    expect([...dayEnds(ticks)]).toEqual([1, 3, 4]);
    expect([...dayEnds(new Float64Array(0))]).toEqual([]);
  });

  it('are 252 a year, or 365 where weekends trade; weeks 52, months 12', () => {
    const week = Float64Array.from({ length: 7 }, (_, i) => MONDAY + i * DAY);
    expect(periodsPerYear(DataInterval.DAILY, week)).toBe(365);
    expect(periodsPerYear(DataInterval.ONE_MINUTE, week.slice(0, 5))).toBe(252);
    expect(periodsPerYear(DataInterval.WEEKLY, week)).toBe(52);
    expect(periodsPerYear(DataInterval.MONTHLY, week)).toBe(12);
    const years = Float64Array.from({ length: 500 }, (_, i) => MONDAY + (Math.floor(i / 5) * 7 + (i % 5)) * DAY);
    years[499] = years[499]! + DAY;
    expect(periodsPerYear(DataInterval.DAILY, years)).toBe(252);
  });
});

describe('buying and holding', () => {
  const A = { symbol: 'A', bars: barsAt([0, DAY, 2 * DAY], [10, 20, 30]) };
  const B = { symbol: 'B', bars: barsAt([DAY, 2 * DAY, 3 * DAY], [5, 5, 10]) };

  it('gives equal weights of closes, from the bar that the warm-up ends on', () => {
    expect(buyAndHoldReturn([A], 0, 2 * DAY)).toBe(2);
    expect(buyAndHoldReturn([A, B], 1, 3 * DAY)).toBe((0.5 + 1) / 2);
    expect(buyAndHoldReturn([A], 3, 3 * DAY)).toBeNull();
  });

  it('grows from the first closes on, in cash before', () => {
    const times = Float64Array.of(0, DAY, 2 * DAY, 3 * DAY);
    expect([...buyAndHoldGrowth([A, B], times)]).toEqual([1, 1.5, 2, 2.5]);
    expect([...benchmarkGrowth(B.bars, times)]).toEqual([1, 1, 1, 2]);
  });
});

describe('against a benchmark', () => {
  it('that is the asset held, a held asset has beta 1, correlation 1 and no active return', () => {
    const closes = [100, 101, 99, 104, 103, 108, 110, 107];
    const days = closes.map((_, i) => MONDAY + i * DAY);
    const bars = barsAt(days, closes);
    const result = runBacktest({
      symbols: [{ symbol: 'A', bars }],
      interval: DataInterval.DAILY,
      config: { type: StrategyType.BUY_AND_HOLD, allocations: [{ symbol: 'A', weight: 1 }] },
      risk: NO_RISK_LIMITS,
      settings: {
        ...DEFAULT_BACKTEST_SETTINGS,
        fillTiming: 'SIGNAL_CLOSE',
        costs: { commissionRate: 0, commissionFixed: 0, spread: 0, slippageRate: 0, borrowRate: 0 },
      },
      benchmark: { timestamps: bars.timestamps, close: bars.close },
    })!;
    const { benchmark, benchmarkEquity, performance } = result;
    expect(benchmarkEquity!.at(-1)).toBeCloseTo(107_000, 8);
    expect(performance.totalReturn).toBeCloseTo(0.07, 12);
    expect(performance.buyAndHoldReturn).toBeCloseTo(0.07, 12);
    expect(benchmark!.totalReturn).toBeCloseTo(0.07, 12);
    expect(benchmark!.excessReturn).toBeCloseTo(0, 12);
    expect(benchmark!.beta).toBeCloseTo(1, 12);
    expect(benchmark!.alpha).toBeCloseTo(0, 10);
    expect(benchmark!.correlation).toBeCloseTo(1, 12);
    expect(benchmark!.trackingError).toBeCloseTo(0, 10);
  });
});
