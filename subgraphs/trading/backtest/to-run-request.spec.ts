import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { DataInterval, SizingMethod } from '#schema/generated/enums.js';
import type { RunBacktestInput } from './backtest.input.js';
import { DEFAULT_BACKTEST_SETTINGS } from './backtest.js';
import { toRunRequest } from './to-run-request.js';

const input: RunBacktestInput = {
  strategyId: 'strat_1',
  symbols: ['spx', 'SPX'],
  startDate: '2000-01-03',
  endDate: '2020-04-17',
};

describe('toRunRequest', () => {
  it('fills in every default of the public API', () => {
    expect(toRunRequest(input)).toEqual({
      what: { strategyId: 'strat_1' },
      name: null,
      symbols: ['SPX'],
      interval: DataInterval.DAILY,
      startDate: '2000-01-03',
      endDate: '2020-04-17',
      settings: DEFAULT_BACKTEST_SETTINGS,
      tags: [],
      idempotencyKey: null,
    });
  });

  it('takes a fraction of equity up to the leverage, and amounts beyond it', () => {
    expect(toRunRequest({ ...input, leverage: 2, sizing: { value: 2 } }).settings.sizing.value).toBe(2);
    expect(
      toRunRequest({ ...input, sizing: { method: SizingMethod.FIXED_CASH, value: 5000 } }).settings.sizing.value,
    ).toBe(5000);
  });

  it.each([
    ['dates the wrong way round', { startDate: '2020-04-17', endDate: '2000-01-03' }, /Swap them/],
    ['no symbols', { symbols: [] }, /1 to 50 symbols, found 0/],
    ['negative cash', { initialCash: -1 }, /initialCash: expected a number above 0/],
    ['infinite cash', { initialCash: Number.POSITIVE_INFINITY }, /initialCash/],
    ['neither strategy nor config', { strategyId: null }, /found neither/],
    ['both strategy and config', { config: { smaCrossover: {} } }, /found both/],
    ['risk beside a strategy', { risk: { stopLoss: 0.1 } }, /brings its own risk/],
    [
      'a commission of 100 %',
      { costs: { commissionRate: 1 } },
      /costs.commissionRate: expected a number from 0 to 0.5/,
    ],
    ['more than all of the equity', { sizing: { value: 1.5 } }, /sizing.value/],
    ['a leverage below 1', { leverage: 0.5 }, /leverage: expected a number from 1/],
    ['a symbol that leads out of a folder', { symbols: ['../../etc'] }, /expected a symbol/],
  ])('refuses %s', (_, change, message) => {
    expect(() => toRunRequest({ ...input, ...change })).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', message: expect.stringMatching(message) }),
    );
  });
});
