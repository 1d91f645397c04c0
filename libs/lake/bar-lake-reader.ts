import { BAR_COLUMNS, type BarColumn, type SelectedBarColumns } from './bar-columns.js';
import { type BarPage, type BarPageRequest, BarPages } from './bar-pages.js';
import { queryBars } from './bar-query.js';
import { CachedBars, placesOf, type TimeRange } from './cached-bars.js';
import { ColumnCache } from './column-cache.js';
import { CommitLog } from './commit-log.js';
import { DuckDbEngine } from './duckdb-engine.js';
import { lakeRoot } from './lake-root.js';
import { ResampledBars, type ResampleRequest } from './resampled-bars.js';
import type { SeriesKey } from './series-key.js';
import type { SeriesEntry, Snapshot } from './snapshot.js';

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

/** Reads the lake through an in-memory DuckDB of its own; any number of processes may, while one writes. */
export class BarLakeReader {
  private readonly bars: CachedBars;
  private readonly pages: BarPages;
  private readonly resampled: ResampledBars;

  private constructor(
    root: string,
    private readonly log: CommitLog,
    private readonly engine: DuckDbEngine,
    private readonly cache: ColumnCache,
  ) {
    this.bars = new CachedBars(root, engine, cache);
    this.pages = new BarPages(engine, cache, this.bars, (snapshot, keys) => this.timestamps(snapshot, keys));
    this.resampled = new ResampledBars(engine, this.bars);
  }

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
    return this.bars.collect(snapshot, keys, columns, (entry, timestamps) =>
      timestamps ? placesOf(timestamps, range) : { ...this.bars.filePart(entry), ...timeBounds(range) },
    );
  }

  /** The last `count` bars of many series in one statement, oldest first; null where the snapshot has no such series. */
  async readLast<C extends BarColumn = BarColumn>(
    snapshot: Snapshot,
    keys: readonly SeriesKey[],
    count: number,
    columns: readonly C[] = BAR_COLUMNS as readonly BarColumn[] as readonly C[],
  ): Promise<(SelectedBarColumns<C> | null)[]> {
    return this.bars.collect(snapshot, keys, columns, (entry, timestamps) => {
      const start = Math.max(0, entry.rowCount - count);
      return timestamps ? { start, end: timestamps.length } : { ...this.bars.filePart(entry), start };
    });
  }

  /** One page of each of many series; an empty page where the snapshot has no such series. */
  readPages(snapshot: Snapshot, keys: readonly SeriesKey[], request: BarPageRequest): Promise<BarPage[]> {
    return this.pages.read(snapshot, keys, request);
  }

  /**
   * Longer bars than the stored ones, made of them in one statement by the sessions of each market; in the order of the
   * requests, null where the snapshot does not have the source. `resample-sql.ts` says how bars become one.
   */
  resample<C extends BarColumn = BarColumn>(
    snapshot: Snapshot,
    requests: readonly ResampleRequest[],
    range: TimeRange & { readonly columns?: readonly C[] } = {},
  ): Promise<(SelectedBarColumns<C> | null)[]> {
    const columns = range.columns ?? (BAR_COLUMNS as readonly BarColumn[] as readonly C[]);
    return this.resampled.read(snapshot, requests, columns, range);
  }

  /** The timestamps of many series, in one statement; empty where the snapshot has no such series. */
  async timestamps(snapshot: Snapshot, keys: readonly SeriesKey[]): Promise<Float64Array[]> {
    const entries = keys.map((key) => snapshot.entry(key));
    const found = new Map<string, Float64Array>();
    const missing = new Map<string, SeriesEntry>();
    for (const entry of entries) {
      if (entry === null) continue;
      const kept = this.cache.get(entry.file, 'timestamps');
      // Held from here on: keeping what is read may drive it out of the cache.
      if (kept) found.set(entry.file, kept);
      else missing.set(entry.file, entry);
    }
    const parts = [...missing.values()].map((entry) => this.bars.filePart(entry));
    const read = await this.engine.use((connection) => queryBars(connection, parts, []));
    for (const [i, file] of [...missing.keys()].entries()) {
      const { timestamps } = read[i]!;
      found.set(file, timestamps);
      this.cache.put(file, 'timestamps', timestamps);
    }
    return entries.map((entry) => (entry ? found.get(entry.file)! : new Float64Array(0)));
  }

  close(): void {
    this.engine.close();
  }
}

function timeBounds({ from, to }: TimeRange): TimeRange {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}
