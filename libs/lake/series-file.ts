import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { BAR_COLUMNS, type BarColumns, STORED_NAME } from './bar-columns.js';
import { queryBars } from './bar-query.js';
import { isStrictlyIncreasing } from './normalise-bars.js';
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

/** The columns of a file of bars, in order, for a SELECT. */
export const STORED_COLUMNS = ['timestamp', ...BAR_COLUMNS.map((column) => STORED_NAME[column])]
  .map((name) => `"${name}"`)
  .join(', ');

/** Writes bars that are in time order as a file. */
export async function stageBars(connection: DuckDBConnection, path: string, bars: BarColumns): Promise<StagedFile> {
  await writeColumns(connection, path, [
    { name: 'timestamp', values: bars.timestamps, stored: 'make_timestamp(CAST("timestamp" AS BIGINT) * 1000)' },
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
  const [bars] = await queryBars(connection, [{ path, rowCount: await countRows(connection, path) }], []);
  const timestamps = bars!.timestamps;
  if (timestamps.length === 0 || !isStrictlyIncreasing(timestamps)) {
    throw new Error('A file of bars must have bars, in time order, each timestamp once.');
  }
  return {
    rowCount: timestamps.length,
    firstBarAt: timestamps[0]!,
    lastBarAt: timestamps.at(-1)!,
    ...(await bytesOf(path)),
  };
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
