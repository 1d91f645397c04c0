import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { UpstreamUnavailable } from '#kit/errors/domain-error.js';
import { type Clock, systemClock } from '#kit/time/clock.js';
import type { BarColumns } from './bar-columns.js';
import { CommitLog } from './commit-log.js';
import { DuckDbEngine } from './duckdb-engine.js';
import { publishFile, syncFolder, TEMPORARY_PREFIX } from './durable-file.js';
import type { GivenBars } from './given-bars.js';
import { holdOut } from './hold-out.js';
import { lakeRoot } from './lake-root.js';
import { removeLeftovers } from './leftovers.js';
import { normaliseBars } from './normalise-bars.js';
import {
  copyWithout,
  describeStaged,
  type FileFacts,
  type GoneBars,
  inspectMerged,
  mergeFiles,
  type StagedFile,
  stageBars,
} from './series-file.js';
import { type SeriesKey, seriesFolder } from './series-key.js';
import type { SeriesEntry, Snapshot } from './snapshot.js';

/** Where a write stands: each step is safe to die at. */
export type WriteStep = 'staged' | 'merged' | 'published' | 'committed';

export interface LakeWriterOptions {
  readonly root: string;
  /** The folders besides the lake from which files may be imported. */
  readonly importFolders?: readonly string[];
  /** Bound of DuckDB's memory; 512 MB when absent. What outgrows it goes to a folder in the lake. */
  readonly memoryLimitMb?: number;
  /** Threads of DuckDB; 2 when absent. */
  readonly threads?: number;
  /** Leftovers of dead writers are deleted at the start when they are so old; an hour when absent. */
  readonly leftoverAgeMs?: number;
  readonly clock?: Clock;
  /** Told of every step; a write waits for it. For tests that interrupt a write. */
  readonly onStep?: (step: WriteStep) => void | Promise<void>;
}

export interface WriteResult extends GivenBars {
  /** The first snapshot that has the bars. */
  readonly snapshot: Snapshot;
  /** Null when nothing was written, for all was held out, and the series has no bars. */
  readonly entry: SeriesEntry | null;
  /** Bars at timestamps that the series did not have. */
  readonly added: number;
  /** Bars at timestamps that the series had. */
  readonly replaced: number;
}

export interface RemoveResult {
  /** The first snapshot without the bars. */
  readonly snapshot: Snapshot;
  /** What is left of the series; null when nothing is. */
  readonly entry: SeriesEntry | null;
  readonly removed: number;
}

export interface UpsertOptions {
  /** Bars that are not to come back: given ones that equal them are left out. */
  readonly heldOut?: BarColumns;
}

/** New bars in a file of their own, not in the lake yet. */
export interface StagedBars extends GivenBars {
  /** Null when all given bars were held out. */
  readonly staged: StagedFile | null;
}

/** What a commit does to its series: nothing, takes it away, or gives it the file at `path`. */
type Change =
  | { readonly kind: 'none' | 'gone' }
  | { readonly kind: 'file'; readonly path: string; readonly facts: FileFacts; readonly source: string };

/** How often a commit is tried when other writers keep being first. */
const MAX_ATTEMPTS = 100;

/**
 * Writes the lake: a new immutable file for each series that changes, then one commit that names it. A reader sees the
 * lake before the commit or after it; so does whoever opens it after a crash. Several writers may work at once: who
 * comes second to a place in the log merges again and takes the next.
 */
