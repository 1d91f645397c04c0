import { commissionOf, entryFillPrice } from './apply-costs.js';
import { markToMarket, usedMargin } from './mark-to-market.js';
import type { RejectReason } from './reasons.js';
import type { RunState } from './run-state.js';
import { sizePosition } from './size-position.js';

/** Sizing spends the money to the last cent; what the rounding of its division adds is not a lack of money. */
const AFFORDABLE = 1 + 1e-12;

/**
 * Fills or rejects an entry at the bar's price of the symbol, which has no position: sized on the equity of this moment.
 *
 * It is afforded when (units × fill price × (1 + commissionRate) + fixed commission) ÷ leverage is at most the equity
 * less the margin that the other positions bind.
 */
export function openPosition(run: RunState, symbolIndex: number, side: number, orderRow: number, at: number): void {
  const { account, risk, settings } = run;
  const fillPrice = entryFillPrice(settings.costs, account.price[symbolIndex]!, side);
  const equity = markToMarket(account);
  const units = sizePosition(settings, risk, fillPrice, equity, run.markets[symbolIndex]!.share);
  const commission = commissionOf(settings.costs, units, fillPrice);
  const free = equity - usedMargin(account, settings.leverage);

  let refusal: RejectReason = 'NONE';
  if (risk.maxOpenPositions !== null && account.openCount >= risk.maxOpenPositions) refusal = 'MAX_OPEN_POSITIONS';
  else if (!(units > 0)) refusal = 'LESS_THAN_ONE_UNIT';
  else if (!(units * fillPrice + commission <= free * settings.leverage * AFFORDABLE)) refusal = 'INSUFFICIENT_MARGIN';
  if (refusal !== 'NONE') {
    run.orders.reject(orderRow, units, refusal);
    return;
  }

  account.units[symbolIndex] = side * units;
  account.entryPrice[symbolIndex] = fillPrice;
  account.entryAt[symbolIndex] = at;
  account.entryCommission[symbolIndex] = commission;
  account.bestPrice[symbolIndex] = fillPrice;
  account.cash -= side * units * fillPrice + commission;
  account.commission += commission;
  account.traded += units * fillPrice;
  account.openCount++;
  run.orders.fill(orderRow, units, at, fillPrice);
}
