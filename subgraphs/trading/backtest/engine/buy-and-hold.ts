import type { SymbolBars } from './backtest-input.js';
import { valuesAsOf } from './values-as-of.js';

/**
 * Return of buying equal weights of the symbols and holding them: each from its close at bar `firstBar` to its last close
 * at or before `lastAt`. A symbol that has no bar `firstBar` by then stays in cash. Null when that is true of all.
 */
export function buyAndHoldReturn(symbols: readonly SymbolBars[], firstBar: number, lastAt: number): number | null {
  let sum = 0;
  let held = 0;
  for (const { bars } of symbols) {
    if (!(bars.timestamps[firstBar]! <= lastAt)) continue;
    const [last] = valuesAsOf(bars.timestamps, bars.close, Float64Array.of(lastAt));
    sum += last! / bars.close[firstBar]! - 1;
    held++;
  }
  return held === 0 ? null : sum / symbols.length;
}

/**
 * The growth of 1, held in equal weights of the symbols from their first closes on, at each of `times`. Before its first
 * bar a symbol's part is cash.
 */
export function buyAndHoldGrowth(symbols: readonly SymbolBars[], times: Float64Array): Float64Array {
  const growth = new Float64Array(times.length);
  for (const { bars } of symbols) {
    const closes = valuesAsOf(bars.timestamps, bars.close, times);
    for (let i = 0; i < times.length; i++) {
      growth[i]! += (Number.isNaN(closes[i]) ? 1 : closes[i]! / bars.close[0]!) / symbols.length;
    }
  }
  return growth;
}
