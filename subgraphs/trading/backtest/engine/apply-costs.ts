import type { BacktestCosts } from '../backtest.js';

/**
 * Fill price of a market order that opens a position at the bar's price q: spread and slippage are against the trader.
 * Long q × (1 + spread) × (1 + slippage), short q × (1 − spread) × (1 − slippage).
 */
export function entryFillPrice(costs: BacktestCosts, price: number, side: number): number {
  return price * (1 + side * costs.spread) * (1 + side * costs.slippageRate);
}

/**
 * Fill price of a market order that closes a position on `side` at the bar's price q: only slippage is against the
 * trader, as the spread was paid at the entry. Long q × (1 − slippage), short q × (1 + slippage).
 */
export function exitFillPrice(costs: BacktestCosts, price: number, side: number): number {
  return price * (1 - side * costs.slippageRate);
}

/** Money per fill: fixed + rate × |units| × fill price. */
export function commissionOf(costs: BacktestCosts, units: number, fillPrice: number): number {
  return costs.commissionFixed + costs.commissionRate * Math.abs(units) * fillPrice;
}
