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
import { lakeRoot } from './lake-root.js';
import { removeLeftovers } from './leftovers.js';
import { normaliseBars } from './normalise-bars.js';
import { describeStaged, inspectMerged, mergeFiles, type StagedFile, stageBars } from './series-file.js';
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

export interface WriteResult {
  /** The first snapshot that has the bars. */
  readonly snapshot: Snapshot;
  readonly entry: SeriesEntry;
  /** Bars at timestamps that the series did not have. */
  readonly added: number;
  /** Bars at timestamps that the series had. */
  readonly replaced: number;
  /** Given bars that a later given one with the same timestamp replaced. */
  readonly duplicates: number;
}

/** New bars in a file of their own, not in the lake yet. */
export interface StagedBars {
  readonly staged: StagedFile;
  readonly duplicates: number;
}

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
  async upsert(key: SeriesKey, bars: BarColumns, source: string): Promise<WriteResult> {
    const normalised = normaliseBars(bars);
    if (normalised.bars.timestamps.length === 0) throw new RangeError('There is no bar to write.');
    return this.stage(key, source, async (connection, path) => ({
      staged: await stageBars(connection, path, normalised.bars),
      duplicates: normalised.duplicates,
    }));
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
      const { staged, duplicates } = await this.engine.use((connection) => produce(connection, path));
      await this.options.onStep?.('staged');
      return { ...(await this.inTurn(() => this.commit(key, source, folder, staged))), duplicates };
    } finally {
      await rm(path, { force: true });
    }
  }

  /** Resolves when the writes under way are done. */
  async close(): Promise<void> {
    await this.queue;
    this.engine.close();
  }

  private async commit(key: SeriesKey, source: string, folder: string, staged: StagedFile) {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const parent = await this.log.current();
      const base = parent.entry(key);
      const merged = join(folder, `${TEMPORARY_PREFIX}${randomUUID()}.parquet`);
      try {
        const { facts, replaced } = await this.merge(base, staged, merged);
        await this.options.onStep?.('merged');
        const counts = { added: staged.rowCount - replaced, replaced };
        if (base && base.sha256 === facts.sha256) return { snapshot: parent, entry: base, ...counts };
        const name = `${randomUUID()}.parquet`;
        await publishFile(base ? merged : staged.path, join(folder, name));
        await this.options.onStep?.('published');
        const updatedAt = (this.options.clock ?? systemClock).now().getTime();
        const entry: SeriesEntry = { ...key, file: `${seriesFolder(key)}/${name}`, ...facts, source, updatedAt };
        const snapshot = await this.log.append(parent, [entry]);
        await this.options.onStep?.('committed');
        if (snapshot) return { snapshot, entry, ...counts };
        // Another writer was first: the file goes back to where the next attempt, or the clean-up, expects it.
        await rename(join(folder, name), base ? merged : staged.path);
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
