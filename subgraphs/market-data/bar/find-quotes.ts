import type { SelectedBarColumns } from '#lake/bar-columns.js';
import type { BarLakeReader } from '#lake/bar-lake-reader.js';
import type { SeriesEntry, Snapshot } from '#lake/snapshot.js';
import { DataInterval } from '#schema/generated/enums.js';
import type { Quote } from './bar.js';
import { type BarSource, storedOf } from './bar-source.js';
import { isIntraday } from './engine/choose-source.js';

const COLUMNS = ['close', 'volume'] as const;
type LastBars = SelectedBarColumns<(typeof COLUMNS)[number]>;

/** So far back the session before the last one is looked for first: the longest that exchanges were closed in living memory. */
const FEW_DAYS_MS = 10 * 86_400_000;

/** What is stored of a symbol, as far as its quote may come from it. */
interface Stored {
  readonly symbol: string;
  readonly daily: SeriesEntry | null;
  /** The newest of days, weeks and months. */
  readonly longest: SeriesEntry | null;
  /** The newest of intraday bars, when they may be newer than those. */
  readonly intraday: SeriesEntry | null;
}

/**
 * The newest price of each symbol, of whatever is stored of it, and the close of the session before. Which bar is newest
 * its beginning says, and of bars that begin on one day the finer one; but a stored day ends with its session, and so
 * stands above the intraday bars of that day. Null where there are no bars. One read of days and longer bars, and one or
 * two of intraday bars.
 */
export async function findQuotes(
  lake: BarLakeReader,
  source: BarSource,
  snapshot: Snapshot,
  symbols: readonly string[],
): Promise<(Quote | null)[]> {
  const stored = symbols.map((symbol) => newestOf(snapshot, symbol));
  const entries = [...new Set(stored.flatMap(({ longest, daily }) => [longest, daily]))].filter((one) => one !== null);
  const [ends, days] = await Promise.all([
    lake.readLast(snapshot, entries, 2, COLUMNS),
    lastSessions(source, snapshot, stored),
  ]);
  const endOf = (entry: SeriesEntry | null) => (entry === null ? null : ends[entries.indexOf(entry)]!);
  return stored.map((one) => {
    const [longest, sessions] = [endOf(one.longest), days.get(one) ?? null];
    if (sessions !== null && isNewer(sessions, one)) {
      return quoteOf(one, sessions, closeBefore(sessions, endOf(one.daily)), one.intraday!.lastBarAt);
    }
    return longest && quoteOf(one, longest, longest.close.at(-2) ?? null, longest.timestamps.at(-1)!);
  });
}

function newestOf(snapshot: Snapshot, symbol: string): Stored {
  const entries = storedOf(snapshot, symbol);
  // From the finest to the coarsest: of two that begin together the finer one stays.
  const newest = (some: readonly SeriesEntry[]) =>
    some.reduce<SeriesEntry | null>((best, next) => (best && best.lastBarAt >= next.lastBarAt ? best : next), null);
  const longest = newest(entries.filter(({ interval }) => !isIntraday(interval)));
  const intraday = newest(entries.filter(({ interval }) => isIntraday(interval)));
  const daily = entries.find(({ interval }) => interval === DataInterval.DAILY) ?? null;
  const isOld = longest !== null && intraday !== null && intraday.lastBarAt < longest.lastBarAt;
  return { symbol, daily, longest, intraday: isOld ? null : intraday };
}

/** Whether the last session of intraday bars comes after what else there is. */
function isNewer({ timestamps }: LastBars, { longest }: Stored): boolean {
  if (longest === null) return true;
  const session = timestamps.at(-1)!;
  return longest.interval === DataInterval.DAILY ? session > longest.lastBarAt : session >= longest.lastBarAt;
}

/** The close of the session before the last one: as it is stored, or as intraday bars make it, whichever is later. */
function closeBefore(sessions: LastBars, daily: LastBars | null): number | null {
  const last = sessions.timestamps.at(-1)!;
  const place = daily === null ? -1 : daily.timestamps.findLastIndex((day) => day < last);
  const made = sessions.timestamps.at(-2);
  if (place < 0) return sessions.close.at(-2) ?? null;
  return made !== undefined && made > daily!.timestamps[place]! ? sessions.close.at(-2)! : daily!.close[place]!;
}

function quoteOf({ symbol }: Stored, { close, volume }: LastBars, previousClose: number | null, asOf: number): Quote {
  return { symbol, price: close.at(-1)!, previousClose, volume: volume.at(-1)!, asOf };
}

/**
 * Days made of the newest intraday bars. Where those are not two, and no stored day stands before them, of all intraday
 * bars, whatever their interval.
 */
async function lastSessions(
  source: BarSource,
  snapshot: Snapshot,
  stored: readonly Stored[],
): Promise<Map<Stored, LastBars>> {
  const wanted = stored.filter(({ intraday }) => intraday !== null);
  if (wanted.length === 0) return new Map();
  const entries = wanted.map(({ intraday }) => intraday!);
  const last = Math.min(...entries.map(({ lastBarAt }) => lastBarAt));
  const few = await source.madeOf(snapshot, entries, DataInterval.DAILY, {
    columns: COLUMNS,
    from: last - FEW_DAYS_MS,
  });
  const found = new Map(wanted.map((one, i) => [one, few[i]!]));
  const alone = wanted.filter((one) => one.daily === null && found.get(one)!.close.length < 2);
  const keys = alone.map(({ symbol }) => ({ symbol, interval: DataInterval.DAILY }));
  const whole = await source.columns(snapshot, keys, { columns: COLUMNS });
  alone.forEach((one, i) => {
    const [session, all] = [found.get(one)!, whole[i]!];
    // Finer bars may reach further back than the newest ones: what they say of before is put in front.
    const before = all.timestamps.findLastIndex((day) => day < (session.timestamps[0] ?? Number.POSITIVE_INFINITY));
    if (before >= 0) found.set(one, join(all, before, session));
  });
  return new Map([...found].filter(([, { close }]) => close.length > 0));
}

function join(all: LastBars, place: number, session: LastBars): LastBars {
  const both = (column: keyof LastBars) => Float64Array.of(all[column][place]!, ...session[column]);
  return { timestamps: both('timestamps'), close: both('close'), volume: both('volume') };
}
