import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NotFound } from '#kit/errors/domain-error.js';
import { applyCommit, filesOfCommit, readCheckpoint, writeCheckpoint, writeCommit } from './commit-record.js';
import { createFileExclusively, writeFileAtomically } from './durable-file.js';
import type { SeriesKey } from './series-key.js';
import { type SeriesEntry, Snapshot, sequenceOf } from './snapshot.js';

/** A full checkpoint is written after every so many commits. */
const COMMITS_PER_CHECKPOINT = 64;
/** Old snapshots that are kept in memory. */
const REMEMBERED_SNAPSHOTS = 32;
const COMMITS = '_commits';
const CHECKPOINTS = '_checkpoints';
const SUFFIX = '.json';

/**
 * The lake's append-only log: one file per commit, named by its sequence, created exclusively. The newest commit that
 * exists is the current snapshot; nothing that was written is ever changed.
 */
export class CommitLog {
  private head: Snapshot | undefined;
  private readonly remembered = new Map<string, Snapshot>();

  constructor(private readonly root: string) {}

  /** Makes the log's folders. Only a writer does. */
  async create(): Promise<void> {
    await mkdir(join(this.root, COMMITS), { recursive: true });
    await mkdir(join(this.root, CHECKPOINTS), { recursive: true });
  }

  /** The current snapshot: one look for the commit that would come next, and a read of what was found. */
  async current(): Promise<Snapshot> {
    const start = this.head ?? (await this.newestCheckpoint(Number.MAX_SAFE_INTEGER));
    const found = await this.follow(start, Number.MAX_SAFE_INTEGER);
    if (this.head === undefined || found.sequence > this.head.sequence) this.head = found;
    return this.head;
  }

  /**
   * The snapshot of an id that current() once gave.
   * @throws NotFound for an id that this lake never had
   */
  async snapshot(id: string): Promise<Snapshot> {
    const current = await this.current();
    if (id === current.id) return current;
    const known = this.remembered.get(id);
    if (known) return known;
    const sequence = sequenceOf(id);
    if (sequence !== null && sequence < current.sequence) {
      const found = await this.follow(await this.newestCheckpoint(sequence), sequence);
      if (found.id === id) return this.remember(found);
    }
    throw new NotFound(`This lake has no snapshot ${JSON.stringify(id.slice(0, 80))}.`, {
      snapshotId: id.slice(0, 80),
    });
  }

  /**
   * Appends the commit that follows `parent`: it changes some series and takes others away. Null when another writer has
   * taken its place in the log.
   */
  async append(
    parent: Snapshot,
    changed: readonly SeriesEntry[],
    removed: readonly SeriesKey[] = [],
  ): Promise<Snapshot | null> {
    const next = parent.with(changed, removed);
    const text = writeCommit(parent, next, changed, removed);
    if (!(await createFileExclusively(this.commitPath(next.sequence), text))) return null;
    if (this.head === undefined || next.sequence > this.head.sequence) this.head = next;
    // A checkpoint that cannot be written costs later openings time, and never the commit, which is safe already.
    if (next.sequence % COMMITS_PER_CHECKPOINT === 0) await this.checkpoint(next).catch(() => undefined);
    return next;
  }

  /** The files of every commit in the log, current or not. */
  async referencedFiles(): Promise<Set<string>> {
    const files = new Set<string>();
    for (let sequence = 1; ; sequence++) {
      const text = await this.readCommit(sequence);
      if (text === null) return files;
      for (const file of filesOfCommit(text)) files.add(file);
    }
  }

  private async follow(start: Snapshot, last: number): Promise<Snapshot> {
    let snapshot = start;
    while (snapshot.sequence < last) {
      const text = await this.readCommit(snapshot.sequence + 1);
      if (text === null) break;
      snapshot = applyCommit(snapshot, text);
    }
    return snapshot;
  }

  private async newestCheckpoint(upTo: number): Promise<Snapshot> {
    const names = await readdir(join(this.root, CHECKPOINTS)).catch(absentIs([] as string[]));
    const sequences = names
      .filter((name) => /^\d+\.json$/.test(name))
      .map((name) => Number(name.slice(0, -SUFFIX.length)))
      .filter((sequence) => sequence <= upTo)
      .sort((a, b) => b - a);
    for (const sequence of sequences) {
      try {
        return readCheckpoint(await readFile(this.checkpointPath(sequence), 'utf8'));
      } catch {
        // A checkpoint only saves time: the commits before it say the same.
      }
    }
    return Snapshot.empty;
  }

  private checkpoint(snapshot: Snapshot): Promise<void> {
    return writeFileAtomically(this.checkpointPath(snapshot.sequence), writeCheckpoint(snapshot));
  }

  private readCommit(sequence: number): Promise<string | null> {
    return readFile(this.commitPath(sequence), 'utf8').catch(absentIs(null));
  }

  private remember(snapshot: Snapshot): Snapshot {
    this.remembered.set(snapshot.id, snapshot);
    const oldest = this.remembered.keys().next().value;
    if (this.remembered.size > REMEMBERED_SNAPSHOTS && oldest !== undefined) this.remembered.delete(oldest);
    return snapshot;
  }

  private commitPath(sequence: number): string {
    return join(this.root, COMMITS, fileName(sequence));
  }

  private checkpointPath(sequence: number): string {
    return join(this.root, CHECKPOINTS, fileName(sequence));
  }
}

function fileName(sequence: number): string {
  return `${String(sequence).padStart(16, '0')}${SUFFIX}`;
}

function absentIs<T>(value: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT') return value;
    throw error;
  };
}
