import { BAR_COLUMNS, type BarColumns } from '#lake/bar-columns.js';

/** By how much an adjustment factor may differ for mere rounding: providers give four decimals. */
const SAME_FACTOR = 1e-4;

/** What stored bars and found ones say of each other. */
export type Comparison = 'NOTHING_IN_COMMON' | 'SAME_BASIS' | 'READJUSTED';

/** Whether bars that both have are adjusted otherwise now than when they were stored: since then there was a dividend, or a split. */
export function compareAdjustment(stored: BarColumns, found: BarColumns): Comparison {
  const before = factorsByTime(stored);
  let comparison: Comparison = 'NOTHING_IN_COMMON';
  for (let i = 0; i < found.timestamps.length; i++) {
    const [old, now] = [before.get(found.timestamps[i]!), factorAt(found, i)];
    // A price of 0 says nothing.
    if (old === undefined || !(now > 0 && Number.isFinite(now))) continue;
    if (Math.abs(now / old - 1) > SAME_FACTOR) return 'READJUSTED';
    comparison = 'SAME_BASIS';
  }
  return comparison;
}

/**
 * Found bars whose provider does not adjust, on the basis of the stored ones: adjusted close = close × the factor of the
 * last stored bar that is not later, or of the first one where all are.
 */
export function keepAdjustment(stored: BarColumns, found: BarColumns): BarColumns {
  if (stored.timestamps.length === 0) return found;
  let place = 0;
  const adjustedClose = found.close.map((close, i) => {
    while (stored.timestamps[place + 1]! <= found.timestamps[i]!) place++;
    return close * factorAt(stored, place);
  });
  return { ...found, adjustedClose };
}

/**
 * Readjusted bars together with the stored ones that they lack, for these are to be on the same basis: their factor
 * changes as that of the last common bar before them did, or of the first common one.
 */
export function bringAlong(stored: BarColumns, found: BarColumns): BarColumns {
  const before = factorsByTime(stored);
  const changes = Array.from(found.timestamps, (time, i) => ({ time, by: factorAt(found, i) / before.get(time)! }));
  const common = changes.filter(({ by }) => by > 0 && Number.isFinite(by));
  const given = new Set(found.timestamps);
  const lacking = placesOf(stored, (time) => !given.has(time));
  if (common.length === 0 || lacking.length === 0) return found;
  const left = pick(stored, lacking);
  let place = 0;
  const adjustedClose = left.adjustedClose.map((price, i) => {
    while (place + 1 < common.length && common[place + 1]!.time <= left.timestamps[i]!) place++;
    return price * common[place]!.by;
  });
  return inOneOrder(found, { ...left, adjustedClose });
}

/** The bars from one time to another, both included; null for as far as there are. */
export function within(bars: BarColumns, from: number | null, to: number | null): BarColumns {
  const places = placesOf(bars, (time) => (from === null || time >= from) && (to === null || time <= to));
  return places.length === bars.timestamps.length ? bars : pick(bars, places);
}

function factorsByTime(bars: BarColumns): ReadonlyMap<number, number> {
  return new Map(Array.from(bars.timestamps, (time, i) => [time, factorAt(bars, i)]));
}

/** What adjusts the close of a bar. */
function factorAt({ adjustedClose, close }: BarColumns, i: number): number {
  return adjustedClose[i]! / close[i]!;
}

function placesOf({ timestamps }: BarColumns, isWanted: (time: number) => boolean): number[] {
  return Array.from(timestamps.keys()).filter((i) => isWanted(timestamps[i]!));
}

function pick(bars: BarColumns, places: readonly number[]): BarColumns {
  return mapColumns((name) => Float64Array.from(places, (i) => bars[name][i]!));
}

function inOneOrder(a: BarColumns, b: BarColumns): BarColumns {
  const both = mapColumns((name) => joined(a[name], b[name]));
  const places = Array.from(both.timestamps.keys()).sort((i, j) => both.timestamps[i]! - both.timestamps[j]!);
  return pick(both, places);
}

function joined(a: Float64Array, b: Float64Array): Float64Array {
  const all = new Float64Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

function mapColumns(column: (name: keyof BarColumns) => Float64Array): BarColumns {
  const columns = (['timestamps', ...BAR_COLUMNS] as const).map((name) => [name, column(name)]);
  return Object.fromEntries(columns) as unknown as BarColumns;
}
