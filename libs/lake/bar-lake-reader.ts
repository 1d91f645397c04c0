import { join } from 'node:path';
import { BAR_COLUMNS, type BarColumn, type BarColumns, type SelectedBarColumns } from './bar-columns.js';
import { type FilePart, noBars, queryBars } from './bar-query.js';
import { ColumnCache } from './column-cache.js';
import { CommitLog } from './commit-log.js';
import { DuckDbEngine } from './duckdb-engine.js';
import { lakeRoot } from './lake-root.js';
import type { SeriesKey } from './series-key.js';
import type { SeriesEntry, Snapshot } from './snapshot.js';
import { lowerBound, upperBound } from './sorted-search.js';

export interface LakeReaderOptions {
  /** The lake's folder. */
  readonly root: string;
  /** Bound of DuckDB's memory; 512 MB when absent. */
  readonly memoryLimitMb?: number;
  /** Threads of DuckDB; 2 when absent. */
  readonly threads?: number;
  /** Bound of the decoded columns that are kept; 64 MB when absent. */
  readonly cacheMb?: number;
}

/** Epoch milliseconds, UTC, both ends included; unbounded when absent. */
export interface TimeRange {
  readonly from?: number;
  readonly to?: number;
}

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

/** Reads the lake through an in-memory DuckDB of its own; any number of processes may, while one writes. */
export class BarLakeReader {
  private constructor(
    private readonly root: string,
    private readonly log: CommitLog,
    private readonly engine: DuckDbEngine,
    private readonly cache: ColumnCache,
  ) {}

  /** @throws FailedPrecondition for an object store's URL */
  static async open(options: LakeReaderOptions): Promise<BarLakeReader> {
    const root = lakeRoot(options.root);
    const engine = await DuckDbEngine.open({
      folders: [root],
      ...(options.memoryLimitMb === undefined ? {} : { memoryLimitMb: options.memoryLimitMb }),
      ...(options.threads === undefined ? {} : { threads: options.threads }),
    });
    return new BarLakeReader(root, new CommitLog(root), engine, new ColumnCache((options.cacheMb ?? 64) * 2 ** 20));
  }

  /** The newest snapshot; costs one look into the folder when nothing is new. */
  currentSnapshot(): Promise<Snapshot> {
    return this.log.current();
  }

  /** @throws NotFound for an id that this lake never had */
  snapshot(id: string): Promise<Snapshot> {
    return this.log.snapshot(id);
  }

  /** The bars of one series, the chosen columns or all; null when the snapshot has no such series. */
  async read<C extends BarColumn = BarColumn>(
    snapshot: Snapshot,
    key: SeriesKey,
    range: TimeRange & { readonly columns?: readonly C[] } = {},
  ): Promise<SelectedBarColumns<C> | null> {
    return (await this.readMany(snapshot, [key], range))[0]!;
  }

  /** The bars of many series in one statement, in the order of the keys; null where the snapshot has no such series. */
  async readMany<C extends BarColumn = BarColumn>(
    snapshot: Snapshot,
    keys: readonly SeriesKey[],
    range: TimeRange & { readonly columns?: readonly C[] } = {},
  ): Promise<(SelectedBarColumns<C> | null)[]> {
    const columns = range.columns ?? (BAR_COLUMNS as readonly BarColumn[] as readonly C[]);
    return this.collect(snapshot, keys, columns, (entry, timestamps) =>
      timestamps ? indexRange(timestamps, range) : { ...filePart(this.root, entry), ...timeBounds(range) },
    );
  }

  /** The last `count` bars of many series in one statement, oldest first; null where the snapshot has no such series. */
  async readLast<C extends BarColumn = BarColumn>(
    snapshot: Snapshot,
    keys: readonly SeriesKey[],
    count: number,
    columns: readonly C[] = BAR_COLUMNS as readonly BarColumn[] as readonly C[],
  ): Promise<(SelectedBarColumns<C> | null)[]> {
    return this.collect(snapshot, keys, columns, (entry, timestamps) => {
      const start = Math.max(0, entry.rowCount - count);
      return timestamps ? { start, end: timestamps.length } : { ...filePart(this.root, entry), start };
    });
  }

  /** One page of each of many series; an empty page where the snapshot has no such series. */
  async readPages(snapshot: Snapshot, keys: readonly SeriesKey[], request: BarPageRequest): Promise<BarPage[]> {
    const timestamps = await this.timestamps(snapshot, keys);
    const windows = timestamps.map((times) => pageWindow(times, request));
    const bars = await this.collect(snapshot, keys, BAR_COLUMNS, (entry, cached, place) => {
      const { start, end } = windows[place]!;
      return cached ? { start, end } : { ...filePart(this.root, entry), start, end };
    });
    return windows.map((window, place) => ({ ...window.page, bars: bars[place] ?? noBars() }));
  }

