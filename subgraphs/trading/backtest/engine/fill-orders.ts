import { exitFillPrice } from './apply-costs.js';
import { closePosition } from './close-position.js';
import { openPosition } from './open-position.js';
import { placeMarketOrder } from './place-orders.js';
import type { ExitReason } from './reasons.js';
import type { RunState } from './run-state.js';

/**
 * Fills the market orders that wait in the symbols that have a bar now, at their current price: all closes before all
 * entries, each in alphabetical order of the symbols.
 */
export function fillOrders(run: RunState, at: number): void {
  const { account, pending, present } = run;
  for (let k = 0; k < present.length; k++) {
    if (present[k] === 0 || !pending.hasClose(k)) continue;
    // A stop on this very bar was faster: nothing is left to close.
    if (account.units[k] === 0) {
      pending.takeClose(k);
      continue;
    }
    const price = exitFillPrice(run.settings.costs, account.price[k]!, Math.sign(account.units[k]!));
    closePosition(run, k, price, pending.closeReason(k), pending.takeClose(k), at);
  }
  for (let k = 0; k < present.length; k++) {
    if (present[k] === 0 || !pending.hasEntry(k)) continue;
    openPosition(run, k, pending.entrySide(k), pending.takeEntry(k), at);
  }
}

/** Closes every position at its current price, by market orders that are placed and filled at once. */
export function closeEverything(run: RunState, reason: ExitReason, at: number): void {
  const { account } = run;
  for (let k = 0; k < run.markets.length; k++) {
    const units = account.units[k]!;
    if (units === 0) continue;
    const row = placeMarketOrder(run, k, -Math.sign(units), Math.abs(units), at);
    closePosition(run, k, exitFillPrice(run.settings.costs, account.price[k]!, Math.sign(units)), reason, row, at);
  }
}
