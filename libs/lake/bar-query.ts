import type { DuckDBConnection } from '@duckdb/node-api';
import { BAR_COLUMNS, type BarColumn, type BarColumns, type SelectedBarColumns, STORED_NAME } from './bar-columns.js';
import { ColumnBuffer } from './column-buffer.js';
import { sqlInteger, sqlText, sqlTimestamp } from './sql-literal.js';

/** Which bars of one file: by time (both ends included) or by place (`start` included, `end` not). */
export interface FilePart {
  /** Absolute. */
  readonly path: string;
  /** Of the whole file. */
  readonly rowCount: number;
  readonly from?: number;
  readonly to?: number;
  readonly start?: number;
  readonly end?: number;
}

interface NumberVector {
  readonly items: Float64Array;
}

/**
 * Reads parts of many files in one statement, column by column: DuckDB's own vectors are copied into the answer, and
 * no row is ever an object.
 */
export async function queryBars<C extends BarColumn>(
  connection: DuckDBConnection,
  parts: readonly FilePart[],
  columns: readonly C[],
): Promise<SelectedBarColumns<C>[]> {
  if (parts.length === 0) return [];
  const rooms = parts.map((part) => {
    const most = Math.max(0, (part.end ?? part.rowCount) - (part.start ?? 0));
    return { most, capacity: part.from === undefined && part.to === undefined ? most : 4096 };
  });
  return collectBars(connection, statement(parts, columns), columns, rooms);
}

/**
 * The bars that a statement gives: rows of the number of their part, a time in epoch milliseconds and the columns, all
 * of them doubles; the parts in any order, the bars of each in time order.
 * @param rooms for each part, room to begin with and the most rows that it can have
 */
export async function collectBars<C extends BarColumn>(
  connection: DuckDBConnection,
  sql: string,
  columns: readonly C[],
  rooms: readonly { readonly capacity: number; readonly most: number }[],
): Promise<SelectedBarColumns<C>[]> {
  const buffers = rooms.map(({ capacity, most }) => [0, ...columns].map(() => new ColumnBuffer(capacity, most)));
  const result = await connection.stream(sql);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    const part = doublesOf(chunk.getColumnVector(0));
    for (let begin = 0; begin < chunk.rowCount; ) {
      let end = begin + 1;
      while (end < chunk.rowCount && part[end] === part[begin]) end++;
      const target = buffers[part[begin]!]!;
      for (let c = 0; c < target.length; c++) {
        target[c]!.append(doublesOf(chunk.getColumnVector(c + 1)).subarray(begin, end));
      }
      begin = end;
    }
  }
  return buffers.map(([timestamps, ...values]) => {
    const bars: Record<string, Float64Array> = { timestamps: timestamps!.finish() };
    columns.forEach((column, c) => {
      bars[column] = values[c]!.finish();
    });
    return bars as unknown as SelectedBarColumns<C>;
  });
}

/** Bars of no series: for what the lake does not have. */
export function noBars(): BarColumns {
  const none = new Float64Array(0);
  const bars: Record<string, Float64Array> = { timestamps: none };
  for (const column of BAR_COLUMNS) bars[column] = none;
  return bars as unknown as BarColumns;
}

function statement(parts: readonly FilePart[], columns: readonly BarColumn[]): string {
  const chosen = ['CAST(epoch_ms("timestamp") AS DOUBLE)', ...columns.map((column) => `"${STORED_NAME[column]}"`)];
  return parts
    .map((part, index) => {
      const conditions = [
        part.from === undefined ? '' : `"timestamp" >= ${sqlTimestamp(part.from)}`,
        part.to === undefined ? '' : `"timestamp" <= ${sqlTimestamp(part.to)}`,
        part.start === undefined ? '' : `file_row_number >= ${sqlInteger(part.start)}`,
        part.end === undefined ? '' : `file_row_number < ${sqlInteger(part.end)}`,
      ].filter((condition) => condition !== '');
      const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
      const table = `read_parquet(${sqlText(part.path)}, hive_partitioning = false)`;
      return `SELECT CAST(${index} AS DOUBLE), ${chosen.join(', ')} FROM ${table}${where}`;
    })
    .join(' UNION ALL ');
}

/** The numbers of a vector of doubles, as DuckDB has them: only good until the next chunk. */
export function doublesOf(vector: unknown): Float64Array {
  // The typed array behind a vector of doubles: public at run time, private in its declaration.
  return (vector as NumberVector).items;
}
