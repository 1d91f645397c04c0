import type { DuckDBConnection } from '@duckdb/node-api';
import { BadUserInput } from '#kit/errors/domain-error.js';
import { BAR_COLUMNS } from './bar-columns.js';
import type { ImportColumns } from './import-columns.js';
import { sqlName } from './sql-literal.js';

/** How a file writes what can be written in more than one way. */
export interface ImportConventions {
  /** Of dates such as 04/17/2020; null when the file has none. */
  readonly dateOrder: 'DAY_FIRST' | 'MONTH_FIRST' | null;
  /** Numbers such as 12,34. */
  readonly decimalComma: boolean;
}

export const NO_CONVENTIONS: ImportConventions = { dateOrder: null, decimalComma: false };

/** Two numbers of one or two digits, then a year. */
export const NUMBERED_DATE = String.raw`^\s*([0-9]{1,2})[/.-]([0-9]{1,2})[/.-][0-9]{4}([ T,].*)?$`;
/** Rows that are looked at before the whole file is. */
const SAMPLE_ROWS = 1_000;

interface Columns {
  readonly columns: ImportColumns;
  readonly header: readonly string[];
  readonly columnNames: readonly string[];
  readonly columnTypes: readonly string[];
  readonly from: string;
  /** Null for Parquet. */
  readonly dialect: { readonly delimiter: string } | null;
}

/**
 * Settles, from all of a file's rows, whether the day or the month comes first in its dates, and whether a comma is its
 * decimal point. Nothing is guessed: what the whole file leaves open is refused. Most files need none of it, and a look
 * at their first rows says so.
 * @throws BadUserInput for dates or numbers that can be read in two ways
 */
export async function readConventions(connection: DuckDBConnection, source: Columns): Promise<ImportConventions> {
  const { columns, columnNames, columnTypes } = source;
  const isText = (index: number) => columnTypes[index] === 'VARCHAR';
  const date = isText(columns.timestamp) ? sqlName(columnNames[columns.timestamp]!) : "''";
  // Where the comma separates the columns it is no decimal point: "1,000" is refused as the doubtful number that it is.
  const numbers =
    source.dialect?.delimiter === ','
      ? []
      : BAR_COLUMNS.map((column) => columns[column])
          .filter((index) => index !== null)
          .filter(isText)
          .map((index) => sqlName(columnNames[index]!));
  const hasComma = numbers.length === 0 ? 'false' : numbers.map((name) => `${name} LIKE '%,%'`).join(' OR ');
  const sample = await connection.runAndReadAll(
    `SELECT bool_or(regexp_matches(${date}, '${NUMBERED_DATE}')), bool_or(${hasComma})
     FROM (SELECT * FROM ${source.from} LIMIT ${SAMPLE_ROWS})`,
  );
  const [numbered, commas] = [sample.value(0, 0) === true, sample.value(1, 0) === true];
  const header = source.header[columns.timestamp]!;
  return {
    dateOrder: numbered ? await readDateOrder(connection, source.from, date, header) : null,
    decimalComma: commas && (await readDecimalComma(connection, source.from, numbers)),
  };
}

async function readDateOrder(
  connection: DuckDBConnection,
  from: string,
  date: string,
  header: string,
): Promise<'DAY_FIRST' | 'MONTH_FIRST'> {
  const part = (group: number) =>
    `max(TRY_CAST(nullif(regexp_extract(${date}, '${NUMBERED_DATE}', ${group}), '') AS INTEGER))`;
  const found = await connection.runAndReadAll(`SELECT ${part(1)}, ${part(2)}, any_value(${date}) FROM ${from}`);
  const [first, second, example] = [Number(found.value(0, 0)), Number(found.value(1, 0)), String(found.value(2, 0))];
  if (first > 12 && second <= 12) return 'DAY_FIRST';
  if (second > 12 && first <= 12) return 'MONTH_FIRST';
  const doubt =
    first > 12
      ? 'in some the day comes first, in others the month'
      : 'no day in the file is above 12, so they can be read in two ways';
  throw new BadUserInput(
    `file, column "${header}": expected dates such as 2020-04-17, or numbered ones of which one at least says whether the day or the month comes first; found such as ${JSON.stringify(example.slice(0, 40))}: ${doubt}. Write them as year-month-day.`,
    { column: header },
  );
}

/** True when commas are decimal points; false when the rows are to be refused one by one, for the file mixes both signs. */
async function readDecimalComma(
  connection: DuckDBConnection,
  from: string,
  numbers: readonly string[],
): Promise<boolean> {
  const any = (condition: (name: string) => string) => `bool_or(${numbers.map(condition).join(' OR ')})`;
  const found = await connection.runAndReadAll(
    `SELECT ${any((name) => `${name} LIKE '%.%'`)},
       ${any((name) => `regexp_matches(trim(${name}), '^[+-]?([0-9]*,([0-9]{1,2}|[0-9]{4,})|[0-9]{4,},[0-9]+|0?,[0-9]+)$')`)}
     FROM ${from}`,
  );
  if (found.value(0, 0) === true) return false;
  if (found.value(1, 0) === true) return true;
  throw new BadUserInput(
    'file: expected numbers such as 1234.5 or 1234,5; found commas with three digits after each, which can be decimal points or thousands. Write the numbers with points.',
  );
}
