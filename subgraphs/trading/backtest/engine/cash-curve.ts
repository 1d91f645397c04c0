import type { EquityCurve } from './run-state.js';

/** The columns of `EquityCurve.cashChanges`. */
export const CASH_CHANGED_AT = 0;
export const CASH_BECAME = 1;

/** The cash at the close of every tick: it changes at few of them, and these are what the run kept. */
export function cashCurve({ cashChanges }: EquityCurve, initialCash: number, ticks: number): Float64Array {
  const at = cashChanges.column(CASH_CHANGED_AT);
  const values = cashChanges.column(CASH_BECAME);
  const cash = new Float64Array(ticks).fill(initialCash, 0, at[0] ?? ticks);
  for (let i = 0; i < at.length; i++) cash.fill(values[i]!, at[i]!, at[i + 1] ?? ticks);
  return cash;
}
