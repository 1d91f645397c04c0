import { DataInterval } from '#schema/generated/enums.js';
import { BAR_COLUMNS, type BarColumn, STORED_NAME } from './bar-columns.js';
import type { ImportSource } from './import-source.js';
import { sqlName, sqlText } from './sql-literal.js';

/** Dates that are words: `Jan 1 2000`, `January 1, 2000`, `1 Jan 2000`. */
const DATE_FORMATS = "['%b %d %Y', '%b %d, %Y', '%B %d %Y', '%B %d, %Y', '%d %b %Y']";
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
  const number = (index: number | null) => (index === null ? null : `TRY_CAST(${name(index)} AS DOUBLE)`);
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
  const read = timestampOf(name(columns.timestamp), source.columnTypes[columns.timestamp]!);
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

/** The condition under which a column of selectBars is no good, and what was expected of it. */
export const BAD_CELL: readonly {
  readonly role: 'timestamp' | BarColumn;
  readonly sql: string;
  readonly expected: string;
}[] = [
  {
    role: 'timestamp',
    sql: '"timestamp" IS NULL',
    expected:
      'a date (2020-04-17, 2020-04-17T14:30:00Z, Apr 17 2020) or epoch seconds or milliseconds, from 1800 to 2200',
  },
  ...BAR_COLUMNS.map((column) => {
    const stored = STORED_NAME[column];
    const [least, expected] =
      column === 'volume' ? [`${stored} < 0`, 'a number of 0 or more'] : [`${stored} <= 0`, 'a number above 0'];
    return { role: column, sql: `(${stored} IS NULL OR NOT isfinite(${stored}) OR ${least})`, expected };
  }),
];

export const BAD_ROW = BAD_CELL.map(({ sql }) => sql).join(' OR ');

function timestampOf(column: string, type: string): string {
  if (type === 'DATE' || type.startsWith('TIMESTAMP')) return `CAST(${column} AS TIMESTAMP)`;
  if (type === 'DOUBLE' || type === 'FLOAT') return timestampOfText(`CAST(TRY_CAST(${column} AS BIGINT) AS VARCHAR)`);
  return timestampOfText(type === 'VARCHAR' ? column : `CAST(${column} AS VARCHAR)`);
}

/**
 * ISO dates and instants (with their offset), 20200417, whole numbers (epoch seconds below 1e11, milliseconds from
 * there on; a bare year is none), and dates in words.
 */
function timestampOfText(text: string): string {
  const withOffset = `length(${text}) > 16 AND regexp_matches(${text}, '[0-9][+-][0-9]{2}(:?[0-9]{2})?\\s*$')`;
  const whole = `TRY_CAST(${text} AS BIGINT)`;
  return `CASE WHEN ${withOffset} THEN CAST(TRY_CAST(${text} AS TIMESTAMPTZ) AS TIMESTAMP)
    ELSE coalesce(TRY_CAST(${text} AS TIMESTAMP),
      CASE WHEN regexp_matches(${text}, '^(18|19|20|21)[0-9]{6}$') THEN try_strptime(${text}, '%Y%m%d')
        WHEN regexp_matches(${text}, '^-?[0-9]{5,15}$') AND abs(${whole}) < 100000000000 THEN make_timestamp(${whole} * 1000000)
        WHEN regexp_matches(${text}, '^-?[0-9]{5,15}$') THEN make_timestamp(${whole} * 1000) END,
      try_strptime(trim(${text}), ${DATE_FORMATS})) END`;
}
