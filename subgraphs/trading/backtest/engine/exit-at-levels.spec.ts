import { describe, expect, it } from 'vitest';
import type { BarColumns } from '#quant/series/bar-columns.js';
import { OrderSide, OrderType } from '#schema/generated/enums.js';
import { barsOf, DAY, FREE, ordersOf, run, tradesOf } from './small-run.fixture.js';

describe('levels', () => {
  const rows = (...after: number[][]): BarColumns => barsOf([[10, 10, 10, 10], [10, 11, 10, 11], ...after]);

  it('rule 8: stop and target are set from the entry fill and can trigger on the entry bar; the stop counts first', () => {
    const risk = { stopLoss: 0.1, takeProfit: 0.1 };
    expect(tradesOf(run({ A: rows([10, 12, 8, 10]) }, { risk }))).toMatchObject([
      { entryPrice: 10, exitPrice: 9, entryAt: 2 * DAY, exitAt: 2 * DAY, exitReason: 'STOP_LOSS' },
    ]);
    expect(tradesOf(run({ A: rows([10, 12, 9.5, 10]) }, { risk }))).toMatchObject([
      { exitPrice: 11, exitReason: 'TAKE_PROFIT' },
    ]);
  });

  it('rule 8: a gap through the stop or the target fills at the open; stops pay slippage, targets do not', () => {
    const costs = { ...FREE, slippageRate: 0.01 };
    const down = run({ A: rows([10, 10, 10, 10], [7, 7, 7, 7]) }, { risk: { stopLoss: 0.1 }, settings: { costs } });
    expect(tradesOf(down)[0]!.exitPrice).toBeCloseTo(7 * 0.99, 12);
    const up = run({ A: rows([10, 10, 10, 10], [15, 15, 15, 15]) }, { risk: { takeProfit: 0.1 }, settings: { costs } });
    expect(tradesOf(up)[0]!.exitPrice).toBe(15);
    const [, exit] = ordersOf(up);
    expect(exit).toMatchObject({ type: OrderType.LIMIT, side: OrderSide.SELL });
    expect(exit!.limitPrice).toBeCloseTo(10 * 1.01 * 1.1, 12);
  });

  it('rule 8: a trailing stop follows the best close since the entry', () => {
    const bars = rows([10, 10, 10, 10], [10, 10.9, 10, 10.9], [10.9, 20, 10.9, 10.9], [10.9, 10.9, 9, 9.5]);
    const [trade] = tradesOf(run({ A: bars }, { risk: { trailingStop: 0.1 } }));
    expect(trade).toMatchObject({ exitReason: 'TRAILING_STOP', exitAt: 5 * DAY });
    expect(trade!.exitPrice).toBeCloseTo(10.9 * 0.9, 12);
  });
});
