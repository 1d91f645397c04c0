import type { AssetClass, DataInterval, IngestionKind } from '#schema/generated/enums.js';
import type { Ingestion, SymbolOutcome } from '../ingestion/ingestion.js';
import type { MarketDataProvider } from '../provider/market-data-provider.js';

/** What is asked of a provider. */
export interface CollectRequest {
  /** 1 to 100, each once: symbols, or codes of economic series. */
  readonly symbols: readonly string[];
  readonly kinds: readonly IngestionKind[];
  readonly interval: DataInterval;
  /** Of symbols that are new; null for what their names suggest. */
  readonly assetClass: AssetClass | null;
  readonly from: number | null;
  readonly to: number | null;
  /** Null for the first healthy one that serves the kinds. */
  readonly provider: string | null;
}

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
  /** Why nothing came, or why rows were rejected; null when all is well. */
  readonly failure: SymbolOutcome['failure'];
}

export const NOTHING_NEW: Collected = {
  ...{ rowsWritten: 0, rowsRejected: 0, qualityEventsRaised: 0, snapshotId: null, failure: null },
};
