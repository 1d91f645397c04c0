import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { StrategyType } from '#schema/generated/enums.js';
import { toStrategyConfig } from './to-strategy-config.js';

describe('toStrategyConfig', () => {
  it('fills in the defaults, also for an explicit null', () => {
    expect(toStrategyConfig({ smaCrossover: {} })).toEqual({
      type: StrategyType.SMA_CROSSOVER,
      shortPeriod: 10,
      longPeriod: 30,
    });
    expect(toStrategyConfig({ rsiMeanReversion: { period: null } })).toMatchObject({
      period: 14,
      oversold: 30,
      overbought: 70,
    });
    expect(toStrategyConfig({ momentum: {} })).toMatchObject({
      period: 20,
      buyThreshold: 0.02,
      sellThreshold: -0.02,
      volumeRatio: null,
    });
  });

  it('normalises the symbols of allocations', () => {
    expect(toStrategyConfig({ buyAndHold: { allocations: [{ symbol: ' spx ', weight: 1 }] } })).toEqual({
      type: StrategyType.BUY_AND_HOLD,
      allocations: [{ symbol: 'SPX', weight: 1 }],
    });
  });

  const third = 0.333;
  it('takes thirds for a whole', () => {
    const allocations = ['A', 'B', 'C'].map((symbol) => ({ symbol, weight: third }));
    expect(toStrategyConfig({ buyAndHold: { allocations } })).toMatchObject({ type: StrategyType.BUY_AND_HOLD });
  });

  it.each([
    ['no member', {}, /exactly one of .* found none/],
    ['two members', { smaCrossover: {}, momentum: {} }, /found smaCrossover and momentum/],
    [
      'a short period that is not shorter',
      { smaCrossover: { shortPeriod: 30, longPeriod: 30 } },
      /shortPeriod below longPeriod, found 30 and 30/,
    ],
    ['a period of 0', { smaCrossover: { shortPeriod: 0 } }, /shortPeriod: expected a whole number from 1/],
    ['thresholds that cross', { rsiMeanReversion: { oversold: 80, overbought: 70 } }, /oversold < overbought/],
    ['an RSI beyond 100', { rsiMeanReversion: { overbought: 101 } }, /≤ 100/],
    [
      'momentum thresholds that cross',
      { momentum: { buyThreshold: -0.1, sellThreshold: 0.1 } },
      /sellThreshold below buyThreshold/,
    ],
    ['a volume ratio of 0', { momentum: { volumeRatio: 0 } }, /volumeRatio: expected a number above 0/],
    ['no allocation', { buyAndHold: { allocations: [] } }, /expected 1 to 500, found 0/],
    ['weights above all', { buyAndHold: { allocations: [{ symbol: 'A', weight: 1.1 }] } }, /add up to 1, found 1.1/],
    ['weights of a half', { buyAndHold: { allocations: [{ symbol: 'A', weight: 0.5 }] } }, /add up to 1, found 0.5/],
    [
      'a symbol twice',
      {
        buyAndHold: {
          allocations: [
            { symbol: 'A', weight: 0.5 },
            { symbol: 'a', weight: 0.5 },
          ],
        },
      },
      /A is there twice/,
    ],
    [
      'a weight below 0',
      {
        buyAndHold: {
          allocations: [
            { symbol: 'A', weight: 1.5 },
            { symbol: 'B', weight: -0.5 },
          ],
        },
      },
      /weights above 0/,
    ],
    ['a symbol that is none', { buyAndHold: { allocations: [{ symbol: '../x', weight: 1 }] } }, /expected a symbol/],
  ])('refuses %s', (_, input, message) => {
    expect(() => toStrategyConfig(input)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', message: expect.stringMatching(message) }),
    );
  });
});
