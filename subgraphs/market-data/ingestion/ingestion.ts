import type { AssetClass, DataInterval, ErrorCode, IngestionKind, RunStatus } from '#schema/generated/enums.js';

/** One arrival of data: where it came from, what became of it. */
export interface Ingestion {
  readonly id: string;
  readonly kind: IngestionKind;
  readonly status: RunStatus;
  /** 0 to 1. */
  readonly progress: number;
  /** Who gave the data: `import`, `ingest`, `samples`, or a provider. */
  readonly provider: string;
  readonly symbols: readonly string[];
  readonly interval: DataInterval;
  readonly assetClass: AssetClass;
  /** Below the import folder; null when the data did not come in a file. */
  readonly file: string | null;
  readonly rowsWritten: number;
  readonly rowsRejected: number;
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