  /** The timestamps of many series, in one statement; empty where the snapshot has no such series. */
  async timestamps(snapshot: Snapshot, keys: readonly SeriesKey[]): Promise<Float64Array[]> {
    const entries = keys.map((key) => snapshot.entry(key));
    const missing = entries.filter((entry) => entry && !this.cache.get(entry.file, 'timestamps')) as SeriesEntry[];
    const unique = [...new Map(missing.map((entry) => [entry.file, entry])).values()];
    const read = await this.engine.use((connection) =>
      queryBars(
        connection,
        unique.map((entry) => filePart(this.root, entry)),
        [],
      ),
    );
    const fresh = new Map(unique.map((entry, i) => [entry.file, read[i]!.timestamps]));
    for (const [file, times] of fresh) this.cache.put(file, 'timestamps', times);
    return entries.map((entry) => {
      if (!entry) return new Float64Array(0);
      return fresh.get(entry.file) ?? this.cache.get(entry.file, 'timestamps') ?? new Float64Array(0);
    });
  }

  close(): void {
    this.engine.close();
  }

  /**
   * The wanted part of each series: from the cache, or from one statement that reads small files whole (and keeps
   * them) and of large files only the part.
   */
  private async collect<C extends BarColumn>(
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
      const cached = this.cached(entry, columns);
      if (cached) answers[place] = cut(cached, columns, part(entry, cached.timestamps, place));
      else if (this.isSmall(entry)) wanted.push({ place, entry, whole: true, part: filePart(this.root, entry) });
      else wanted.push({ place, entry, whole: false, part: part(entry, null, place) as FilePart });
    });
    if (wanted.length === 0) return answers;
    const read = await this.engine.use((connection) =>
      queryBars(
        connection,
        wanted.map((one) => one.part),
        columns,
      ),
    );
    wanted.forEach(({ place, entry, whole }, i) => {
      const bars = read[i]!;
      if (whole) {
        for (const name of ['timestamps', ...columns] as const) this.cache.put(entry.file, name, bars[name]!);
        answers[place] = cut(bars, columns, part(entry, bars.timestamps, place));
      } else answers[place] = bars;
    });
    return answers;
  }

  /** Small enough that keeping all of it pays: at most an eighth of the cache with every column. */
  private isSmall(entry: SeriesEntry): boolean {
    return entry.rowCount * 8 * (BAR_COLUMNS.length + 1) <= this.cache.maxBytes / 8;
  }

  private cached<C extends BarColumn>(entry: SeriesEntry, columns: readonly C[]): SelectedBarColumns<C> | null {
    const bars: Record<string, Float64Array> = {};
    for (const name of ['timestamps', ...columns]) {
      const values = this.cache.get(entry.file, name);
      if (!values) return null;
      bars[name] = values;
    }
    return bars as unknown as SelectedBarColumns<C>;
  }
}

interface PlaceRange {
  readonly start?: number;
  readonly end?: number;
}

function filePart(root: string, entry: SeriesEntry): FilePart {
  return { path: join(root, entry.file), rowCount: entry.rowCount };
}

function timeBounds({ from, to }: TimeRange): TimeRange {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function indexRange(timestamps: Float64Array, { from, to }: TimeRange): { start: number; end: number } {
  const start = from === undefined ? 0 : lowerBound(timestamps, from);
  const end = to === undefined ? timestamps.length : upperBound(timestamps, to);
  return { start, end: Math.max(start, end) };
}

function pageWindow(timestamps: Float64Array, request: BarPageRequest) {
  const range = indexRange(timestamps, request);
  const seek = request.after === undefined ? range.start : upperBound(timestamps, request.after);
  const start = Math.min(Math.max(range.start, seek), range.end);
  const end = Math.min(range.end, start + request.limit);
  return {
    start,
    end,
    page: {
      totalCount: range.end - range.start,
      hasNextPage: end < range.end,
      hasPreviousPage: start > range.start,
    },
  };
}

function cut<C extends BarColumn>(
  bars: SelectedBarColumns<C>,
  columns: readonly C[],
  { start, end }: PlaceRange,
): SelectedBarColumns<C> {
  const part: Record<string, Float64Array> = { timestamps: bars.timestamps.subarray(start, end) };
  for (const column of columns) part[column] = bars[column]!.subarray(start, end);
  return part as unknown as SelectedBarColumns<C>;
}
