import type { BarColumns } from '#quant/series/bar-columns.js';
import { OrderType } from '#schema/generated/enums.js';
import type { RiskSettings } from '../../strategy/strategy.js';
import { exitFillPrice } from './apply-costs.js';
import { closePosition } from './close-position.js';
import type { RunState } from './run-state.js';

/** Whether any risk setting closes a position at a price. */
export function hasExitLevels(risk: RiskSettings): boolean {
  return risk.stopLoss !== null || risk.takeProfit !== null || risk.trailingStop !== null;
}

/**
 * Closes a symbol's position where its bar touches stop loss, trailing stop or take profit.
 *
 * Stop loss and take profit are fractions from the entry's fill price, the trailing stop from the best close since (the
 * entry's fill price until there is one). When a bar touches a stop and the target, the stop counts. A gap through a
 * level fills at the open. Stops pay slippage, targets do not.
 */
export function exitAtLevels(run: RunState, symbolIndex: number, bars: BarColumns, i: number, at: number): void {
  const { account, risk } = run;
  const side = Math.sign(account.units[symbolIndex]!);
  if (side === 0) return;
  const entry = account.entryPrice[symbolIndex]!;
  const open = bars.open[i]!;
  // Prices times side: for a short the signs turn, and one rule serves both sides.
  const worst = side > 0 ? bars.low[i]! : -bars.high[i]!;
  const best = side > 0 ? bars.high[i]! : -bars.low[i]!;

  const lossLevel = risk.stopLoss === null ? -Infinity : side * entry * (1 - side * risk.stopLoss);
  const trailLevel =
    risk.trailingStop === null ? -Infinity : side * account.bestPrice[symbolIndex]! * (1 - side * risk.trailingStop);
  const stop = Math.max(lossLevel, trailLevel);
  const target = risk.takeProfit === null ? Infinity : side * entry * (1 + side * risk.takeProfit);

  if (worst <= stop) {
    const price = side * Math.min(side * open, stop);
    const reason = lossLevel >= trailLevel ? 'STOP_LOSS' : 'TRAILING_STOP';
    const row = placeExit(run, symbolIndex, side, OrderType.STOP, side * stop);
    closePosition(run, symbolIndex, exitFillPrice(run.settings.costs, price, side), reason, row, at);
  } else if (best >= target) {
    const row = placeExit(run, symbolIndex, side, OrderType.LIMIT, side * target);
    closePosition(run, symbolIndex, side * Math.max(side * open, target), 'TAKE_PROFIT', row, at);
  }
}

/** Lets the trailing stop follow the close of the bar. */
export function followClose(run: RunState, symbolIndex: number, close: number): void {
  const { bestPrice, units } = run.account;
  const side = Math.sign(units[symbolIndex]!);
  if (side * close > side * bestPrice[symbolIndex]!) bestPrice[symbolIndex] = close;
}

function placeExit(run: RunState, symbolIndex: number, side: number, type: OrderType, level: number): number {
  return run.orders.place({
    symbolIndex,
    side: -side,
    type,
    quantity: Math.abs(run.account.units[symbolIndex]!),
    limitPrice: type === OrderType.LIMIT ? level : NaN,
    stopPrice: type === OrderType.STOP ? level : NaN,
    placedAt: run.account.entryAt[symbolIndex]!,
  });
}
