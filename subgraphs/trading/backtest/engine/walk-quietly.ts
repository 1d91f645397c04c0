import { hasExitLevels } from './exit-at-levels.js';
import type { RunState } from './run-state.js';

/** Whether the ticks to come can only move the value of what is held, until a signal or a limit of the equity. */
export function isQuiet({ account, pending, risk, settings }: RunState): boolean {
  if (pending.count > 0) return false;
  if (settings.costs.borrowRate > 0 && (account.openCount > 0 || account.cash < 0)) return false;
  return account.openCount === 0 || !hasExitLevels(risk);
}

/**
 * Marks the ticks from `from` to `to` − 1 while nothing happens in them, and returns the first tick that it left: `to`,
 * or one that has a signal, an equity at or below 0 or a drawdown that halts, which `step` must take in full.
 *
 * The same arithmetic as `step` and many times as fast: most ticks of most runs are quiet.
 */
export function walkQuietly(run: RunState, from: number, to: number): number {
  const { curve } = run;
  const t = run.markets.length === 1 ? walkAlone(run, from, to) : walkTogether(run, from, to);
  if (run.account.openCount > 0) curve.exposedTicks += t - from;
  return t;
}

/** One symbol: its bars are the clock. */
function walkAlone(run: RunState, from: number, to: number): number {
  const { account, curve, nextRow } = run;
  const { equity } = curve;
  const { cash } = account;
  const { signals } = run.markets[0]!;
  const { close } = run.markets[0]!.bars;
  const units = account.units[0]!;
  const halt = run.risk.maxDrawdownHalt;
  let { peak } = curve;
  let sum = 0;
  let t = from;
  for (; t < to && signals[t] === 0; t++) {
    const value = cash + units * close[t]!;
    if (value > peak) peak = value;
    else if (value <= 0 || (halt !== null && 1 - value / peak >= halt)) break;
    sum += value;
    equity[t] = value;
  }
  curve.peak = peak;
  curve.equitySum += sum;
  nextRow[0] = t;
  if (t > from) account.price[0] = close[t - 1]!;
  return t;
}

/** Several symbols: each goes on where its next bar is now. */
function walkTogether(run: RunState, from: number, to: number): number {
  const { account, clock, curve, markets, nextRow, present } = run;
  const { price, units } = account;
  const halt = run.risk.maxDrawdownHalt;
  let t = from;
  for (; t < to; t++) {
    const now = clock[t]!;
    let value = account.cash;
    let isEventful = false;
    for (let k = 0; k < markets.length; k++) {
      const { bars, signals } = markets[k]!;
      const row = nextRow[k]!;
      present[k] = bars.timestamps[row] === now ? 1 : 0;
      if (present[k] === 1 && signals[row] !== 0) isEventful = true;
      value += units[k]! * (present[k] === 1 ? bars.close[row]! : price[k]!);
    }
    const peak = Math.max(curve.peak, value);
    if (isEventful || value <= 0 || (halt !== null && 1 - value / peak >= halt)) break;
    for (let k = 0; k < markets.length; k++) {
      if (present[k] === 1) price[k] = markets[k]!.bars.close[nextRow[k]!++]!;
    }
    curve.peak = peak;
    curve.equitySum += value;
    curve.equity[t] = value;
  }
  return t;
}
