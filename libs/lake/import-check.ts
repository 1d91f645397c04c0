import type { DuckDBConnection } from '@duckdb/node-api';
import { BadUserInput } from '#kit/errors/domain-error.js';
import { BAR_COLUMNS, STORED_NAME } from './bar-columns.js';
import { csvRecords } from './csv-records.js';
import { MAX_LISTED, type RejectedBar } from './given-bars.js';
import { DESCRIBED_ROWS, type RowFault, refuseRows } from './import-faults.js';
import type { ImportSource } from './import-source.js';
import { BAD_CELL, BAD_ROW, NON_POSITIVE_ROW, selectBars } from './import-sql.js';
import type { SeriesKey } from './series-key.js';
import { sqlInteger, sqlName, sqlText } from './sql-literal.js';

export interface CheckedRows {
  /** Rows to be kept. */
  readonly goodCount: number;
  /** Rows with a price of 0 or less. */
  readonly rejectedCount: number;
  readonly rejected: readonly RejectedBar[];
}

/**
 * Looks whether the rows that were read into `raw` can all be read, and which of them have no price.
 * @throws BadUserInput when there is no row at all, or with the places of the first that cannot be read
 */
export async function checkRows(
  connection: DuckDBConnection,
  raw: string,
  source: ImportSource,
  key: SeriesKey,
): Promise<CheckedRows> {
  const counted = await connection.runAndReadAll(
    `SELECT count(*), count_if(${BAD_ROW}), count_if(${NON_POSITIVE_ROW}) FROM read_parquet(${sqlText(raw)}, hive_partitioning = false)`,
  );
  const [rowCount, badRows, rejectedCount] = [0, 1, 2].map((column) => Number(counted.value(column, 0))) as [
    number,
    number,
    number,
  ];
  if (rowCount === 0) throw await refuseEmpty(connection, source, key.symbol);
  const unit = source.dialect ? 'line' : 'row';
  if (badRows > 0) throw refuseRows(unit, await describeFaults(connection, source, key), badRows);
  const rejected = rejectedCount === 0 ? [] : await listRejected(connection, raw);
  return { goodCount: rowCount - rejectedCount, rejectedCount, rejected };
}

async function refuseEmpty(connection: DuckDBConnection, source: ImportSource, symbol: string): Promise<BadUserInput> {
  if (source.columns.symbol === null) return new BadUserInput('file: expected at least one row, found none.');
  const column = sqlName(source.columnNames[source.columns.symbol]!);
  const distinct = `SELECT DISTINCT upper(trim(CAST(${column} AS VARCHAR))) AS symbol FROM ${source.from}`;
  const found = await connection.runAndReadAll(`${distinct} ORDER BY symbol LIMIT 20`);
  const symbols = (found.getColumns()[0] ?? []).map((value) => String(value).slice(0, 30));
  const instead = symbols.length === 0 ? 'no row at all' : `only ${symbols.join(', ')}`;
  return new BadUserInput(`file: expected rows of ${symbol}, found ${instead}.`, { symbol, symbols });
}

/** The first bad rows and what is in them: a second pass, which a good file never needs. */
async function describeFaults(
  connection: DuckDBConnection,
  source: ImportSource,
  { interval, symbol }: SeriesKey,
): Promise<RowFault[]> {
  const flags = BAD_CELL.map(({ sql }) => sql).join(', ');
  const found = await connection.runAndReadAll(
    `SELECT CAST(file_row AS INTEGER), ${flags} FROM (${selectBars(source, interval, symbol, true)})
     WHERE ${BAD_ROW} ORDER BY file_row LIMIT ${DESCRIBED_ROWS}`,
  );
  const bad = found.getRows().map(([row, ...cells]) => {
    const { role, expected } = BAD_CELL[cells.indexOf(true)]!;
    return { row: Number(row), place: source.columns[role] ?? source.columns.close, expected };
  });
  const rows = bad.map(({ row }) => row);
  const texts = source.dialect ? await csvTexts(source, rows) : await parquetTexts(connection, source, rows);
  return bad.map(({ row, place, expected }) => ({
    line: texts.get(row)?.line ?? row,
    column: source.header[place]!,
    expected,
    found: texts.get(row)?.fields[place] ?? '',
  }));
}

/** The first rows with a price of 0 or less, in the order of the file. */
async function listRejected(connection: DuckDBConnection, raw: string): Promise<RejectedBar[]> {
  const columns = BAR_COLUMNS.map((column) => `${STORED_NAME[column]} AS "${column}"`).join(', ');
  const found = await connection.runAndReadAll(
    `SELECT CAST(epoch_ms("timestamp") AS DOUBLE) AS "timestamp", ${columns}
     FROM read_parquet(${sqlText(raw)}, hive_partitioning = false)
     WHERE ${NON_POSITIVE_ROW} ORDER BY file_row_number LIMIT ${MAX_LISTED}`,
  );
  return found.getRowObjects() as unknown as RejectedBar[];
}

type Texts = Map<number, { readonly line: number; readonly fields: readonly string[] }>;

/** The records of a CSV file by their number; 1 follows the header. */
async function csvTexts(source: ImportSource, rows: readonly number[]): Promise<Texts> {
  const texts: Texts = new Map();
  let row = 0;
  for await (const { line, fields } of csvRecords(source.file, source.dialect!.delimiter)) {
    if (rows.includes(row)) texts.set(row, { line, fields });
    if (row++ === rows.at(-1)) break;
  }
  return texts;
}

async function parquetTexts(
  connection: DuckDBConnection,
  source: ImportSource,
  rows: readonly number[],
): Promise<Texts> {
  const cells = source.columnNames.map((name) => `coalesce(CAST(${sqlName(name)} AS VARCHAR), 'null')`).join(', ');
  const places = rows.map((row) => sqlInteger(row - 1)).join(', ');
  const found = await connection.runAndReadAll(
    `SELECT CAST(file_row_number + 1 AS INTEGER), ${cells} FROM ${source.from} WHERE file_row_number IN (${places})`,
  );
  return new Map(
    found.getRows().map(([row, ...fields]) => [Number(row), { line: Number(row), fields: fields as string[] }]),
  );
}
