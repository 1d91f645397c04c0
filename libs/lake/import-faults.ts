import type { DuckDBConnection } from '@duckdb/node-api';
import { BadUserInput, DomainError } from '#kit/errors/domain-error.js';
import type { CsvDialect } from './csv-dialect.js';
import { type CsvFile, csvRecords, EXPECTED_QUOTES } from './csv-records.js';
import type { ImportSource } from './import-source.js';

/** A row that cannot be read: where, what was expected and what is there. */
export interface RowFault {
  /** Line of a CSV file, row of a Parquet file; 1 is the first. */
  readonly line: number;
  readonly column: string;
  readonly expected: string;
  readonly found: string;
}

/** How many bad rows a refusal describes. */
export const DESCRIBED_ROWS = 5;

/** The refusal of a file with bad rows: nothing of it is kept. */
export function refuseRows(unit: 'line' | 'row', faults: readonly RowFault[], badRows: number): BadUserInput {
  const described = faults.map(
    ({ line, column, expected, found }) =>
      `${unit} ${line}, column "${column}": expected ${expected}, found ${JSON.stringify(found.slice(0, 60))}`,
  );
  const more = badRows > faults.length ? `; and ${badRows - faults.length} more` : '';
  return new BadUserInput(
    `file: ${badRows} bad ${badRows === 1 ? 'row' : 'rows'}, so nothing was imported. ${described.join('; ')}${more}.`,
    { badRows, rows: faults.map((fault) => ({ ...fault, found: fault.found.slice(0, 60) })) },
  );
}

/**
 * Why a file could not be taken in, when it is the file that is to blame: the cause itself when a statement of ours was
 * wrong, or the disk full. Who reads all of it once more knows.
 */
export async function refuseFile(connection: DuckDBConnection, source: ImportSource, cause: Error): Promise<Error> {
  if (cause instanceof DomainError || /^(Binder|Parser|Catalog) Error/.test(cause.message)) return cause;
  const isValueAtFault = /^(Conversion|Out of Range|Invalid Input) Error/.test(cause.message);
  if (!isValueAtFault && (await isReadable(connection, source.from))) return cause;
  if (source.dialect !== null) return refuseStructure(source.file, source.dialect, cause);
  const reason = /^Out of Memory/.test(cause.message)
    ? 'takes more memory to read than there is, or is damaged. Write it with smaller row groups'
    : 'is cut off or damaged. Make it again, or copy it again';
  return new BadUserInput(`file: nothing was imported, for the Parquet file ${reason}.`);
}

async function isReadable(connection: DuckDBConnection, from: string): Promise<boolean> {
  try {
    await connection.run(`SELECT count(COLUMNS(*)) FROM ${from}`);
    return true;
  } catch {
    return false;
  }
}

/** What is wrong with the structure of a CSV file that DuckDB could not take apart. */
async function refuseStructure(file: CsvFile, dialect: CsvDialect, cause: Error): Promise<BadUserInput> {
  const faults: RowFault[] = [];
  const columns = dialect.header.length;
  let badRows = 0;
  for await (const { line, fields, fault } of csvRecords(file, dialect.delimiter)) {
    const surplus = fields.length === columns + 1 && fields.at(-1) === '' ? 1 : 0;
    if (fault === null && fields.length - surplus === columns) continue;
    badRows++;
    if (faults.length === DESCRIBED_ROWS) continue;
    const expected = fault === null ? `${columns} columns` : EXPECTED_QUOTES[fault];
    const column = dialect.header[Math.min(fields.length, columns) - 1]!;
    faults.push({
      line,
      column,
      expected,
      found: fault === null ? `${fields.length} columns` : fields.join(dialect.delimiter),
    });
  }
  if (badRows > 0) return refuseRows('line', faults, badRows);
  // Only the place is taken from DuckDB's message: the rest of it names paths.
  const line = /CSV Error on Line: (\d+)/.exec(cause.message)?.[1];
  const reason = /unicode|utf-?8/i.test(cause.message)
    ? 'the text is not UTF-8'
    : 'it is no regular CSV: lines must all end alike (LF or CRLF) and be shorter than 2 MB';
  return new BadUserInput(`file: nothing was imported, for ${reason}${line ? ` (line ${line})` : ''}.`, {
    ...(line ? { line: Number(line) } : {}),
  });
}
