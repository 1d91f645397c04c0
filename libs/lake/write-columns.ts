import {
  BIGINT,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  INTEGER,
  VARCHAR,
} from '@duckdb/node-api';
import { sqlName, sqlText } from './sql-literal.js';

/** Doubles of which some may be null. */
export interface NullableNumbers {
  readonly numbers: readonly (number | null)[];
}

/** A column of a table: numbers in a typed array have a value everywhere; a plain array holds texts, or null. */
export type ColumnValues = TypedColumn | readonly (string | null)[] | NullableNumbers;

export type TypedColumn = Float64Array | Int32Array | BigInt64Array;

/** The greatest number of rows that DuckDB takes in one chunk. */
const CHUNK_ROWS = 2048;
let tables = 0;

export interface NamedColumn {
  readonly name: string;
  readonly values: ColumnValues;
  /** An SQL expression that makes the stored value; the value itself when absent. */
  readonly stored?: string;
}

/**
 * Writes columns of one length as a Parquet file, through a temporary table of the connection.
 * @throws RangeError when there is no column, or the lengths differ
 */
export async function writeColumns(
  connection: DuckDBConnection,
  path: string,
  columns: readonly NamedColumn[],
): Promise<void> {
  if (columns.length === 0) throw new RangeError('A table needs at least one column.');
  const rows = lengthOf(columns[0]!.values);
  for (const { name, values } of columns) {
    if (lengthOf(values) !== rows)
      throw new RangeError(`Column ${name} has ${lengthOf(values)} values, others ${rows}.`);
  }
  const types = columns.map(({ values }) => typeOf(values));
  const table = `rows_${++tables}`;
  const definition = columns.map(({ name }, i) => `${sqlName(name)} ${types[i]}`).join(', ');
  await connection.run(`CREATE TEMP TABLE ${table} (${definition})`);
  try {
    const appender = await connection.createAppender(table);
    try {
      for (let start = 0; start < rows; start += CHUNK_ROWS) {
        appender.appendDataChunk(chunkOf(columns, types, start, Math.min(rows, start + CHUNK_ROWS)));
      }
      appender.flushSync();
    } finally {
      appender.closeSync();
    }
    const stored = columns.map(({ name, stored }) => `${stored ?? sqlName(name)} AS ${sqlName(name)}`).join(', ');
    await connection.run(`COPY (SELECT ${stored} FROM ${table}) TO ${sqlText(path)} (FORMAT parquet)`);
  } finally {
    await connection.run(`DROP TABLE ${table}`);
  }
}

function chunkOf(columns: readonly NamedColumn[], types: readonly DuckDBType[], start: number, end: number) {
  const chunk = DuckDBDataChunk.create(types, end - start);
  columns.forEach(({ values }, c) => {
    const vector = chunk.getColumnVector(c);
    if (isTyped(values)) {
      // The typed array behind the vector: public at run time, private in its declaration.
      (vector as unknown as { items: TypedColumn }).items.set(values.subarray(start, end) as never);
    } else {
      const plain = 'numbers' in values ? values.numbers : values;
      for (let i = start; i < end; i++) vector.setItem(i - start, plain[i]!);
    }
    vector.flush();
  });
  return chunk;
}

function typeOf(values: ColumnValues): DuckDBType {
  if (values instanceof Float64Array || 'numbers' in values) return DOUBLE;
  if (values instanceof Int32Array) return INTEGER;
  return values instanceof BigInt64Array ? BIGINT : VARCHAR;
}

function lengthOf(values: ColumnValues): number {
  return 'numbers' in values ? values.numbers.length : values.length;
}

function isTyped(values: ColumnValues): values is TypedColumn {
  return ArrayBuffer.isView(values);
}
