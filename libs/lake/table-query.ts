import type { DuckDBConnection, DuckDBVector } from '@duckdb/node-api';
import { sqlInteger, sqlName, sqlTexts } from './sql-literal.js';
import type { TypedColumn } from './write-columns.js';

export type ReadColumn = TypedColumn | (string | number | bigint | null)[];

export type ReadColumns = Readonly<Record<string, ReadColumn>>;

/** Reads the chosen columns of many Parquet files in one statement; one answer per path. */
export async function queryTables(
  connection: DuckDBConnection,
  paths: readonly string[],
  columns: readonly string[],
  window: { readonly offset?: number; readonly limit?: number },
): Promise<ReadColumns[]> {
  const pieces: unknown[][][] = paths.map(() => columns.map(() => []));
  const result = await connection.stream(statement(paths, columns, window));
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    const file = itemsOf(chunk.getColumnVector(0)) as Int32Array;
    for (let begin = 0; begin < chunk.rowCount; ) {
      let end = begin + 1;
      while (end < chunk.rowCount && file[end] === file[begin]) end++;
      columns.forEach((_, c) => {
        pieces[file[begin]!]![c]!.push(piece(chunk.getColumnVector(c + 1), begin, end));
      });
      begin = end;
    }
  }
  const empty = columns.map((_, c) => emptyLike(result.columnType(c + 1).toString()));
  return pieces.map((table) =>
    Object.fromEntries(table.map((parts, c) => [columns[c]!, join(parts as ReadColumn[], empty[c]!)])),
  );
}

function statement(
  paths: readonly string[],
  columns: readonly string[],
  { offset, limit }: { readonly offset?: number; readonly limit?: number },
): string {
  const start = offset ?? 0;
  const conditions = [
    start === 0 ? '' : `file_row_number >= ${sqlInteger(start)}`,
    limit === undefined ? '' : `file_row_number < ${sqlInteger(start + limit)}`,
  ].filter((condition) => condition !== '');
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  return `SELECT CAST(file_index AS INTEGER), ${columns.map(sqlName).join(', ')}
    FROM read_parquet(${sqlTexts(paths)}, hive_partitioning = false)${where}`;
}

function piece(vector: DuckDBVector, begin: number, end: number): ReadColumn {
  const items = itemsOf(vector);
  if (items !== undefined && allValid(vector, begin, end)) return items.slice(begin, end);
  const values: (string | number | bigint | null)[] = [];
  for (let i = begin; i < end; i++) values.push(vector.getItem(i) as string | number | bigint | null);
  return values;
}

function allValid(vector: DuckDBVector, begin: number, end: number): boolean {
  for (let i = begin; i < end; i++) if (vector.getItem(i) === null) return false;
  return true;
}

function join(parts: readonly ReadColumn[], empty: ReadColumn): ReadColumn {
  if (parts.length === 1) return parts[0]!;
  if (!ArrayBuffer.isView(empty) || parts.some((part) => Array.isArray(part)))
    return parts.flatMap((part) => [...part]);
  const joined = emptyOf(
    empty,
    parts.reduce((sum, part) => sum + part.length, 0),
  );
  let at = 0;
  for (const part of parts as readonly TypedColumn[]) {
    joined.set(part as never, at);
    at += part.length;
  }
  return joined;
}

function emptyLike(type: string): ReadColumn {
  if (type === 'DOUBLE') return new Float64Array(0);
  if (type === 'INTEGER') return new Int32Array(0);
  return type === 'BIGINT' ? new BigInt64Array(0) : [];
}

function emptyOf(like: ReadColumn, length: number): TypedColumn {
  if (like instanceof Int32Array) return new Int32Array(length);
  return like instanceof BigInt64Array ? new BigInt64Array(length) : new Float64Array(length);
}

function itemsOf(vector: DuckDBVector): TypedColumn | undefined {
  // The typed array behind a numeric vector: public at run time, private in its declaration.
  const { items } = vector as unknown as { items?: unknown };
  const known = items instanceof Float64Array || items instanceof Int32Array || items instanceof BigInt64Array;
  return known ? items : undefined;
}
