import type { DuckDBConnection } from '@duckdb/node-api';
import { BadUserInput } from '#kit/errors/domain-error.js';
import { type CsvDialect, readCsvDialect } from './csv-dialect.js';
import { type ImportColumns, mapColumns } from './import-columns.js';
import { type ImportConventions, NO_CONVENTIONS } from './import-conventions.js';
import type { ImportFile } from './import-file.js';
import { sqlName, sqlText } from './sql-literal.js';

/** A file that is being imported, opened as a table. */
export interface ImportSource {
  readonly file: ImportFile;
  /** The names in the file. */
  readonly header: readonly string[];
  readonly columns: ImportColumns;
  /** Null for Parquet. */
  readonly dialect: CsvDialect | null;
  /** A table expression in which rows come in the order of the file. */
  readonly from: string;
  /** How the columns are called in `from`. */
  readonly columnNames: readonly string[];
  /** DuckDB's types. */
  readonly columnTypes: readonly string[];
  readonly conventions: ImportConventions;
}

/**
 * Reads a file's header and settles what its columns mean. CSV is taken as text, so that what cannot be read is found
 * cell by cell; DuckDB guesses nothing.
 * @throws BadUserInput for a header that does not do, or a Parquet file that is none
 */
export async function openImportSource(connection: DuckDBConnection, file: ImportFile): Promise<ImportSource> {
  if (file.kind === 'csv') {
    const dialect = await readCsvDialect(file);
    const { header } = dialect;
    const columnNames = header.map((_, i) => `c${i}`);
    const types = columnNames.map((name) => `${sqlName(name)}: 'VARCHAR'`).join(', ');
    const from = `read_csv(${sqlText(file.path)}, auto_detect = false, header = true, null_padding = false,
      ignore_errors = false, delim = ${sqlText(dialect.delimiter)}, quote = '"', escape = '"', compression = '${file.isGzip ? 'gzip' : 'none'}', columns = {${types}})`;
    const columnTypes = header.map(() => 'VARCHAR');
    const columns = mapColumns(header);
    return { file, dialect, header, columns, from, columnNames, columnTypes, conventions: NO_CONVENTIONS };
  }
  const from = `read_parquet(${sqlText(file.path)}, hive_partitioning = false)`;
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${from}`).catch(() => {
    throw new BadUserInput(`file: expected a Parquet file, found something else in ${JSON.stringify(file.name)}.`);
  });
  const [header, columnTypes] = described.getColumns() as [string[], string[]];
  const columns = mapColumns(header);
  return { file, dialect: null, header, columns, from, columnNames: header, columnTypes, conventions: NO_CONVENTIONS };
}
