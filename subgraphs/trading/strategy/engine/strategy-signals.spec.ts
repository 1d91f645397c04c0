import { describe, expect, it } from 'vitest';
import type { BarColumns } from '#quant/series/bar-columns.js';
import { StrategyType } from '#schema/generated/enums.js';
import type { StrategyConfig } from '../strategy.js';
import { crossesAbove, crossesBelow } from './crosses.js';
import { strategySignals } from './strategy-signals.js';
import { warmUpBars } from './warm-up-bars.js';

function barsOf(closes: readonly number[], volumes = closes.map(() => 1)): BarColumns {
  const close = Float64Array.from(closes);
  const timestamps = Float64Array.from(closes, (_, i) => i);
  return { timestamps, open: close, high: close, low: close, close, volume: Float64Array.from(volumes) };
}
const signals = (config: StrategyConfig, bars: BarColumns): number[] => [...strategySignals(config, 'A', bars)];

describe('rule 3: crossings', () => {
  it('asks for a strict side before and after, all four defined', () => {
    const a = Float64Array.of(1, 2, 2, 3, NaN, 1, 3);
    const b = Float64Array.of(2, 2, 1, 1, 1, 2, 2);
    expect([...a].map((_, i) => crossesAbove(a, b, i))).toEqual([false, false, false, false, false, false, true]);
    expect(crossesBelow(Float64Array.of(3, 1), Float64Array.of(2, 2), 1)).toBe(true);
  });
});

describe('rule 4: what each strategy says', () => {
  const sma: StrategyConfig = { type: StrategyType.SMA_CROSSOVER, shortPeriod: 1, longPeriod: 3 };

  it('SMA_CROSSOVER', () => {
    expect(signals(sma, barsOf([3, 2, 1, 4, 5, 1, 1, 9]))).toEqual([0, 0, 0, 1, 0, -1, 0, 1]);
  });

  it('SMA_CROSSOVER gives no signal where the averages touch, or before both were defined', () => {
    expect(signals(sma, barsOf([2, 2, 2, 5]))).toEqual([0, 0, 0, 0]);
    expect(signals(sma, barsOf([1, 1, 9, 9]))).toEqual([0, 0, 0, 0]);
    expect(signals(sma, barsOf([9.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]))).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('RSI_MEAN_REVERSION: RSI 100, 50, 25, 62.5, 81.25 by hand', () => {
    const config: StrategyConfig = { type: StrategyType.RSI_MEAN_REVERSION, period: 2, oversold: 30, overbought: 70 };
    expect(signals(config, barsOf([1, 2, 3, 2, 1, 2, 3]))).toEqual([0, 0, 0, 0, 1, 0, -1]);
  });

  it('MOMENTUM at its thresholds, and with the volume it asks for', () => {
    const config: StrategyConfig = {
      type: StrategyType.MOMENTUM,
      period: 2,
      buyThreshold: 0.5,
      sellThreshold: -0.5,
      topN: null,
      volumeRatio: null,
    };
    expect(signals(config, barsOf([2, 2, 3, 1, 1.4, 3]))).toEqual([0, 0, 1, -1, -1, 1]);
    const closes = Array.from({ length: 24 }, (_, i) => 2 ** i);
    const volumes = closes.map((_, i) => (i === 20 || i === 22 ? 30 : 10));
    const found = signals({ ...config, volumeRatio: 2 }, barsOf(closes, volumes));
    expect(found.map((signal, i) => (signal === 0 ? null : i)).filter((i) => i !== null)).toEqual([20, 22]);
  });

  it('BUY_AND_HOLD: the first bar of what it holds', () => {
    const config: StrategyConfig = { type: StrategyType.BUY_AND_HOLD, allocations: [{ symbol: 'A', weight: 1 }] };
    expect(signals(config, barsOf([1, 2, 3]))).toEqual([1, 0, 0]);
    expect([...strategySignals(config, 'B', barsOf([1, 2]))]).toEqual([0, 0]);
  });

  it('warms up until every series is defined', () => {
    expect(warmUpBars(sma)).toBe(2);
    expect(warmUpBars({ type: StrategyType.RSI_MEAN_REVERSION, period: 14, oversold: 30, overbought: 70 })).toBe(14);
  });
});
