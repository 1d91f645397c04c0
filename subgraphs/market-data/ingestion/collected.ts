import type { MarketDataProvider } from '../provider/market-data-provider.js';
import type { Ingestion } from './ingestion.js';

/** One symbol, or one series, of a collection. */
export interface CollectTask {
  readonly ingestion: Ingestion;
  readonly provider: MarketDataProvider;
  readonly symbol: string;
  readonly signal: AbortSignal;
}

/** What came of it. */
export interface Collected {
  readonly rowsWritten: number;
  readonly rowsRejected: number;
  readonly qualityEventsRaised: number;
  /** Null when no bar was written. */
  readonly snapshotId: string | null;
}

export const NOTHING_NEW: Collected = { rowsWritten: 0, rowsRejected: 0, qualityEventsRaised: 0, snapshotId: null };