export class BarLakeWriter {
  private queue: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly root: string,
    private readonly log: CommitLog,
    private readonly engine: DuckDbEngine,
    private readonly options: LakeWriterOptions,
  ) {}

  /** @throws FailedPrecondition for an object store's URL */
  static async open(options: LakeWriterOptions): Promise<BarLakeWriter> {
    const root = lakeRoot(options.root);
    const log = new CommitLog(root);
    const spillFolder = join(root, '_spill');
    await log.create();
    await mkdir(spillFolder, { recursive: true });
    const now = (options.clock ?? systemClock).now().getTime();
    await removeLeftovers(root, log, now, options.leftoverAgeMs ?? 3_600_000);
    const engine = await DuckDbEngine.open({
      folders: [root, ...(options.importFolders ?? [])],
      spillFolder,
      tellsProgress: true,
      ...(options.memoryLimitMb === undefined ? {} : { memoryLimitMb: options.memoryLimitMb }),
      ...(options.threads === undefined ? {} : { threads: options.threads }),
    });
    return new BarLakeWriter(root, log, engine, options);
  }

  currentSnapshot(): Promise<Snapshot> {
    return this.log.current();
  }

  /**
   * Adds bars to a series, or replaces those that it has at the same timestamps; in any order, the last given wins.
   * Resolves when they are safe on disk.
   * @throws BadUserInput for a symbol that the lake cannot hold; RangeError for columns that are no bars
   */
  async upsert(key: SeriesKey, bars: BarColumns, source: string, options: UpsertOptions = {}): Promise<WriteResult> {
    const { bars: distinct, ...repeated } = normaliseBars(bars);
    if (distinct.timestamps.length === 0) throw new RangeError('There is no bar to write.');
    const { bars: wanted, heldOut } = options.heldOut
      ? holdOut(distinct, options.heldOut)
      : { bars: distinct, heldOut: 0 };
    return this.stage(key, source, async (connection, path) => ({
      staged: wanted.timestamps.length === 0 ? null : await stageBars(connection, path, wanted),
      ...{ ...repeated, heldOut, rejected: [], rejectedCount: 0 },
    }));
  }

  /**
   * Takes the bars at these times out of a series; times at which it has none do not matter. Older snapshots keep them.
   * A series that loses its last bar is not in the new snapshot. Resolves when that is safe on disk.
   */
  remove(key: SeriesKey, timestamps: Float64Array): Promise<RemoveResult> {
    return this.takeOut(key, timestamps, timestamps.length);
  }

  /**
   * The same of bars that still have the time, the prices and the volume of these: one that was corrected in the
   * meantime stays.
   */
  removeSame(key: SeriesKey, bars: BarColumns): Promise<RemoveResult> {
    return this.takeOut(key, bars, bars.timestamps.length);
  }

  private async takeOut(key: SeriesKey, gone: GoneBars, count: number): Promise<RemoveResult> {
    const current = await this.log.current();
    if (current.entry(key) === null) return { snapshot: current, entry: null, removed: 0 };
    const folder = await this.openFolder(key);
    const list = join(folder, `${TEMPORARY_PREFIX}${randomUUID()}.parquet`);
    let removed = 0;
    try {
      const written = await this.inTurn(() =>
        this.commit(key, folder, async (base, path) => {
          removed = 0;
          if (base === null || count === 0) return { kind: 'none' };
          return this.engine.use(async (connection): Promise<Change> => {
            const left = await copyWithout(connection, join(this.root, base.file), gone, list, path);
            removed = base.rowCount - left;
            if (removed === 0 || left === 0) return { kind: removed === 0 ? 'none' : 'gone' };
            return { kind: 'file', path, facts: await inspectMerged(connection, path), source: base.source };
          });
        }),
      );
      return { ...written, removed };
    } finally {
      await rm(list, { force: true });
    }
  }

  /**
   * Commits what `produce` writes into the file that it is given: bars in time order, each timestamp once.
   * Resolves when they are safe on disk; when it rejects, nothing was kept.
   */
  async stage(
    key: SeriesKey,
    source: string,
    produce: (connection: DuckDBConnection, path: string) => Promise<StagedBars>,
  ): Promise<WriteResult> {
    const folder = await this.openFolder(key);
    const path = join(folder, `${TEMPORARY_PREFIX}${randomUUID()}.parquet`);
    try {
      const { staged, ...given } = await this.engine.use((connection) => produce(connection, path));
      await this.options.onStep?.('staged');
      let replaced = 0;
      const written = await this.inTurn(() =>
        this.commit(key, folder, async (base, merged) => {
          if (staged === null) return { kind: 'none' };
          const outcome = await this.merge(base, staged, merged);
          replaced = outcome.replaced;
          return { kind: 'file', path: base ? merged : staged.path, facts: outcome.facts, source };
        }),
      );
      return { ...written, added: (staged?.rowCount ?? 0) - replaced, replaced, ...given };
    } finally {
      await rm(path, { force: true });
    }
  }

  /** Resolves when the writes under way are done. */
  async close(): Promise<void> {
    await this.queue;
    this.engine.close();
  }

  /** Commits the change that `make` finds for what the series is now; again for what it then is when another was first. */
  private async commit(
    key: SeriesKey,
    folder: string,
    make: (base: SeriesEntry | null, path: string) => Promise<Change>,
  ): Promise<{ readonly snapshot: Snapshot; readonly entry: SeriesEntry | null }> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const parent = await this.log.current();
      const base = parent.entry(key);
      const merged = join(folder, `${TEMPORARY_PREFIX}${randomUUID()}.parquet`);
      try {
        const change = await make(base, merged);
        await this.options.onStep?.('merged');
        const isSame = change.kind === 'none' || (change.kind === 'file' && base?.sha256 === change.facts.sha256);
        if (isSame) return { snapshot: parent, entry: base };
        const entry = change.kind === 'file' ? this.entryOf(key, change) : null;
        if (change.kind === 'file') await publishFile(change.path, join(this.root, entry!.file));
        await this.options.onStep?.('published');
        const snapshot = await (entry ? this.log.append(parent, [entry]) : this.log.append(parent, [], [key]));
        await this.options.onStep?.('committed');
        if (snapshot) return { snapshot, entry };
        // Another writer was first: the file goes back to where the next attempt, or the clean-up, expects it.
        if (change.kind === 'file') await rename(join(this.root, entry!.file), change.path);
      } finally {
        await rm(merged, { force: true });
      }
    }
    throw new UpstreamUnavailable('The bar lake is too busy: other writers were first every time. Try again later.');
  }

  private async merge(base: SeriesEntry | null, staged: StagedFile, path: string) {
    if (!base) return { facts: await describeStaged(staged), replaced: 0 };
    return this.engine.use(async (connection) => {
      const old = { path: join(this.root, base.file), lastBarAt: base.lastBarAt };
      const replaced = await mergeFiles(connection, old, staged, path);
      return { facts: await inspectMerged(connection, path), replaced };
    });
  }

  /** What the manifest will say of a new file, under a name that nobody has. */
  private entryOf({ symbol, interval }: SeriesKey, { facts, source }: Change & { kind: 'file' }): SeriesEntry {
    const file = `${seriesFolder({ symbol, interval })}/${randomUUID()}.parquet`;
    return { symbol, interval, file, ...facts, source, updatedAt: (this.options.clock ?? systemClock).now().getTime() };
  }

  /** One commit of this process at a time: they would only get in each other's way. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.queue.then(work, work);
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  private async openFolder(key: SeriesKey): Promise<string> {
    const folder = join(this.root, seriesFolder(key));
    if ((await mkdir(folder, { recursive: true })) !== undefined) {
      await syncFolder(this.root);
      await syncFolder(dirname(folder));
    }
    return folder;
  }
}
