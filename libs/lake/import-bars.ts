import { rename, rm } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { BAR_COLUMNS, STORED_NAME } from './bar-columns.js';
import type { BarLakeWriter, StagedBars, WriteResult } from './bar-lake-writer.js';
import { queryBars } from './bar-query.js';
import { checkRows } from './import-check.js';
import { refuseStructure } from './import-faults.js';
import { findImportFile } from './import-file.js';
import { openImportSource } from './import-source.js';
import { selectBars } from './import-sql.js';
import { isStrictlyIncreasing } from './normalise-bars.js';
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
  readonly signal?: AbortSignal;
}

/**
 * Imports a CSV or Parquet file into one series. DuckDB streams it; rows may come in any order, and of several rows
 * with one timestamp the last wins. All rows are kept or none: one that cannot be read refuses the whole file.
 * @throws BadUserInput for a path outside the folder, an unknown header, or bad rows, with line, column and text
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
      await rm(rawPath(path), { force: true });
    }
  });
}

async function stageFile(connection: DuckDBConnection, request: ImportRequest, path: string): Promise<StagedBars> {
  const file = await findImportFile(request.folder, request.file, request.maxBytes ?? 2 ** 32);
  const source = await openImportSource(connection, file);
  const raw = rawPath(path);
  try {
    const rows = selectBars(source, request.interval, request.symbol);
    await connection.run(`COPY (${rows}) TO ${sqlText(raw)} (FORMAT parquet)`);
  } catch (error) {
    request.signal?.throwIfAborted();
    throw source.dialect ? await refuseStructure(file.path, source.dialect, error as Error) : error;
  }
  return order(connection, raw, await checkRows(connection, raw, source, request), path);
}

/** Puts good rows in time order, each timestamp once. A file that is so already, as most are, is only renamed. */
async function order(connection: DuckDBConnection, raw: string, rowCount: number, path: string): Promise<StagedBars> {
  const [read] = await queryBars(connection, [{ path: raw, rowCount }], []);
  const { timestamps } = read!;
  if (isStrictlyIncreasing(timestamps)) await rename(raw, path);
  else {
    const last = BAR_COLUMNS.map(
      (column) => `arg_max(${STORED_NAME[column]}, file_row_number) AS ${STORED_NAME[column]}`,
    );
    await connection.run(
      `COPY (SELECT "timestamp", ${last.join(', ')} FROM read_parquet(${sqlText(raw)}, hive_partitioning = false)
        GROUP BY "timestamp" ORDER BY "timestamp") TO ${sqlText(path)} (FORMAT parquet)`,
    );
    timestamps.sort();
  }
  let distinct = 1;
  for (let i = 1; i < rowCount; i++) if (timestamps[i] !== timestamps[i - 1]) distinct++;
  const staged = { path, rowCount: distinct, firstBarAt: timestamps[0]!, lastBarAt: timestamps.at(-1)! };
  return { staged, duplicates: rowCount - distinct };
}

function rawPath(path: string): string {
  return `${path}.raw`;
}
