import type { Account } from './account.js';

const DAYS_PER_YEAR = 365;

/**
 * Takes from the cash what `days` calendar days of borrowing cost at the last closes:
 * rate ÷ 365 × days × (negative cash + market value of shorts).
 */
export function accrueBorrow(account: Account, borrowRate: number, days: number): void {
  const { units, price } = account;
  let borrowed = Math.max(0, -account.cash);
  for (let k = 0; k < units.length; k++) borrowed += Math.max(0, -units[k]! * price[k]!);
  const cost = (borrowRate / DAYS_PER_YEAR) * days * borrowed;
  account.cash -= cost;
  account.borrowCost += cost;
}
