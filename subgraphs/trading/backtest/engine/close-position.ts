import { commissionOf } from './apply-costs.js';
import type { ExitReason } from './reasons.js';
import type { RunState } from './run-state.js';

/** Closes what is open in a symbol at a fill price that has its slippage already, and records the round trip. */
export function closePosition(
  run: RunState,
  symbolIndex: number,
  fillPrice: number,
  reason: ExitReason,
  orderRow: number,
  at: number,
): void {
  const { account } = run;
  const units = account.units[symbolIndex]!;
  const commission = commissionOf(run.settings.costs, units, fillPrice);
  account.cash += units * fillPrice - commission;
  account.commission += commission;
  account.traded += Math.abs(units) * fillPrice;
  account.units[symbolIndex] = 0;
  account.openCount--;
  run.orders.fill(orderRow, Math.abs(units), at, fillPrice);
  run.trades.add({
    symbolIndex,
    units,
    entryAt: account.entryAt[symbolIndex]!,
    exitAt: at,
    entryPrice: account.entryPrice[symbolIndex]!,
    exitPrice: fillPrice,
    commission: account.entryCommission[symbolIndex]! + commission,
    exitReason: reason,
  });
}
