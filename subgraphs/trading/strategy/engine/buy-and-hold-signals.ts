import type { BarColumns } from '#quant/series/bar-columns.js';
import type { BuyAndHoldConfig } from '../strategy.js';
import { BUY } from './signal-code.js';

/** BUY on the first bar of a symbol that has an allocation; nothing else. */
export function buyAndHoldSignals(config: BuyAndHoldConfig, symbol: string, bars: BarColumns): Int8Array {
  const signals = new Int8Array(bars.close.length);
  const isAllocated = config.allocations.some((allocation) => allocation.symbol === symbol && allocation.weight > 0);
  if (isAllocated && signals.length > 0) signals[0] = BUY;
  return signals;
}
