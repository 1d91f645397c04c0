import { z } from 'zod';
import { DataInterval } from '#schema/generated/enums.js';
import type { SeriesKey } from './series-key.js';
import { type SeriesEntry, Snapshot } from './snapshot.js';

const count = z.int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const seriesEntry = z.object({
  symbol: z.string().min(1),
  interval: z.enum(DataInterval),
  file: z.string().regex(/^interval=[A-Z_]+\/symbol=[A-Z0-9.%-]+\/[\w-]+\.parquet$/),
  rowCount: count,
  firstBarAt: z.number(),
  lastBarAt: z.number(),
  sizeBytes: count,
  sha256,
  source: z.string(),
  updatedAt: z.number(),
});

const step = {
  sequence: z.int().positive(),
  parent: z.string(),
  snapshot: z.string(),
  changed: z.array(seriesEntry),
};

/**
 * Format 1 changes series. Format 2 also takes series away, and is written only by a commit that does: a program that
 * knows format 1 alone reads every other log, and refuses this one instead of misreading it.
 */
const commit = z.discriminatedUnion('format', [
  z.object({ format: z.literal(1), ...step }),
  z.object({
    format: z.literal(2),
    ...step,
    removed: z.array(z.object({ symbol: z.string().min(1), interval: z.enum(DataInterval) })).min(1),
  }),
]);

const checkpoint = z.object({
  format: z.literal(1),
  sequence: z.int().positive(),
  snapshot: z.string(),
  hash: sha256,
  entries: z.array(seriesEntry),
});

/** The text of the commit that leads from one snapshot to the next. */
export function writeCommit(
  parent: Snapshot,
  next: Snapshot,
  changed: readonly SeriesEntry[],
  removed: readonly SeriesKey[] = [],
): string {
  const facts = { sequence: next.sequence, parent: parent.id, snapshot: next.id, changed: [...changed] };
  const record: z.infer<typeof commit> =
    removed.length === 0
      ? { format: 1, ...facts }
      : { format: 2, ...facts, removed: removed.map(({ symbol, interval }) => ({ symbol, interval })) };
  return `${JSON.stringify(record)}\n`;
}

/**
 * The snapshot after the commit in `text`.
 * @throws Error when the text is not the commit that follows `parent`: the log was changed by other hands
 */
export function applyCommit(parent: Snapshot, text: string): Snapshot {
  const record = commit.parse(JSON.parse(text));
  const next = parent.with(record.changed, record.format === 2 ? record.removed : []);
  if (record.sequence !== next.sequence || record.parent !== parent.id || record.snapshot !== next.id) {
    throw new Error(`The lake's commit ${record.sequence} does not follow ${parent.id}: its log is damaged.`);
  }
  return next;
}

/** The files that a commit added. */
export function filesOfCommit(text: string): string[] {
  return commit.parse(JSON.parse(text)).changed.map((entry) => entry.file);
}

/** The text of a checkpoint: a whole snapshot, so that opening need not read every commit. */
export function writeCheckpoint(snapshot: Snapshot): string {
  const record: z.infer<typeof checkpoint> = {
    format: 1,
    sequence: snapshot.sequence,
    snapshot: snapshot.id,
    hash: snapshot.hash,
    entries: [...snapshot.entries()],
  };
  return `${JSON.stringify(record)}\n`;
}

/** The snapshot of a checkpoint. */
export function readCheckpoint(text: string): Snapshot {
  const record = checkpoint.parse(JSON.parse(text));
  return Snapshot.restore(record.sequence, record.hash, record.entries);
}
