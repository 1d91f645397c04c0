import type { SeriesKey } from '#lake/series-key.js';
import type { AssetClass } from '#schema/generated/enums.js';
import type { RejectedBar } from './quality.js';

/** Bars that are about to be written, and the rows of theirs that will not be seen in the lake. */
export interface ComingBars {
  readonly key: SeriesKey;
  /** Of a symbol that is new. */
  readonly assetClass: AssetClass;
  readonly ingestionId: string;
  readonly ownerId: string;
  /** The first time at which a bar may be added or changed, in epoch milliseconds; null while it is not known. */
  readonly judgeFrom: number | null;
  /** As far as they are known before the write. */
  readonly rejected: readonly RejectedBar[];
  /** Times that are given more than once. */
  readonly duplicates: readonly number[];
}

/** Stored before the write, gone when its events are raised: what is found of it later is made up for. */
export interface PendingInspection extends ComingBars {
  readonly id: string;
  /** Whether the write is over and its inspection came to nothing, so that anybody may make up for it. */
  readonly isLeft: boolean;
}

/** The earliest of them; null, from the beginning, when one of them does not say. */
export function judgedFrom(pending: readonly PendingInspection[]): number | null {
  let first = Number.POSITIVE_INFINITY;
  for (const { judgeFrom } of pending) first = Math.min(first, judgeFrom ?? Number.NEGATIVE_INFINITY);
  return Number.isFinite(first) ? first : null;
}
