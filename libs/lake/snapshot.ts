import { createHash } from 'node:crypto';
import { type SeriesKey, seriesId } from './series-key.js';

/** What the manifest knows of one series: enough to answer its coverage without opening a file. */
export interface SeriesEntry extends SeriesKey {
  /** Below the lake's root. Never changed once written. */
  readonly file: string;
  readonly rowCount: number;
  /** Epoch milliseconds, UTC. */
  readonly firstBarAt: number;
  readonly lastBarAt: number;
  readonly sizeBytes: number;
  /** Of the file's bytes, in hex. */
  readonly sha256: string;
  /** Who gave the data: a provider's name, `import`, `ingest`. */
  readonly source: string;
  /** Epoch milliseconds, UTC. */
  readonly updatedAt: number;
}

const EMPTY_HASH = hash('quantgraph bar lake, format 1');

/**
 * The whole lake at one commit. Its id names the exact bytes of every series: the hash chains over all commits up to
 * it. Times and file names are left out of the hash, so the same data loaded in the same order has the same id
 * everywhere.
 */
export class Snapshot {
  private symbolList: readonly string[] | undefined;

  private constructor(
    readonly sequence: number,
    readonly hash: string,
    private readonly bySeries: ReadonlyMap<string, SeriesEntry>,
  ) {}

  static readonly empty = new Snapshot(0, EMPTY_HASH, new Map());

  /** A snapshot that was stored whole. */
  static restore(sequence: number, hash: string, entries: readonly SeriesEntry[]): Snapshot {
    return new Snapshot(sequence, hash, new Map(entries.map((entry) => [seriesId(entry), entry])));
  }

  /** `snap_<sequence>_<first 32 hex digits of the hash>`. */
  get id(): string {
    return snapshotId(this.sequence, this.hash);
  }

  get seriesCount(): number {
    return this.bySeries.size;
  }

  /** The series, or null when the lake has no bar of it. */
  entry(key: SeriesKey): SeriesEntry | null {
    return this.bySeries.get(seriesId(key)) ?? null;
  }

  entries(): IterableIterator<SeriesEntry> {
    return this.bySeries.values();
  }

  /** Every symbol that has bars at any interval, in alphabetical order. */
  symbols(): readonly string[] {
    this.symbolList ??= [...new Set([...this.bySeries.values()].map((entry) => entry.symbol))].sort();
    return this.symbolList;
  }

  /** The snapshot after a commit that changed some series, and of others removed the last bar. */
  with(changed: readonly SeriesEntry[], removed: readonly SeriesKey[] = []): Snapshot {
    const bySeries = new Map(this.bySeries);
    for (const entry of changed) bySeries.set(seriesId(entry), entry);
    for (const key of removed) bySeries.delete(seriesId(key));
    return new Snapshot(this.sequence + 1, chainHash(this.hash, changed, removed), bySeries);
  }
}

export function snapshotId(sequence: number, hash: string): string {
  return `snap_${sequence}_${hash.slice(0, 32)}`;
}

/** The sequence in an id of the right form; null for anything else. */
export function sequenceOf(id: string): number | null {
  const match = /^snap_(0|[1-9]\d{0,14})_[0-9a-f]{32}$/.exec(id);
  return match ? Number(match[1]) : null;
}

function chainHash(parent: string, changed: readonly SeriesEntry[], removed: readonly SeriesKey[]): string {
  const facts = [
    ...changed.map((entry) =>
      [seriesId(entry), entry.rowCount, entry.firstBarAt, entry.lastBarAt, entry.sha256].join(' '),
    ),
    ...removed.map((key) => `${seriesId(key)} removed`),
  ].sort();
  return hash([parent, ...facts].join('\n'));
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
