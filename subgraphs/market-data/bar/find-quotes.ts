import type { SelectedBarColumns } from '#lake/bar-columns.js';
import type { BarLakeReader } from '#lake/bar-lake-reader.js';
import type { SeriesKey } from '#lake/series-key.js';
import type { Snapshot } from '#lake/snapshot.js';
import { DataInterval } from '#schema/generated/enums.js';
import type { Quote } from './bar.js';
import type { BarSource } from './bar-source.js';

const COLUMNS = ['close', 'volume'] as const;
type LastBars = SelectedBarColumns<(typeof COLUMNS)[number]>;

/** So far back the session before the last one is looked for first: the longest that exchanges were closed in living memory. */
const FEW_DAYS_MS = 10 * 86_400_000;

/**
 * The last bar of each symbol, and the close before it: of the days, stored or made of intraday bars; without them of
 * the weeks, then the months. Null where there are no bars. One read of what is stored, and of what is made.
 */
export async function findQuotes(
  lake: BarLakeReader,
  source: BarSource,
  snapshot: Snapshot,
  symbols: readonly string[],
): Promise<(Quote | null)[]> {
  const keys = symbols.map((symbol) => quoteKey(source, snapshot, symbol));
  const made = keys.filter((key) => source.find(snapshot, key)?.isStored === false);
  const stored = keys.filter((key) => !made.includes(key));
  const storedBars = stored.length === 0 ? [] : await lake.readLast(snapshot, stored, 2, COLUMNS);
  const madeBars = await lastDays(source, snapshot, made);
  return keys.map((key) => {
    const place = made.indexOf(key);
    const bars = place >= 0 ? madeBars[place]! : storedBars[stored.indexOf(key)]!;
    if (bars === null || bars.close.length === 0) return null;
    const { timestamps, close, volume } = bars;
    return {
      symbol: key.symbol,
      price: close.at(-1)!,
      previousClose: close.at(-2) ?? null,
      volume: volume.at(-1)!,
      asOf: place >= 0 ? source.find(snapshot, key)!.entry.lastBarAt : timestamps.at(-1)!,
    };
  });
}

function quoteKey(source: BarSource, snapshot: Snapshot, symbol: string): SeriesKey {
  const days = { symbol, interval: DataInterval.DAILY };
  if (source.find(snapshot, days) !== null) return days;
  const weeks = { symbol, interval: DataInterval.WEEKLY };
  return snapshot.entry(weeks) === null ? { symbol, interval: DataInterval.MONTHLY } : weeks;
}

/** Days made of the newest intraday bars; of all of them where those are not two days. */
async function lastDays(
  source: BarSource,
  snapshot: Snapshot,
  keys: readonly SeriesKey[],
): Promise<(LastBars | null)[]> {
  if (keys.length === 0) return [];
  const last = Math.min(...keys.map((key) => source.find(snapshot, key)!.entry.lastBarAt));
  const bars = await source.columns(snapshot, keys, { columns: COLUMNS, from: last - FEW_DAYS_MS });
  const few = keys.filter((key, i) => {
    const isAll = source.find(snapshot, key)!.entry.firstBarAt >= last - FEW_DAYS_MS;
    return !isAll && (bars[i]?.close.length ?? 0) < 2;
  });
  const whole = few.length === 0 ? [] : await source.columns(snapshot, few, { columns: COLUMNS });
  return keys.map((key, i) => (few.includes(key) ? whole[few.indexOf(key)]! : bars[i]!));
}
