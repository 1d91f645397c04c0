import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { BAR_COLUMNS, type BarColumns, STORED_NAME } from './bar-columns.js';
import { doublesOf } from './bar-query.js';
import { SAME_BAR } from './hold-out.js';
import { sqlText } from './sql-literal.js';
import { writeColumns } from './write-columns.js';

/** The facts of a file of bars that its manifest entry holds. */
export interface FileFacts {
  readonly rowCount: number;
  readonly firstBarAt: number;
  readonly lastBarAt: number;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** A file of bars that is not in the lake yet: in time order, each timestamp once. */
export interface StagedFile {
  readonly path: string;
  readonly rowCount: number;
  readonly firstBarAt: number;
  readonly lastBarAt: number;
}

/** Epoch milliseconds as a file has them. */
const STORED_TIME = 'make_timestamp(CAST("timestamp" AS BIGINT) * 1000)';

/** The columns of a file of bars, in order, for a SELECT. */
export const STORED_COLUMNS = ['timestamp', ...BAR_COLUMNS.map((column) => STORED_NAME[column])]
  .map((name) => `"${name}"`)
  .join(', ');

/** The columns by which a stored bar is the same as another one, for a join; see SAME_BAR. */
export const SAME_BAR_KEY = ['timestamp', ...SAME_BAR.map((column) => STORED_NAME[column])]
  .map((name) => `"${name}"`)
  .join(', ');

/** Writes bars that are in time order as a file. */
export async function stageBars(connection: DuckDBConnection, path: string, bars: BarColumns): Promise<StagedFile> {
  await writeColumns(connection, path, [
    { name: 'timestamp', values: bars.timestamps, stored: STORED_TIME },
    ...BAR_COLUMNS.map((column) => ({ name: STORED_NAME[column], values: bars[column] })),
  ]);
  return {
    path,
    rowCount: bars.timestamps.length,
    firstBarAt: bars.timestamps[0]!,
    lastBarAt: bars.timestamps.at(-1)!,
  };
}

/**
 * Writes the bars of `base` and `staged` into `path`; where both have a timestamp, `staged` wins.
 * @returns how many bars of `base` were replaced
 */
export async function mergeFiles(
  connection: DuckDBConnection,
  base: { readonly path: string; readonly lastBarAt: number },
  staged: StagedFile,
  path: string,
): Promise<number> {
  const old = `read_parquet(${sqlText(base.path)}, hive_partitioning = false) AS old`;
  const added = `read_parquet(${sqlText(staged.path)}, hive_partitioning = false) AS added`;
  const all =
    staged.firstBarAt > base.lastBarAt
      ? `SELECT ${STORED_COLUMNS} FROM ${old} UNION ALL SELECT ${STORED_COLUMNS} FROM ${added}`
      : `SELECT * FROM (SELECT ${STORED_COLUMNS} FROM ${old} ANTI JOIN ${added} USING ("timestamp")
        UNION ALL SELECT ${STORED_COLUMNS} FROM ${added}) ORDER BY "timestamp"`;
  await connection.run(`COPY (${all}) TO ${sqlText(path)} (FORMAT parquet)`);
  if (staged.firstBarAt > base.lastBarAt) return 0;
  const replaced = await connection.runAndReadAll(
    `SELECT CAST(count(*) AS INTEGER) FROM (SELECT "timestamp" FROM ${old} SEMI JOIN ${added} USING ("timestamp"))`,
  );
  return Number(replaced.value(0, 0));
}

/** Which bars are to go: those at these times, or those that are still the same as these. */
export type GoneBars = Float64Array | BarColumns;

/**
 * Writes the bars of a file but those that are to go into `path`, through `listPath`, which stays behind.
 * @returns how many are left; 0 leaves a file without bars
 */
export async function copyWithout(
  connection: DuckDBConnection,
  base: string,
  gone: GoneBars,
  listPath: string,
  path: string,
): Promise<number> {
  const isByTime = gone instanceof Float64Array;
  if (isByTime) await writeColumns(connection, listPath, [{ name: 'timestamp', values: gone, stored: STORED_TIME }]);
  else await stageBars(connection, listPath, gone);
  await connection.run(
    `COPY (SELECT ${STORED_COLUMNS} FROM read_parquet(${sqlText(base)}, hive_partitioning = false) AS old
      ANTI JOIN read_parquet(${sqlText(listPath)}, hive_partitioning = false) AS taken
      USING (${isByTime ? '"timestamp"' : SAME_BAR_KEY})
      ORDER BY "timestamp") TO ${sqlText(path)} (FORMAT parquet)`,
  );
  return countRows(connection, path);
}

/** The facts of a staged file, whose order its maker has seen to. */
export async function describeStaged(staged: StagedFile): Promise<FileFacts> {
  const { rowCount, firstBarAt, lastBarAt, path } = staged;
  return { rowCount, firstBarAt, lastBarAt, ...(await bytesOf(path)) };
}

/**
 * Looks at a merged file: what it holds, and that its bars are in order.
 * @throws Error when they are not: nothing out of order gets into the lake
 */
export async function inspectMerged(connection: DuckDBConnection, path: string): Promise<FileFacts> {
  const span = await spanOf(connection, path);
  if (span === null) throw new Error('A file of bars must have bars, in time order, each timestamp once.');
  return { ...span, ...(await bytesOf(path)) };
}

/** Who is told of the steps from each bar to the next. */
export interface StepListener {
  begin(): void;
  see(stepMs: number): void;
}

/**
 * How many bars a file has, and from when to when, read piece by piece whatever its size; null when there is none, or
 * when they are not in time order, each timestamp once.
 */
export async function spanOf(
  connection: DuckDBConnection,
  path: string,
  steps?: StepListener,
): Promise<Omit<StagedFile, 'path'> | null> {
  steps?.begin();
  const result = await connection.stream(
    `SELECT CAST(epoch_ms("timestamp") AS DOUBLE) FROM read_parquet(${sqlText(path)}, hive_partitioning = false)`,
  );
  let rowCount = 0;
  let [firstBarAt, lastBarAt] = [Number.NaN, Number.NEGATIVE_INFINITY];
  let isOrdered = true;
  // Read to the end though the order is lost: a connection has one statement at a time.
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    const times = doublesOf(chunk.getColumnVector(0));
    if (rowCount === 0) firstBarAt = times[0]!;
    for (let i = 0; i < chunk.rowCount; i++) {
      if (!(times[i]! > lastBarAt)) isOrdered = false;
      if (rowCount + i > 0) steps?.see(times[i]! - lastBarAt);
      lastBarAt = times[i]!;
    }
    rowCount += chunk.rowCount;
  }
  return isOrdered && rowCount > 0 ? { rowCount, firstBarAt, lastBarAt } : null;
}

/** The number of rows, from the file's own footer. */
export async function countRows(connection: DuckDBConnection, path: string): Promise<number> {
  const counted = await connection.runAndReadAll(`SELECT num_rows FROM parquet_file_metadata(${sqlText(path)})`);
  return Number(counted.value(0, 0));
}

async function bytesOf(path: string): Promise<Pick<FileFacts, 'sizeBytes' | 'sha256'>> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: 2 ** 20 })) hash.update(piece as Buffer);
  return { sizeBytes: (await stat(path)).size, sha256: hash.digest('hex') };
}
