import { OrderType } from '#schema/generated/enums.js';
import type { ExitReason } from './reasons.js';
import type { RunState } from './run-state.js';

/**
 * Places the market orders that a signal (1 BUY, −1 SELL) means for a symbol at the close of its bar.
 *
 * BUY enters long and SELL exits; with `allowShort` SELL also enters short and BUY exits it. A signal in the direction
 * already held is ignored. Against an open position it closes, and with `exclusiveOrders` enters the other side as well.
 */
export function placeOrders(run: RunState, symbolIndex: number, signal: number, at: number): void {
  const { allowShort, exclusiveOrders } = run.settings;
  const held = Math.sign(run.account.units[symbolIndex]!);
  if (signal === held) return;
  const mayEnter = (held === 0 || exclusiveOrders) && (signal > 0 || allowShort);
  if (held !== 0) placeClose(run, symbolIndex, 'SIGNAL', at);
  if (mayEnter) run.pending.addEntry(symbolIndex, placeMarketOrder(run, symbolIndex, signal, 0, at), signal);
}

/** Places the market order that closes what is open in a symbol. */
export function placeClose(run: RunState, symbolIndex: number, reason: ExitReason, at: number): void {
  const units = run.account.units[symbolIndex]!;
  const row = placeMarketOrder(run, symbolIndex, -Math.sign(units), Math.abs(units), at);
  run.pending.addClose(symbolIndex, row, reason);
}

/** Records a market order without a fill, and returns its row. */
export function placeMarketOrder(
  run: RunState,
  symbolIndex: number,
  side: number,
  quantity: number,
  placedAt: number,
): number {
  return run.orders.place({
    symbolIndex,
    side,
    type: OrderType.MARKET,
    quantity,
    limitPrice: NaN,
    stopPrice: NaN,
    placedAt,
  });
}

/** Cancels every entry that waits and closes every position at its next fill: nothing is opened any more. */
export function placeHalt(run: RunState, at: number): void {
  for (let k = 0; k < run.markets.length; k++) {
    run.pending.takeEntry(k);
    if (run.account.units[k] !== 0 && !run.pending.hasClose(k)) placeClose(run, k, 'DRAWDOWN_HALT', at);
  }
}
