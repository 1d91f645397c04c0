import type { AssetClass, DataInterval, ErrorCode, IngestionKind, RunStatus } from '#schema/generated/enums.js';

/** What became of one kind of data of one symbol. */
export interface SymbolOutcome {
  /** Or the code of an economic series. */
  readonly symbol: string;
  readonly kind: IngestionKind;
  readonly status: RunStatus;
  readonly rowsWritten: number;
  readonly rowsRejected: number;
  readonly failure: { readonly code: ErrorCode; readonly message: string } | null;
}

/** One arrival of data: where it came from, what became of it. */
export interface Ingestion {
  readonly id: string;
  /** The first of `kinds`. */
  readonly kind: IngestionKind;
  readonly kinds: readonly IngestionKind[];
  readonly status: RunStatus;
  /** 0 to 1. */
  readonly progress: number;
  /** Who gave the data: `import`, `ingest`, `samples`, or a provider. */
  readonly provider: string;
  readonly symbols: readonly string[];
  readonly interval: DataInterval;
  /** Of symbols that are new; null for what their names suggest. */
  readonly assetClass: AssetClass | null;
  /** Below the import folder; null when the data did not come in a file. */
  readonly file: string | null;
  /** What is asked of a provider, both ends included: epoch milliseconds. Both null: what is newer than the last bar. */
  readonly from: number | null;
  readonly to: number | null;
  readonly rowsWritten: number;
  readonly rowsRejected: number;
  /** Of what was sent or imported: bars among those written that replaced others at their times. */
  readonly rowsReplaced: number;
  /** Rows that a later one with the same time replaced. */
  readonly rowsDuplicated: number;
  /** Rows that equal a bar under quarantine. */
  readonly rowsHeldOut: number;
  readonly qualityEventsRaised: number;
  /** Of a collection: what has been tried so far, in that order. */
  readonly outcomes: readonly SymbolOutcome[];
  readonly snapshotId: string | null;
  readonly failure: { readonly code: ErrorCode; readonly message: string } | null;
  readonly ownerId: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly completedAt: string | null;
}

/** Where an ingestion may go from where it is. */
export const INGESTION_TRANSITIONS: Readonly<Record<RunStatus, readonly RunStatus[]>> = {
  PENDING: ['RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED'],
  RUNNING: ['COMPLETED', 'FAILED', 'CANCELLED'],
  COMPLETED: [],
  FAILED: [],
  CANCELLED: [],
};

export function isTerminal(status: RunStatus): boolean {
  return INGESTION_TRANSITIONS[status].length === 0;
}

/** What is asked to be written: bars in memory, already checked. */
export interface IngestRequest {
  readonly symbol: string;
  readonly interval: DataInterval;
  readonly assetClass: AssetClass;
  readonly bars: BarRows;
}

/** Columns of one length; timestamps are epoch milliseconds, in any order. */
export interface BarRows {
  readonly timestamps: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
  readonly adjustedClose: Float64Array;
}

/** A file to be read. */
export interface ImportRequest {
  readonly file: string;
  readonly symbol: string;
  readonly interval: DataInterval;
  readonly assetClass: AssetClass;
}
