import { describe, expect, it } from 'vitest';
import { SizingMethod } from '#schema/generated/enums.js';
import { FREE, ordersOf, run, tradesOf, UP_AND_DOWN } from './small-run.fixture.js';

describe('sizing and costs', () => {
  it('rule 9: units = floor(value × share × equity ÷ (p × (1 + commissionRate)))', () => {
    const costs = { ...FREE, commissionRate: 0.01, slippageRate: 0.005 };
    const sizing = { method: SizingMethod.EQUITY_FRACTION, value: 0.5, allowFractional: false };
    const [trade] = tradesOf(run({ A: UP_AND_DOWN }, { settings: { costs, sizing } }));
    expect(trade!.quantity).toBe(Math.floor((0.5 * 1000) / (12 * 1.005 * 1.01)));
  });

  it('rule 9: allowFractional drops the floor, and all of the money can be spent', () => {
    const sizing = { method: SizingMethod.EQUITY_FRACTION, value: 1, allowFractional: true };
    const costs = { ...FREE, commissionRate: 0.003, commissionFixed: 7, slippageRate: 0.001 };
    const result = run({ A: UP_AND_DOWN }, { settings: { costs, sizing } });
    expect(tradesOf(result)[0]!.quantity).toBeCloseTo(993 / (12 * 1.001 * 1.003), 12);
    expect(result.cash[2]).toBeCloseTo(0, 9);
  });

  it('rule 9: FIXED_UNITS and FIXED_CASH are per order', () => {
    const units = { method: SizingMethod.FIXED_UNITS, value: 7, allowFractional: false };
    expect(tradesOf(run({ A: UP_AND_DOWN }, { settings: { sizing: units } }))[0]!.quantity).toBe(7);
    const cash = { method: SizingMethod.FIXED_CASH, value: 100, allowFractional: false };
    expect(tradesOf(run({ A: UP_AND_DOWN }, { settings: { sizing: cash } }))[0]!.quantity).toBe(8);
  });

  it('rule 9: what cannot be afforded, or is less than a unit, is rejected with a reason and recorded', () => {
    const many = { method: SizingMethod.FIXED_UNITS, value: 84, allowFractional: false };
    const refused = run({ A: UP_AND_DOWN }, { settings: { sizing: many } });
    expect(ordersOf(refused)).toMatchObject([{ rejectedReason: 'INSUFFICIENT_MARGIN', quantity: 84, filledAt: null }]);
    expect(refused.warnings).toEqual(['1 of 1 orders were rejected: INSUFFICIENT_MARGIN.']);
    const few = { method: SizingMethod.FIXED_CASH, value: 5, allowFractional: false };
    const tiny = run({ A: UP_AND_DOWN }, { settings: { sizing: few } });
    expect(ordersOf(tiny)).toMatchObject([{ rejectedReason: 'LESS_THAN_ONE_UNIT', quantity: 0 }]);
  });

  it('rule 9: closes come before entries, symbols in alphabetical order, each with its share', () => {
    const result = run({ B: UP_AND_DOWN, A: UP_AND_DOWN });
    expect(result.symbols).toEqual(['A', 'B']);
    expect(tradesOf(result).map((x) => [x.symbol, x.quantity])).toEqual([
      ['A', Math.floor(500 / 12)],
      ['B', Math.floor(500 / 12)],
    ]);
  });

  it('rule 11: spread once at entry, slippage on every market fill, commission at both ends', () => {
    const costs = { commissionRate: 0.01, commissionFixed: 2, spread: 0.02, slippageRate: 0.005, borrowRate: 0 };
    const result = run({ A: UP_AND_DOWN }, { settings: { costs } });
    const [trade] = tradesOf(result);
    const [entry, exit] = [12 * 1.02 * 1.005, 9 * 0.995];
    expect(trade!.entryPrice).toBeCloseTo(entry, 12);
    expect(trade!.exitPrice).toBeCloseTo(exit, 12);
    const commission = 4 + 0.01 * trade!.quantity * (entry + exit);
    expect(trade!.commission).toBeCloseTo(commission, 10);
    expect(trade!.profitLoss).toBeCloseTo(trade!.quantity * (exit - entry) - commission, 10);
    expect(result.performance.totalCommission).toBeCloseTo(commission, 10);
  });
});
