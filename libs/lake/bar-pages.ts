import { LRUCache } from 'lru-cache';
import { BAR_COLUMNS, type BarColumns } from './bar-columns.js';
import { type FilePart, noBars, queryBars } from './bar-query.js';
import { type CachedBars, type PlaceRange, placesOf, type TimeRange } from './cached-bars.js';
import type { ColumnCache } from './column-cache.js';
import type { DuckDbEngine } from './duckdb-engine.js';
import { groupAt, placeOf, type RowGroup, readRowGroups } from './row-groups.js';
import type { SeriesKey } from './series-key.js';
import type { SeriesEntry, Snapshot } from './snapshot.js';
import { upperBound } from './sorted-search.js';

export interface BarPageRequest extends TimeRange {
  /** Only bars after this one: the timestamp of the last bar of the page before. */
  readonly after?: number;
  readonly limit: number;
}

export interface BarPage {
  readonly bars: BarColumns;
  /** Bars in the range, whatever `after` and `limit` say. */
  readonly totalCount: number;
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** Files whose row groups are remembered. */
const REMEMBERED_FILES = 256;

/**
 * Pages of bars. Of a small series all timestamps are kept. Of a large one the footer says in which row group a time
 * lies, and only that group's timestamps are read: the last page costs what the first one does.
 */
export class BarPages {
  private readonly groups = new LRUCache<string, readonly RowGroup[]>({ max: REMEMBERED_FILES });

  constructor(
    private readonly engine: DuckDbEngine,
    private readonly cache: ColumnCache,
    private readonly bars: CachedBars,
    private readonly timestamps: (snapshot: Snapshot, keys: readonly SeriesKey[]) => Promise<Float64Array[]>,
  ) {}

  async read(snapshot: Snapshot, keys: readonly SeriesKey[], request: BarPageRequest): Promise<BarPage[]> {
    const windows = await this.windows(snapshot, keys, request);
    const bars = await this.bars.collect(snapshot, keys, BAR_COLUMNS, (entry, cached, place) => {
      const { start, end } = windows[place]!;
      return cached ? { start, end } : { ...this.bars.filePart(entry), start, end };
    });
    return windows.map((window, place) => ({ ...window.page, bars: bars[place] ?? noBars() }));
  }

  private async windows(snapshot: Snapshot, keys: readonly SeriesKey[], request: BarPageRequest) {
    const isLarge = (key: SeriesKey) => {
      const entry = snapshot.entry(key);
      return entry !== null && !this.bars.isSmall(entry) && !this.cache.get(entry.file, 'timestamps');
    };
    const large = keys.filter(isLarge);
    const small = keys.filter((key) => !large.includes(key));
    const largePlaces = await this.largePlaces(
      large.map((key) => snapshot.entry(key)!),
      request,
    );
    const times = await this.timestamps(snapshot, small);
    return keys.map((key) => {
      const place = large.indexOf(key);
      if (place >= 0) return windowOf(largePlaces[place]!, request.limit);
      return windowOf(placesIn(times[small.indexOf(key)]!, request), request.limit);
    });
  }

  /** The places of the request's times in large files: one read of footers, one of the row groups in which they lie. */
  private async largePlaces(entries: readonly SeriesEntry[], request: BarPageRequest): Promise<Places[]> {
    const groups = await this.groupsOf(entries);
    const asked = [request.from, request.to, request.after].filter((time) => time !== undefined);
    const held = new Map<string, Float64Array>();
    const missing: { readonly file: string; readonly group: number; readonly part: FilePart }[] = [];
    entries.forEach((entry, i) => {
      const needed = new Set(asked.map((time) => groupAt(groups[i]!, time)).filter((group) => group !== null));
      for (const group of needed) {
        const kept = this.cache.get(entry.file, columnOf(group));
        const { start, rowCount } = groups[i]![group]!;
        if (kept) held.set(entry.file + columnOf(group), kept);
        else
          missing.push({
            file: entry.file,
            group,
            part: { ...this.bars.filePart(entry), start, end: start + rowCount },
          });
      }
    });
    const parts = missing.map(({ part }) => part);
    const read = await this.engine.use((connection) => queryBars(connection, parts, []));
    missing.forEach(({ file, group }, i) => {
      held.set(file + columnOf(group), read[i]!.timestamps);
      this.cache.put(file, columnOf(group), read[i]!.timestamps);
    });
    return entries.map((entry, i) => {
      const timesOf = (group: number) => held.get(entry.file + columnOf(group))!;
      const find = (time: number, inclusive: boolean) => placeOf(groups[i]!, time, inclusive, timesOf);
      const start = request.from === undefined ? 0 : find(request.from, false);
      const end = request.to === undefined ? entry.rowCount : find(request.to, true);
      const seek = request.after === undefined ? start : find(request.after, true);
      return { start, end: Math.max(start, end), seek };
    });
  }

  private async groupsOf(entries: readonly SeriesEntry[]): Promise<(readonly RowGroup[])[]> {
    const found = new Map<string, readonly RowGroup[]>();
    const missing = entries.filter(({ file }) => {
      const known = this.groups.get(file);
      if (known) found.set(file, known);
      return !known;
    });
    if (missing.length > 0) {
      const paths = missing.map((entry) => this.bars.filePart(entry).path);
      const read = await this.engine.use((connection) => readRowGroups(connection, paths));
      missing.forEach(({ file }, i) => {
        found.set(file, read[i]!);
        this.groups.set(file, read[i]!);
      });
    }
    return entries.map(({ file }) => found.get(file)!);
  }
}

/** Where a range stands in a series, and where the page begins. */
interface Places extends Required<PlaceRange> {
  readonly seek: number;
}

/** The page of bars that are in memory already. */
export function pageOf(bars: BarColumns, request: BarPageRequest): BarPage {
  const { start, end, page } = windowOf(placesIn(bars.timestamps, request), request.limit);
  const part: Record<string, Float64Array> = {};
  for (const name of ['timestamps', ...BAR_COLUMNS] as const) part[name] = bars[name].subarray(start, end);
  return { ...page, bars: part as unknown as BarColumns };
}

function placesIn(timestamps: Float64Array, request: BarPageRequest): Places {
  const range = placesOf(timestamps, request);
  return { ...range, seek: request.after === undefined ? range.start : upperBound(timestamps, request.after) };
}

function windowOf(range: Places, limit: number) {
  const start = Math.min(Math.max(range.start, range.seek), range.end);
  const end = Math.min(range.end, start + limit);
  const totalCount = range.end - range.start;
  return {
    start,
    end,
    page: { totalCount, hasNextPage: end < range.end, hasPreviousPage: start > range.start },
  };
}

function columnOf(group: number): string {
  return `timestamps of row group ${group}`;
}
