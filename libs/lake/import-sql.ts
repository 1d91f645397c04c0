import { DataInterval } from '#schema/generated/enums.js';
import { BAR_COLUMNS, type BarColumn, STORED_NAME } from './bar-columns.js';
import type { ImportSource } from './import-source.js';
import { timestampOf } from './import-time.js';
import { sqlName, sqlText } from './sql-literal.js';

const CALENDAR_INTERVALS: readonly DataInterval[] = [DataInterval.DAILY, DataInterval.WEEKLY, DataInterval.MONTHLY];

/**
 * A SELECT of the file's rows as bars: `timestamp`, the six numbers by their stored names, in file order; NULL where a
 * cell cannot be read. Daily and longer bars are dated by their day (UTC). A file with closes alone has open = high =
 * low = close; without volume it is 0, without adjusted close that is the close.
 * @param numbered adds `file_row`, the row's number in the file; 1 is the first
 */
export function selectBars(source: ImportSource, interval: DataInterval, symbol: string, numbered = false): string {
  const { columns } = source;
  const name = (index: number) => sqlName(source.columnNames[index]!);
  const plain = (index: number) =>
    source.conventions.decimalComma && source.columnTypes[index] === 'VARCHAR'
      ? `replace(${name(index)}, ',', '.')`
      : name(index);
  const number = (index: number | null) => (index === null ? null : `TRY_CAST(${plain(index)} AS DOUBLE)`);
  const close = number(columns.close)!;
  const otherwise: Readonly<Record<BarColumn, string>> = {
    open: close,
    high: close,
    low: close,
    close,
    volume: 'CAST(0 AS DOUBLE)',
    adjustedClose: close,
  };
  const numbers = BAR_COLUMNS.map(
    (column) => `${number(columns[column]) ?? otherwise[column]} AS ${STORED_NAME[column]}`,
  );
  const read = timestampOf(source);
  const instant = CALENDAR_INTERVALS.includes(interval)
    ? `date_trunc('day', ${read})`
    : `date_trunc('milliseconds', ${read})`;
  const from = numbered ? `(SELECT *, row_number() OVER () AS file_row FROM ${source.from})` : source.from;
  const inRange = `CASE WHEN instant BETWEEN TIMESTAMP '1800-01-01' AND TIMESTAMP '2200-12-31' THEN instant END`;
  const own =
    columns.symbol === null ? '' : ` WHERE upper(trim(CAST(${name(columns.symbol)} AS VARCHAR))) = ${sqlText(symbol)}`;
  return `SELECT ${inRange} AS "timestamp", * EXCLUDE (instant)
    FROM (SELECT ${instant} AS instant, ${[...(numbered ? ['file_row'] : []), ...numbers].join(', ')} FROM ${from}${own})`;
}

/** A condition on one column of selectBars, and what was expected instead. */
export interface CellCondition {
  readonly role: 'timestamp' | BarColumn;
  readonly sql: string;
  readonly expected: string;
}

const PRICES = BAR_COLUMNS.filter((column) => column !== 'volume');

/** The condition under which a column of selectBars cannot be read, and what was expected of it. */
export const BAD_CELL: readonly CellCondition[] = [
  {
    role: 'timestamp',
    sql: '"timestamp" IS NULL',
    expected:
      'a date (2020-04-17, 2020-04-17T14:30:00Z, Apr 17 2020, or all as 04/17/2020) or epoch seconds or milliseconds, from 1800 to 2200',
  },
  ...BAR_COLUMNS.map((column) => {
    const stored = STORED_NAME[column];
    const [least, expected] =
      column === 'volume' ? [` OR ${stored} < 0`, 'a number of 0 or more'] : ['', 'a number above 0'];
    return { role: column, sql: `(${stored} IS NULL OR NOT isfinite(${stored})${least})`, expected };
  }),
];

export const BAD_ROW = BAD_CELL.map(({ sql }) => sql).join(' OR ');

/** Where a row that can be read has no price: 0 or less. */
export const NON_POSITIVE_CELL: readonly CellCondition[] = PRICES.map((role) => ({
  role,
  sql: `${STORED_NAME[role]} <= 0`,
  expected: 'a number above 0',
}));

export const NON_POSITIVE_ROW = NON_POSITIVE_CELL.map(({ sql }) => sql).join(' OR ');
