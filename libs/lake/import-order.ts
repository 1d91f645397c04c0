import { rename } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { BAR_COLUMNS, type BarColumns, STORED_NAME } from './bar-columns.js';
import type { StagedBars } from './bar-lake-writer.js';
import { MAX_LISTED } from './given-bars.js';
import type { CheckedRows } from './import-check.js';
import { NON_POSITIVE_ROW } from './import-sql.js';
import { countRows, SAME_BAR_KEY, type StepListener, spanOf, stageBars } from './series-file.js';
import { sqlText } from './sql-literal.js';

/**
 * Puts the good rows of `raw` into `path` in time order, each timestamp once, without those that equal a held-out bar.
 * A file that is so already, as most are, is only renamed.
 * @param heldOut the bars, and a path at which they may be written down
 * @param steps told of the steps between the rows as they are in the end
 */
export async function orderRows(
  connection: DuckDBConnection,
  raw: string,
  { goodCount, rejected, rejectedCount }: CheckedRows,
  heldOut: { readonly bars: BarColumns; readonly path: string } | null,
  path: string,
  steps: StepListener,
): Promise<StagedBars> {
  const given = { rejected, rejectedCount };
  if (goodCount === 0) return { staged: null, ...given, duplicates: 0, duplicateTimestamps: [], heldOut: 0 };
  if (rejectedCount === 0 && heldOut === null) {
    const span = await spanOf(connection, raw, steps);
    if (span !== null) {
      await rename(raw, path);
      return { staged: { path, ...span }, ...given, duplicates: 0, duplicateTimestamps: [], heldOut: 0 };
    }
  }
  const good = `read_parquet(${sqlText(raw)}, hive_partitioning = false) WHERE NOT (${NON_POSITIVE_ROW})`;
  const last = BAR_COLUMNS.map(
    (column) => `arg_max(${STORED_NAME[column]}, file_row_number) AS ${STORED_NAME[column]}`,
  );
  const distinct = `SELECT "timestamp", ${last.join(', ')} FROM ${good} GROUP BY "timestamp"`;
  const { distinctCount, duplicateTimestamps } = await countDistinct(connection, good, goodCount);
  let kept = distinct;
  if (heldOut !== null) {
    await stageBars(connection, heldOut.path, heldOut.bars);
    const out = `read_parquet(${sqlText(heldOut.path)}, hive_partitioning = false)`;
    kept = `SELECT * FROM (${distinct}) ANTI JOIN ${out} USING (${SAME_BAR_KEY})`;
  }
  await connection.run(`COPY (SELECT * FROM (${kept}) ORDER BY "timestamp") TO ${sqlText(path)} (FORMAT parquet)`);
  const keptCount = await countRows(connection, path);
  const span = await spanOf(connection, path, steps);
  if (keptCount > 0 && span === null) throw new Error('Rows that were put in order are not.');
  return {
    staged: span && { path, ...span },
    ...given,
    duplicates: goodCount - distinctCount,
    duplicateTimestamps,
    heldOut: distinctCount - keptCount,
  };
}

async function countDistinct(connection: DuckDBConnection, good: string, goodCount: number) {
  const counted = await connection.runAndReadAll(`SELECT count(DISTINCT "timestamp") FROM ${good}`);
  const distinctCount = Number(counted.value(0, 0));
  if (distinctCount === goodCount) return { distinctCount, duplicateTimestamps: [] };
  const repeated = await connection.runAndReadAll(
    `SELECT CAST(epoch_ms("timestamp") AS DOUBLE), least(count(*) - 1, ${MAX_LISTED}) FROM ${good}
     GROUP BY "timestamp" HAVING count(*) > 1 ORDER BY "timestamp" LIMIT ${MAX_LISTED}`,
  );
  const duplicateTimestamps: number[] = [];
  for (const [time, again] of repeated.getRows()) {
    for (let i = 0; i < Number(again) && duplicateTimestamps.length < MAX_LISTED; i++) {
      duplicateTimestamps.push(Number(time));
    }
  }
  return { distinctCount, duplicateTimestamps };
}
