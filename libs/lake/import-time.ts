import { type ImportConventions, NUMBERED_DATE } from './import-conventions.js';
import type { ImportSource } from './import-source.js';
import { sqlName } from './sql-literal.js';

/** Dates that are words: `Jan 1 2000`, `January 1, 2000`, `1 Jan 2000`. */
const DATE_FORMATS = "['%b %d %Y', '%b %d, %Y', '%B %d %Y', '%B %d, %Y', '%d %b %Y']";
const TIMES = ['', ' %H:%M', ' %H:%M:%S', ' %I:%M %p', ' %I:%M:%S %p'];
const NUMBERED_FORMATS: Readonly<Record<NonNullable<ImportConventions['dateOrder']>, string>> = {
  DAY_FIRST: `[${TIMES.map((time) => `'%d/%m/%Y${time}'`).join(', ')}]`,
  MONTH_FIRST: `[${TIMES.map((time) => `'%m/%d/%Y${time}'`).join(', ')}]`,
};

/** How a written offset ends a time. */
const OFFSET = String.raw`[+-][0-9]{2}(:?[0-9]{2})?\s*$`;

/**
 * The time of a row as an SQL timestamp, NULL where it cannot be read. A date and a time of day in two columns are put
 * together. What has no offset is UTC.
 * @param isLocal what stands there is taken as it is written, without its offset: the day of a daily bar is the market's
 *   own. (An instant that a Parquet file holds as such was never written with one: of it the day is UTC's.)
 */
export function timestampOf(
  { columns, columnNames, columnTypes, conventions }: ImportSource,
  isLocal: boolean,
): string {
  const column = sqlName(columnNames[columns.timestamp]!);
  const type = columnTypes[columns.timestamp]!;
  if (columns.time !== null) {
    const text = (name: string, index: number) =>
      columnTypes[index] === 'VARCHAR' ? name : `CAST(${name} AS VARCHAR)`;
    const time = text(sqlName(columnNames[columns.time]!), columns.time);
    // 1430 and 143000 are written without colons.
    const clock = `regexp_replace(regexp_replace(trim(${time}), '^([0-9]{2})([0-9]{2})$', '\\1:\\2'), '^([0-9]{2})([0-9]{2})([0-9]{2})$', '\\1:\\2:\\3')`;
    const date = text(column, columns.timestamp);
    const day = `regexp_replace(trim(${date}), '^((?:18|19|20|21)[0-9]{2})([0-9]{2})([0-9]{2})$', '\\1-\\2-\\3')`;
    return timestampOfText(`(${day} || ' ' || ${clock})`, conventions, isLocal);
  }
  if (type === 'DATE' || type.startsWith('TIMESTAMP')) return `CAST(${column} AS TIMESTAMP)`;
  if (type === 'DOUBLE' || type === 'FLOAT') {
    return timestampOfText(`CAST(TRY_CAST(${column} AS BIGINT) AS VARCHAR)`, conventions, isLocal);
  }
  return timestampOfText(type === 'VARCHAR' ? column : `CAST(${column} AS VARCHAR)`, conventions, isLocal);
}

/**
 * ISO dates and instants (with their offset), 20200417, whole numbers (epoch seconds below 1e11, milliseconds from
 * there on, also written as 1587133800.0; a bare year is none), dates in words, and numbered ones in the order of the file.
 */
function timestampOfText(text: string, { dateOrder }: ImportConventions, isLocal: boolean): string {
  const withOffset = `length(${text}) > 16 AND regexp_matches(${text}, '[0-9]\\s?${OFFSET}')`;
  const instant = isLocal
    ? `TRY_CAST(regexp_replace(${text}, '\\s?${OFFSET}', '') AS TIMESTAMP)`
    : `CAST(TRY_CAST(${text} AS TIMESTAMPTZ) AS TIMESTAMP)`;
  const digits = `regexp_extract(${text}, '^\\s*(-?[0-9]{5,15})(\\.0*)?\\s*$', 1)`;
  const whole = `TRY_CAST(${digits} AS BIGINT)`;
  const slashed = `regexp_replace(regexp_replace(trim(${text}), '^([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]', '\\1/\\2/'), '[ T,]+', ' ')`;
  const numbered =
    dateOrder === null
      ? ''
      : `WHEN regexp_matches(${text}, '${NUMBERED_DATE}') THEN try_strptime(${slashed}, ${NUMBERED_FORMATS[dateOrder]})`;
  return `CASE ${numbered} WHEN ${withOffset} THEN ${instant}
    ELSE coalesce(TRY_CAST(${text} AS TIMESTAMP),
      CASE WHEN regexp_matches(${text}, '^(18|19|20|21)[0-9]{6}$') THEN try_strptime(${text}, '%Y%m%d')
        WHEN abs(${whole}) < 100000000000 THEN make_timestamp(${whole} * 1000000)
        ELSE make_timestamp(${whole} * 1000) END,
      try_strptime(trim(${text}), ${DATE_FORMATS})) END`;
}
