import type { DataInterval } from '#schema/generated/enums.js';
import { BAR_COLUMNS, type BarColumn, STORED_NAME } from './bar-columns.js';
import { CALENDAR_PERIOD, isCalendarInterval } from './bar-date.js';
import type { ImportSource } from './import-source.js';
import { timestampOf } from './import-time.js';
import {
  EXPECTED_ADJUSTMENT,
  EXPECTED_PRICE,
  EXPECTED_VOLUME,
  GREATEST_ADJUSTMENT,
  GREATEST_PRICE,
  GREATEST_VOLUME,
  LEAST_PRICE,
} from './plausible-bars.js';
import { sqlName, sqlText } from './sql-literal.js';

/** Words for a number that a table does not have. (A list for IN would be a join, and rows leave a join in any order.) */
const ABSENT = String.raw`\s*(n/?a|nan|null)?\s*`;

/**
 * A SELECT of the file's rows as bars: `timestamp`, the six numbers by their stored names, in file order; NULL where a
 * cell cannot be read. Daily and longer bars are dated by their day, Monday or first of the month, as it is written. A
 * file with closes alone has open = high = low = close; without volume it is 0, without adjusted close that is the close,
 * be it the column that is missing or what should stand in it.
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
  const orAbsent = (column: BarColumn) => {
    const index = columns[column];
    const read = number(index);
    if (index === null || read === null || (column !== 'volume' && column !== 'adjustedClose')) return read;
    const isAbsent = `regexp_full_match(coalesce(CAST(${name(index)} AS VARCHAR), ''), '${ABSENT}', 'i')`;
    return `coalesce(nullif(${read}, 'nan'::DOUBLE), CASE WHEN ${isAbsent} THEN ${otherwise[column]} END)`;
  };
  const numbers = BAR_COLUMNS.map((column) => `${orAbsent(column) ?? otherwise[column]} AS ${STORED_NAME[column]}`);
  const instant = dateOf(source, interval);
  const from = numbered ? `(SELECT *, row_number() OVER () AS file_row FROM ${source.from})` : source.from;
  const inRange = `CASE WHEN instant BETWEEN TIMESTAMP '1800-01-01' AND TIMESTAMP '2200-12-31' THEN instant END`;
  const own = ownRows(source, symbol);
  return `SELECT ${inRange} AS "timestamp", * EXCLUDE (instant)
    FROM (SELECT ${instant} AS instant, ${[...(numbered ? ['file_row'] : []), ...numbers].join(', ')} FROM ${from}${own})`;
}

/**
 * A SELECT of the moments of the file's rows, each once: `moment`, as it is written and not only its day, and `period`,
 * how its bar is dated.
 */
export function selectMoments(source: ImportSource, interval: DataInterval, symbol: string): string {
  const moment = timestampOf(source, isCalendarInterval(interval));
  return `SELECT DISTINCT ${moment} AS moment, ${dateOf(source, interval)} AS period
    FROM ${source.from}${ownRows(source, symbol)}`;
}

function dateOf(source: ImportSource, interval: DataInterval): string {
  return isCalendarInterval(interval)
    ? `date_trunc('${CALENDAR_PERIOD[interval]}', ${timestampOf(source, true)})`
    : `date_trunc('milliseconds', ${timestampOf(source, false)})`;
}

function ownRows({ columns, columnNames }: ImportSource, symbol: string): string {
  if (columns.symbol === null) return '';
  return ` WHERE upper(trim(CAST(${sqlName(columnNames[columns.symbol]!)} AS VARCHAR))) = ${sqlText(symbol)}`;
}

/** A condition on one column of selectBars, and what was expected instead. */
interface CellCondition {
  readonly role: 'timestamp' | BarColumn;
  readonly sql: string;
  readonly expected: string;
}

const ADJUSTED = STORED_NAME.adjustedClose;

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
  // As plausible-bars.ts says it of one bar.
  ...(['open', 'high', 'low', 'close'] as const).map((column) => ({
    role: column,
    sql: `(abs(${column}) > ${GREATEST_PRICE} OR (${column} > 0 AND ${column} < ${LEAST_PRICE}))`,
    expected: EXPECTED_PRICE,
  })),
  { role: 'volume', sql: `volume > ${GREATEST_VOLUME}`, expected: EXPECTED_VOLUME },
  {
    role: 'adjustedClose',
    sql: `(abs(${ADJUSTED}) > ${GREATEST_PRICE * GREATEST_ADJUSTMENT} OR (${ADJUSTED} > 0 AND close > 0 AND
      NOT ${ADJUSTED} / close BETWEEN ${1 / GREATEST_ADJUSTMENT} AND ${GREATEST_ADJUSTMENT}))`,
    expected: EXPECTED_ADJUSTMENT,
  },
];

export const BAD_ROW = BAD_CELL.map(({ sql }) => sql).join(' OR ');

/** Where a row that can be read has no price: 0 or less. */
export const NON_POSITIVE_ROW = BAR_COLUMNS.filter((column) => column !== 'volume')
  .map((price) => `${STORED_NAME[price]} <= 0`)
  .join(' OR ');
