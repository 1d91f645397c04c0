import type { Account } from './account.js';

/** Equity: cash + Σ units × current price. A short counts below 0, as its proceeds are in the cash. */
export function markToMarket(account: Account): number {
  const { units, price } = account;
  let equity = account.cash;
  for (let k = 0; k < units.length; k++) equity += units[k]! * price[k]!;
  return equity;
}

/** Margin that the open positions bind: Σ |units| × current price ÷ leverage. */
export function usedMargin(account: Account, leverage: number): number {
  const { units, price } = account;
  let exposure = 0;
  for (let k = 0; k < units.length; k++) exposure += Math.abs(units[k]!) * price[k]!;
  return exposure / leverage;
}
