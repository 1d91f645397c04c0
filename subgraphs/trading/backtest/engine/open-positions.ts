import { TradeSide } from '#schema/generated/enums.js';
import type { OpenPosition } from './backtest-result.js';
import type { RunState } from './run-state.js';

/** The positions that a run left open, at the last closes. */
export function openPositions({ account, markets }: RunState): OpenPosition[] {
  const positions: OpenPosition[] = [];
  for (const [k, { symbol }] of markets.entries()) {
    const units = account.units[k]!;
    if (units === 0) continue;
    positions.push({
      symbol,
      side: units > 0 ? TradeSide.LONG : TradeSide.SHORT,
      quantity: Math.abs(units),
      entryAt: account.entryAt[k]!,
      entryPrice: account.entryPrice[k]!,
      entryCommission: account.entryCommission[k]!,
      openProfit: units * (account.price[k]! - account.entryPrice[k]!) - account.entryCommission[k]!,
    });
  }
  return positions;
}
