import { describe, expect, it } from 'vitest';
import { FillTiming, SizingMethod, StrategyType } from '#schema/generated/enums.js';
import { type StrategyConfig } from '../../strategy/strategy.js';
import { barsOf, DAY, FREE, ordersOf, run, SHORTS, tradesOf, UP_AND_DOWN } from './small-run.fixture.js';

describe('the account', () => {
  it('rule 1: a symbol without a bar keeps its last close and cannot trade', () => {
    const A = barsOf(
      [
        [10, 10],
        [10, 11],
        [12, 12],
        [20, 20],
      ],
      [0, 1, 4, 5],
    );
    const B = barsOf(
      [
        [5, 5],
        [5, 5],
        [5, 5],
        [5, 5],
        [5, 5],
      ],
      [0, 1, 2, 3, 6],
    );
    const result = run({ A, B }, { settings: { closeAtEnd: false } });
    expect([...result.timestamps].map((t) => t / DAY)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(result.openPositions).toMatchObject([{ symbol: 'A', entryAt: 4 * DAY, entryPrice: 12, quantity: 41 }]);
    expect([...result.equity]).toEqual([1000, 1000, 1000, 1000, 1000, 1000 + 41 * 8, 1000 + 41 * 8]);
  });

  it('rule 12: equity is cash plus units at the close, and counts the close of the exit bar', () => {
    const result = run({ A: UP_AND_DOWN });
    expect([...result.equity]).toEqual([1000, 1000, 1000, 1000 - 83 * 2, 1000 - 83 * 3, 1000 - 83 * 3]);
    expect([...result.cash]).toEqual([1000, 1000, 4, 4, 751, 751]);
  });

  it('rule 13: an equity at or below 0 at a close liquidates everything there and ends the run', () => {
    const bars = barsOf([
      [10, 10],
      [10, 8.9],
      [9, 9],
      [9, 20],
      [5, 5],
      [5, 5],
    ]);
    const result = run({ A: bars }, { settings: SHORTS });
    expect(tradesOf(result)).toMatchObject([{ exitPrice: 20, exitReason: 'LIQUIDATION', exitAt: 3 * DAY }]);
    expect(result.timestamps).toHaveLength(4);
    expect(result.equity.at(-1)).toBe(1000 - 111 * 11);
    expect(result.performance).toMatchObject({ annualisedReturn: null, cagr: null });
    expect(result.warnings).toEqual(['The equity was used up: liquidated at bar 4 of 6, where the run ends.']);
  });

  it('rule 13: leverage L lets L times the equity be held, and no more', () => {
    const at = (value: number) => ({ method: SizingMethod.EQUITY_FRACTION, value, allowFractional: false });
    const result = run({ A: UP_AND_DOWN }, { settings: { leverage: 3, sizing: at(3) } });
    expect(tradesOf(result)[0]!.quantity).toBe(250);
    expect(() => run({ A: UP_AND_DOWN }, { settings: { leverage: 3, sizing: at(3.1) } })).toThrow(/sizing.value/);
  });

  it('rule 13: negative cash and shorts pay borrowRate ÷ 365 per calendar day', () => {
    const costs = { ...FREE, borrowRate: 0.365 };
    const bars = barsOf(
      [
        [10, 10],
        [10, 8.9],
        [10, 10],
        [10, 10],
      ],
      [0, 1, 2, 5],
    );
    const short = run({ A: bars }, { settings: { ...SHORTS, costs } });
    expect(short.borrowCost).toBeCloseTo(100 * 10 * 0.001 * 3, 12);
    expect(tradesOf(short)[0]!.profitLoss).toBeCloseTo(0, 12);
    const sizing = { method: SizingMethod.EQUITY_FRACTION, value: 2, allowFractional: false };
    const up = barsOf(
      [
        [10, 10],
        [10, 11],
        [10, 10],
        [10, 10],
      ],
      [0, 1, 2, 5],
    );
    expect(run({ A: up }, { settings: { costs, leverage: 2, sizing } }).borrowCost).toBeCloseTo(1000 * 0.001 * 3, 12);
  });

  it('rule 13: maxDrawdownHalt closes at the next fill and opens nothing again', () => {
    const bars = barsOf([
      [10, 10],
      [10, 11],
      [10, 10],
      [10, 7.9],
      [8, 8],
      [8, 10],
      [10, 12],
      [12, 14],
    ]);
    const result = run({ A: bars }, { risk: { maxDrawdownHalt: 0.2 }, settings: SHORTS });
    expect(tradesOf(result)).toMatchObject([{ exitReason: 'DRAWDOWN_HALT', exitPrice: 8, exitAt: 4 * DAY }]);
    expect(result.orders.count).toBe(2);
  });

  describe('rule 13: a halt at the close, while a symbol has no bar', () => {
    const HALVES: StrategyConfig = {
      type: StrategyType.BUY_AND_HOLD,
      allocations: [
        { symbol: 'A', weight: 0.5 },
        { symbol: 'B', weight: 0.5 },
      ],
    };
    const atClose = { fillTiming: FillTiming.SIGNAL_CLOSE, closeAtEnd: false };
    const falling = barsOf([
      [10, 10],
      [10, 10],
      [10, 4],
      [4, 4],
      [4, 4],
    ]);

    it('leaves nothing to close where a stop of its next bar is faster', () => {
      const stopped = barsOf(
        [
          [10, 10, 10, 10],
          [10, 10, 10, 10],
          [10, 10, 5, 6],
          [6, 6, 6, 6],
        ],
        [0, 1, 3, 4],
      );
      const risk = { maxDrawdownHalt: 0.1, stopLoss: 0.3 };
      const costs = { ...FREE, commissionFixed: 1 };
      const result = run({ A: stopped, B: falling }, { config: HALVES, risk, settings: { ...atClose, costs } });
      expect(tradesOf(result)).toMatchObject([
        { symbol: 'B', exitReason: 'DRAWDOWN_HALT', exitAt: 2 * DAY },
        { symbol: 'A', exitReason: 'STOP_LOSS', exitAt: 3 * DAY },
      ]);
      expect(result.performance.totalCommission).toBe(4);
    });

    it('closes the symbol at its next bar, though that be the last tick', () => {
      const late = barsOf(
        [
          [10, 10],
          [10, 10],
          [10, 10],
        ],
        [0, 1, 4],
      );
      const result = run(
        { A: late, B: falling },
        { config: HALVES, risk: { maxDrawdownHalt: 0.25 }, settings: atClose },
      );
      expect(tradesOf(result)).toMatchObject([
        { symbol: 'B', exitReason: 'DRAWDOWN_HALT', exitAt: 2 * DAY },
        { symbol: 'A', exitReason: 'DRAWDOWN_HALT', exitAt: 4 * DAY },
      ]);
      expect(result.openPositions).toEqual([]);
    });
  });

  it('rule 14: without closeAtEnd a trade stays open: it counts in equity and exposure, not among the trades', () => {
    const open = run({ A: UP_AND_DOWN }, { settings: { ...SHORTS, closeAtEnd: false } });
    expect(open.performance).toMatchObject({ totalTrades: 1, exposure: 4 / 6 });
    expect(open.openPositions[0]!.openProfit).toBeCloseTo(-0.6 * open.openPositions[0]!.quantity, 10);
    const closed = run({ A: UP_AND_DOWN }, { settings: SHORTS });
    expect(closed.performance).toMatchObject({ totalTrades: 2, exposure: 4 / 6 });
    expect(closed.performance.finalEquity).toBeCloseTo(open.performance.finalEquity, 10);
  });

  it('risk settings: maxPositionSize caps the money of one entry, maxOpenPositions their number', () => {
    expect(tradesOf(run({ A: UP_AND_DOWN }, { risk: { maxPositionSize: 0.25 } }))[0]!.quantity).toBe(20);
    const one = run({ A: UP_AND_DOWN, B: UP_AND_DOWN }, { risk: { maxOpenPositions: 1 } });
    expect(ordersOf(one)[1]).toMatchObject({ symbol: 'B', rejectedReason: 'MAX_OPEN_POSITIONS' });
  });

  it('BUY_AND_HOLD buys its weights by an order of the first bar', () => {
    const allocations = [
      { symbol: 'A', weight: 0.25 },
      { symbol: 'B', weight: 0.5 },
    ];
    const config: StrategyConfig = { type: StrategyType.BUY_AND_HOLD, allocations };
    const trades = tradesOf(run({ A: UP_AND_DOWN, B: UP_AND_DOWN }, { config }));
    expect(trades.map((x) => [x.symbol, x.quantity, x.entryAt])).toEqual([
      ['A', 25, DAY],
      ['B', 50, DAY],
    ]);
  });
});
