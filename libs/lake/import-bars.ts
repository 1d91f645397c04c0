import { rm } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { BarColumns } from './bar-columns.js';
import type { BarLakeWriter, StagedBars, WriteResult } from './bar-lake-writer.js';
import { checkPacked } from './csv-records.js';
import { checkRows } from './import-check.js';
import { readConventions } from './import-conventions.js';
import { refuseFile } from './import-faults.js';
import { findImportFile } from './import-file.js';
import { orderRows } from './import-order.js';
import { openImportSource } from './import-source.js';
import { selectBars } from './import-sql.js';
import { checkFileSteps, ShortSteps } from './import-steps.js';
import type { SeriesKey } from './series-key.js';
import { sqlText } from './sql-literal.js';

export interface ImportRequest extends SeriesKey {
  /** The folder below which the file must lie: one of the writer's import folders. */
  readonly folder: string;
  /** Relative to the folder. */
  readonly file: string;
  /** Who gave the data, for the manifest. */
  readonly source: string;
  /** 4 GiB when absent. */
  readonly maxBytes?: number;
  /** Bars that are not to come back: rows that equal them are left out. */
  readonly heldOut?: BarColumns;
  readonly signal?: AbortSignal;
  /** Told how far the import is, 0 to 1 and never less than before, a few times a second. */
  readonly onProgress?: (fraction: number) => void;
}

/**
 * Imports a CSV or Parquet file into one series. DuckDB streams it; rows may come in any order, and of several rows
 * with one timestamp the last wins. Rows with a price of 0 or less are rejected, and told of. For the rest all are kept
 * or none: one that cannot be read refuses the whole file.
 * @throws BadUserInput for a path outside the folder, a file that is damaged, an unknown header, a file without a row,
 *   rows that cannot be read, with line, column and text, or rows that are closer together than bars of the interval
 */
export function importBars(writer: BarLakeWriter, request: ImportRequest): Promise<WriteResult> {
  return writer.stage(request, request.source, async (connection, path) => {
    const { signal } = request;
    const interrupt = () => connection.interrupt();
    signal?.throwIfAborted();
    signal?.addEventListener('abort', interrupt, { once: true });
    try {
      return await stageFile(connection, request, path);
    } catch (error) {
      // An interrupted statement fails with DuckDB's words; the caller wants its own reason.
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', interrupt);
      for (const beside of besides(path)) await rm(beside, { force: true });
    }
  });
}

async function stageFile(connection: DuckDBConnection, request: ImportRequest, path: string): Promise<StagedBars> {
  const file = await findImportFile(request.folder, request.file, request.maxBytes ?? 2 ** 32);
  if (file.isGzip) await checkPacked(file, request.signal);
  const opened = await openImportSource(connection, file);
  let source = opened;
  const [raw, heldOutPath] = besides(path);
  try {
    source = { ...opened, conventions: await readConventions(connection, opened) };
    const rows = selectBars(source, request.interval, request.symbol);
    await tellProgress(connection, request.onProgress, () =>
      connection.run(`COPY (${rows}) TO ${sqlText(raw)} (FORMAT parquet)`),
    );
  } catch (error) {
    request.signal?.throwIfAborted();
    throw await refuseFile(connection, source, error as Error);
  }
  const checked = await checkRows(connection, raw, source, request);
  request.onProgress?.(CHECKED);
  const heldOut = request.heldOut?.timestamps.length ? { bars: request.heldOut, path: heldOutPath } : null;
  const steps = new ShortSteps(request.interval);
  const staged = await orderRows(connection, raw, checked, heldOut, path, steps);
  await checkFileSteps(connection, source, request, staged, steps);
  return staged;
}

/** How much of an import is done when the file has been read, and when its rows have been checked. */
const [READ, CHECKED] = [0.8, 0.9];
const PROGRESS_EVERY_MS = 200;

/** Asks the connection how far its statement is, until that is done. */
async function tellProgress(
  connection: DuckDBConnection,
  tell: ((fraction: number) => void) | undefined,
  work: () => Promise<unknown>,
): Promise<void> {
  let told = 0;
  const timer = setInterval(() => {
    const done = Math.min(1, Math.max(0, connection.progress.percentage / 100)) * READ;
    if (done > told) tell?.(done);
    told = Math.max(told, done);
  }, PROGRESS_EVERY_MS);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  tell?.(READ);
}

/** The files that an import needs besides the one that it makes. */
function besides(path: string): readonly [raw: string, heldOut: string] {
  return [`${path}.raw`, `${path}.held-out`];
}
