import { FillTiming } from '#schema/generated/enums.js';
import { accrueBorrow } from './accrue-borrow.js';
import { CASH_BECAME, CASH_CHANGED_AT } from './cash-curve.js';
import { exitAtLevels, followClose, hasExitLevels } from './exit-at-levels.js';
import { closeEverything, fillOrders } from './fill-orders.js';
import { markToMarket } from './mark-to-market.js';
import { placeHalt, placeOrders } from './place-orders.js';
import type { RunState } from './run-state.js';

const MS_PER_DAY = 86_400_000;

/**
 * One tick of the clock in full: borrow costs of the days since the last one; orders that wait fill at the open; stops
 * and targets; then at the close liquidation, the drawdown halt or the signals, fills at the close, and the mark.
 */
export function step(run: RunState, t: number): void {
  const now = run.clock[t]!;
  if (run.settings.costs.borrowRate > 0 && t > 0) {
    const days = Math.floor(now / MS_PER_DAY) - Math.floor(run.clock[t - 1]! / MS_PER_DAY);
    if (days > 0) accrueBorrow(run.account, run.settings.costs.borrowRate, days);
  }
  openBars(run, now);
  if (run.settings.fillTiming === FillTiming.NEXT_OPEN && run.pending.count > 0) fillOrders(run, now);
  closeBars(run, now);
  decide(run, t, now);

  mark(run, t);
}

function mark({ account, curve }: RunState, t: number): void {
  const equity = markToMarket(account);
  curve.equity[t] = equity;
  curve.equitySum += equity;
  if (equity > curve.peak) curve.peak = equity;
  if (account.cash === curve.cash) return;
  curve.cash = account.cash;
  const row = curve.cashChanges.addRow();
  curve.cashChanges.set(row, CASH_CHANGED_AT, t);
  curve.cashChanges.set(row, CASH_BECAME, account.cash);
}

/** Finds who has a bar now, and values those symbols at their open. */
function openBars({ account, markets, nextRow, present }: RunState, now: number): void {
  for (let k = 0; k < markets.length; k++) {
    const { bars, symbol } = markets[k]!;
    const row = nextRow[k]!;
    present[k] = bars.timestamps[row] === now ? 1 : 0;
    if (present[k] === 0) continue;
    nextRow[k] = row + 1;
    const open = bars.open[row]!;
    if (!(open > 0 && open < Infinity)) {
      throw new RangeError(`Expected open of bar ${row} of ${symbol} to be above 0, found ${open}.`);
    }
    account.price[k] = open;
  }
}

/** Lets the bars run their course: levels that they touch, then their closes. */
function closeBars(run: RunState, now: number): void {
  const { account, markets, nextRow, present } = run;
  const hasLevels = hasExitLevels(run.risk);
  for (let k = 0; k < markets.length; k++) {
    if (present[k] === 0) continue;
    const { bars } = markets[k]!;
    const row = nextRow[k]! - 1;
    if (hasLevels) exitAtLevels(run, k, bars, row, now);
    account.price[k] = bars.close[row]!;
    if (hasLevels) followClose(run, k, bars.close[row]!);
  }
}

/** What is done at the close: it comes to an end, it halts, or the strategy is asked. */
function decide(run: RunState, t: number, now: number): void {
  const { account, curve, pending, risk, settings } = run;
  const isLast = t === run.clock.length - 1;
  if (account.openCount > 0) curve.exposedTicks++;
  const equity = markToMarket(account);
  if (equity > 0) {
    // An order of the last tick is not filled; one that waited for its symbol's bar until now is.
    if (settings.fillTiming === FillTiming.SIGNAL_CLOSE && isLast && pending.count > 0) fillOrders(run, now);
    if (!curve.isHalted && risk.maxDrawdownHalt !== null && 1 - equity / curve.peak >= risk.maxDrawdownHalt) {
      curve.isHalted = true;
      placeHalt(run, now);
    } else if (!curve.isHalted) {
      askStrategy(run, now);
    }
    if (settings.fillTiming === FillTiming.SIGNAL_CLOSE && !isLast && pending.count > 0) fillOrders(run, now);
  }
  if (markToMarket(account) <= 0) {
    closeEverything(run, 'LIQUIDATION', now);
    curve.isLiquidated = true;
  } else if (isLast && settings.closeAtEnd) {
    closeEverything(run, 'END_OF_DATA', now);
  }
}

function askStrategy(run: RunState, now: number): void {
  const { markets, nextRow, present } = run;
  for (let k = 0; k < markets.length; k++) {
    if (present[k] === 0) continue;
    const signal = markets[k]!.signals[nextRow[k]! - 1]!;
    if (signal !== 0) placeOrders(run, k, signal, now);
  }
}
