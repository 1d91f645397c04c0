import { describe, expect, it } from 'vitest';
import { FillTiming, OrderSide, TradeSide } from '#schema/generated/enums.js';
import { barsOf, DAY, FREE, ordersOf, run, SHORTS, tradesOf, UP_AND_DOWN } from './small-run.fixture.js';

describe('signals and fills', () => {
  it('rule 6: NEXT_OPEN fills at the open of the bar after the signal', () => {
    const [trade] = tradesOf(run({ A: UP_AND_DOWN }));
    expect(trade).toMatchObject({ entryPrice: 12, entryAt: 2 * DAY, exitPrice: 9, exitAt: 4 * DAY, quantity: 83 });
    expect(trade).toMatchObject({ profitLoss: 83 * -3, exitReason: 'SIGNAL', durationDays: 2 });
  });

  it('rule 6: SIGNAL_CLOSE fills at the close of the signal bar', () => {
    const result = run({ A: UP_AND_DOWN }, { settings: { fillTiming: FillTiming.SIGNAL_CLOSE } });
    expect(tradesOf(result)).toMatchObject([{ entryPrice: 11, entryAt: DAY, exitPrice: 10, exitAt: 3 * DAY }]);
  });

  it.each([FillTiming.NEXT_OPEN, FillTiming.SIGNAL_CLOSE])(
    'rule 6: %s fills no order of the last bar',
    (fillTiming) => {
      const bars = barsOf([
        [10, 10],
        [10, 11],
      ]);
      const result = run({ A: bars }, { settings: { fillTiming } });
      expect(result.trades.count).toBe(0);
      expect(ordersOf(result)).toMatchObject([
        { placedAt: DAY, filledAt: null, fillPrice: null, rejectedReason: null },
      ]);
    },
  );

  it('rule 4: without allowShort a SELL only exits; with it, SELL enters short and BUY exits', () => {
    expect(tradesOf(run({ A: UP_AND_DOWN })).map((x) => x.side)).toEqual([TradeSide.LONG]);
    const both = tradesOf(run({ A: UP_AND_DOWN }, { settings: SHORTS }));
    expect(both.map((x) => [x.side, x.entryPrice, x.exitPrice, x.exitReason])).toEqual([
      [TradeSide.LONG, 12, 9, 'SIGNAL'],
      [TradeSide.SHORT, 9, 9.6, 'END_OF_DATA'],
    ]);
  });

  it('rule 5: a signal in the direction already held is ignored', () => {
    const rising = barsOf([10, 11, 13, 15, 17, 19].map((price) => [price, price]));
    expect(ordersOf(run({ A: rising })).map((x) => [x.side, x.filledAt])).toEqual([
      [OrderSide.BUY, 2 * DAY],
      [OrderSide.SELL, 5 * DAY],
    ]);
  });

  it('rule 10: without exclusiveOrders an opposite signal only closes', () => {
    const result = run({ A: UP_AND_DOWN }, { settings: { ...SHORTS, exclusiveOrders: false } });
    expect(tradesOf(result).map((x) => x.side)).toEqual([TradeSide.LONG]);
  });

  it('rule 10: a reversal closes and enters at one price and time, each side with its own costs', () => {
    const costs = { ...FREE, commissionRate: 0.01, spread: 0.02 };
    const result = run({ A: UP_AND_DOWN }, { settings: { ...SHORTS, costs, closeAtEnd: false } });
    const units = Math.floor(1000 / (12 * 1.02 * 1.01));
    const after = 1000 - units * 12 * 1.02 * 1.01 + units * 9 * 0.99;
    const [long] = tradesOf(result);
    expect(long).toMatchObject({ exitPrice: 9, exitAt: 4 * DAY, quantity: units });
    const [short] = result.openPositions;
    expect(short).toMatchObject({ side: TradeSide.SHORT, entryAt: 4 * DAY, entryPrice: 9 * 0.98 });
    expect(short!.quantity).toBe(Math.floor(after / (9 * 0.98 * 1.01)));
  });
});
