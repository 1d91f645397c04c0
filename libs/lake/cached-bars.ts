import { join } from 'node:path';
import { BAR_COLUMNS, type BarColumn, type SelectedBarColumns } from './bar-columns.js';
import { type FilePart, queryBars } from './bar-query.js';
import type { ColumnCache } from './column-cache.js';
import type { DuckDbEngine } from './duckdb-engine.js';
import type { SeriesKey } from './series-key.js';
import type { SeriesEntry, Snapshot } from './snapshot.js';
import { lowerBound, upperBound } from './sorted-search.js';

/** Epoch milliseconds, UTC, both ends included; unbounded when absent. */
export interface TimeRange {
  readonly from?: number;
  readonly to?: number;
}

/** Bars by their place in a series: `start` included, `end` not. */
export interface PlaceRange {
  readonly start?: number;
  readonly end?: number;
}

/** A series up to this size is kept whole by whoever reads any of it, and counts as small. */
const SMALL_BYTES = 8 * 2 ** 20;

/** So much of the cache one series may take: who looks at millions of bars looks at them again. */
const MOST_OF_CACHE = 3 / 4;

/** The bars of files, through a cache of decoded columns that is bounded by bytes. */
export class CachedBars {
  constructor(
    private readonly root: string,
    private readonly engine: DuckDbEngine,
    private readonly cache: ColumnCache,
  ) {}

  /**
   * The wanted part of each series: from the cache, or from one statement that reads small files whole (and keeps
   * them) and of large files only the part, which is kept when it is all of the file and not too much.
   */
  async collect<C extends BarColumn>(
    snapshot: Snapshot,
    keys: readonly SeriesKey[],
    columns: readonly C[],
    part: (entry: SeriesEntry, timestamps: Float64Array | null, place: number) => PlaceRange | FilePart,
  ): Promise<(SelectedBarColumns<C> | null)[]> {
    const answers: (SelectedBarColumns<C> | null)[] = keys.map(() => null);
    const wanted: { place: number; entry: SeriesEntry; whole: boolean; part: FilePart }[] = [];
    keys.forEach((key, place) => {
      const entry = snapshot.entry(key);
      if (!entry) return;
      const cached = this.cached(entry.file, columns);
      if (cached) {
        answers[place] = cutPlaces(cached, columns, part(entry, cached.timestamps, place));
      } else if (this.isSmall(entry)) wanted.push({ place, entry, whole: true, part: this.filePart(entry) });
      else {
        const some = part(entry, null, place) as FilePart;
        const whole = isWhole(some, entry) && this.isKept(entry.rowCount, columns.length);
        wanted.push({ place, entry, whole, part: whole ? this.filePart(entry) : some });
      }
    });
    if (wanted.length === 0) return answers;
    const parts = wanted.map((one) => one.part);
    const read = await this.engine.use((connection) => queryBars(connection, parts, columns));
    wanted.forEach(({ place, entry, whole }, i) => {
      const bars = read[i]!;
      if (whole) {
        this.keep(entry.file, columns, bars);
        answers[place] = cutPlaces(bars, columns, part(entry, bars.timestamps, place));
      } else answers[place] = bars;
    });
    return answers;
  }

  filePart(entry: SeriesEntry): FilePart {
    return { path: join(this.root, entry.file), rowCount: entry.rowCount };
  }

  /** Small enough that keeping all of it pays, whatever part is wanted. */
  isSmall({ rowCount }: Pick<SeriesEntry, 'rowCount'>): boolean {
    return bytesOf(rowCount, BAR_COLUMNS.length) <= Math.min(SMALL_BYTES, this.cache.maxBytes / 8);
  }

  /** Not so much that keeping it would drive out everything else: what is asked for of it, its times included. */
  isKept(rowCount: number, columns: number): boolean {
    return bytesOf(rowCount, columns) <= this.cache.maxBytes * MOST_OF_CACHE;
  }

  /** The columns that are kept under a name; null when one of them is not. */
  cached<C extends BarColumn>(name: string, columns: readonly C[]): SelectedBarColumns<C> | null {
    const bars: Record<string, Float64Array> = {};
    for (const column of ['timestamps', ...columns]) {
      const values = this.cache.get(name, column);
      if (!values) return null;
      bars[column] = values;
    }
    return bars as unknown as SelectedBarColumns<C>;
  }

  keep<C extends BarColumn>(name: string, columns: readonly C[], bars: SelectedBarColumns<C>): void {
    for (const column of ['timestamps', ...columns] as const) this.cache.put(name, column, bars[column]);
  }
}

/** The bars of a time range, as views. */
export function cutTimes<C extends BarColumn>(
  bars: SelectedBarColumns<C>,
  columns: readonly C[],
  range: TimeRange,
): SelectedBarColumns<C> {
  return cutPlaces(bars, columns, placesOf(bars.timestamps, range));
}

/** Where the bars of a time range stand. */
export function placesOf(timestamps: Float64Array, { from, to }: TimeRange): { start: number; end: number } {
  const start = from === undefined ? 0 : lowerBound(timestamps, from);
  const end = to === undefined ? timestamps.length : upperBound(timestamps, to);
  return { start, end: Math.max(start, end) };
}

function cutPlaces<C extends BarColumn>(
  bars: SelectedBarColumns<C>,
  columns: readonly C[],
  { start, end }: PlaceRange,
): SelectedBarColumns<C> {
  const part: Record<string, Float64Array> = { timestamps: bars.timestamps.subarray(start, end) };
  for (const column of columns) part[column] = bars[column]!.subarray(start, end);
  return part as unknown as SelectedBarColumns<C>;
}

function isWhole({ from, to, start, end }: FilePart, entry: SeriesEntry): boolean {
  const [first, last] = [from ?? Number.NEGATIVE_INFINITY, to ?? Number.POSITIVE_INFINITY];
  const inTime = first <= entry.firstBarAt && last >= entry.lastBarAt;
  return inTime && (start ?? 0) === 0 && (end ?? entry.rowCount) >= entry.rowCount;
}

function bytesOf(rowCount: number, columns: number): number {
  return rowCount * 8 * (columns + 1);
}
