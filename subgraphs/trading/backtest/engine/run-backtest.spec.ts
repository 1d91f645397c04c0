import { describe, expect, it } from 'vitest';
import { DataInterval, SizingMethod, StrategyType } from '#schema/generated/enums.js';
import { NO_RISK_LIMITS, type StrategyConfig } from '../../strategy/strategy.js';
import { DEFAULT_BACKTEST_SETTINGS } from '../backtest.js';
import { runBacktest } from './run-backtest.js';
import { barsOf, FREE, ON_JUMPS, type Options, run, UP_AND_DOWN } from './small-run.fixture.js';

describe('what the caller may ask', () => {
  it('stops when told to, and reports progress up to 1', () => {
    const input = {
      symbols: [{ symbol: 'A', bars: UP_AND_DOWN }],
      interval: DataInterval.DAILY,
      config: ON_JUMPS,
      risk: NO_RISK_LIMITS,
      settings: DEFAULT_BACKTEST_SETTINGS,
      benchmark: null,
    };
    expect(runBacktest(input, { shouldStop: () => true })).toBeNull();
    const seen: number[] = [];
    runBacktest(input, { onProgress: (fraction) => seen.push(fraction) });
    expect(seen).toEqual([0, 1]);
  });

  it.each<[string, Options, RegExp]>([
    ['topN', { config: { ...ON_JUMPS, topN: 3 } as StrategyConfig }, /topN/],
    ['rebalance', { settings: { rebalance: 'MONTHLY' } }, /rebalance/],
    [
      'volatility sizing',
      { settings: { sizing: { method: SizingMethod.VOLATILITY_TARGET, value: 0.1, allowFractional: true } } },
      /VOLATILITY_TARGET/,
    ],
    ['negative cash', { settings: { initialCash: -1 } }, /initialCash/],
    ['a NaN rate', { settings: { costs: { ...FREE, spread: NaN } } }, /costs.spread/],
    ['a stop of nothing', { risk: { stopLoss: 0 } }, /risk.stopLoss/],
    [
      'periods in the wrong order',
      { config: { type: StrategyType.SMA_CROSSOVER, shortPeriod: 5, longPeriod: 5 } },
      /shortPeriod below longPeriod/,
    ],
  ])('refuses %s by name', (_, options, message) => {
    expect(() => run({ A: UP_AND_DOWN }, options)).toThrow(message);
  });

  it('refuses bars that are no bars', () => {
    expect(() => run({})).toThrow(/at least one symbol/);
    expect(() => run({ A: barsOf([]) })).toThrow(/found none/);
    expect(() =>
      run({
        A: barsOf([
          [1, 1],
          [1, 0],
        ]),
      }),
    ).toThrow(/close of bar 1 of A/);
    expect(() =>
      run({
        A: barsOf(
          [
            [1, 1],
            [1, 1],
          ],
          [1, 1],
        ),
      }),
    ).toThrow(/later/);
  });
});
