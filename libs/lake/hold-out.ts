import { BAR_COLUMNS, type BarColumn, type BarColumns } from './bar-columns.js';

/**
 * What makes two bars of one time the same one. The adjusted close does not count: it changes with every later dividend.
 */
export const SAME_BAR = ['open', 'high', 'low', 'close', 'volume'] as const satisfies readonly BarColumn[];

/**
 * The bars but those that equal a held-out bar: same timestamp, open, high, low, close and volume. A different bar at
 * the time of a held-out one is kept: it is a correction.
 */
export function holdOut(
  bars: BarColumns,
  heldOut: BarColumns,
): { readonly bars: BarColumns; readonly heldOut: number } {
  const places = new Map<number, number>();
  heldOut.timestamps.forEach((time, place) => {
    places.set(time, place);
  });
  const kept: number[] = [];
  for (let i = 0; i < bars.timestamps.length; i++) {
    const place = places.get(bars.timestamps[i]!);
    const isSame = place !== undefined && SAME_BAR.every((column) => bars[column][i] === heldOut[column][place]);
    if (!isSame) kept.push(i);
  }
  const count = bars.timestamps.length - kept.length;
  if (count === 0) return { bars, heldOut: 0 };
  const rest: Record<string, Float64Array> = {};
  for (const name of ['timestamps', ...BAR_COLUMNS] as const)
    rest[name] = Float64Array.from(kept, (i) => bars[name][i]!);
  return { bars: rest as unknown as BarColumns, heldOut: count };
}
