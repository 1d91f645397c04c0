import { newId } from '#kit/ids/new-id.js';
import type { Clock } from '#kit/time/clock.js';
import { DataInterval, IngestionKind, RunStatus } from '#schema/generated/enums.js';
import type { Ingestion } from './ingestion.js';

type Known = Pick<Ingestion, 'provider' | 'symbols' | 'ownerId'> & Partial<Ingestion>;

/** An ingestion that waits: what is known of it, and nothing done yet. */
export function newIngestion(known: Known, clock: Clock): Ingestion {
  const kinds = known.kinds ?? [IngestionKind.BARS];
  return {
    id: newId('ing'),
    kind: kinds[0]!,
    kinds,
    status: RunStatus.PENDING,
    progress: 0,
    interval: DataInterval.DAILY,
    assetClass: null,
    file: null,
    from: null,
    to: null,
    rowsWritten: 0,
    rowsRejected: 0,
    rowsReplaced: 0,
    rowsDuplicated: 0,
    rowsHeldOut: 0,
    qualityEventsRaised: 0,
    outcomes: [],
    snapshotId: null,
    failure: null,
    createdAt: clock.now().toISOString(),
    completedAt: null,
    ...known,
  };
}
