import { BAR_COLUMNS, type BarColumns } from '#lake/bar-columns.js';
import type { RejectedBar } from '#lake/given-bars.js';
import { barAt } from '../bar/engine/bar-at.js';

const PRICES = ['open', 'high', 'low', 'close', 'adjustedClose'] as const;

/** The bars whose prices are all above 0, in their order, and the others: at most `most` of those, and how many there are. */
export function splitBars(
  bars: BarColumns,
  most: number,
): { readonly good: BarColumns; readonly rejected: readonly RejectedBar[]; readonly rejectedCount: number } {
  const kept: number[] = [];
  const rejected: RejectedBar[] = [];
  for (let i = 0; i < bars.timestamps.length; i++) {
    if (PRICES.every((price) => bars[price][i]! > 0)) kept.push(i);
    else if (rejected.length < most) rejected.push(barAt(bars, i));
  }
  const rejectedCount = bars.timestamps.length - kept.length;
  if (rejectedCount === 0) return { good: bars, rejected, rejectedCount };
  const good = Object.fromEntries(
    ['timestamps' as const, ...BAR_COLUMNS].map((name) => [name, Float64Array.from(kept, (i) => bars[name][i]!)]),
  );
  return { good: good as unknown as BarColumns, rejected, rejectedCount };
}
