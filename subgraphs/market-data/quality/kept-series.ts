import type { SeriesKey } from '#lake/series-key.js';

/** Who knows which series somebody keeps up to date: a provider that is asked for them, a watchlist. */
export interface KeptSeries {
  /** In the order of the keys; one read for all. */
  keptUpToDate(keys: readonly SeriesKey[]): Promise<boolean[]>;
}

/** Nobody keeps anything up to date. */
export const NOTHING_KEPT: KeptSeries = { keptUpToDate: async (keys) => keys.map(() => false) };
