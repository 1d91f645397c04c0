import { DataInterval } from '#schema/generated/enums.js';
import { BAR_COLUMNS, type BarColumn, STORED_NAME } from './bar-columns.js';
import type { SessionRule } from './session-rule.js';
import { sqlInteger, sqlText } from './sql-literal.js';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
/** Added before a division and taken away after it, for DuckDB divides towards zero: the year 1696. */
const EARLY_DAYS = 100_000;

/** The length of a bucket in milliseconds; for weeks and months the longest that there is. */
export const LONGEST_BUCKET_MS: Readonly<Record<DataInterval, number>> = {
  ONE_MINUTE: MINUTE_MS,
  FIVE_MINUTES: 5 * MINUTE_MS,
  FIFTEEN_MINUTES: 15 * MINUTE_MS,
  THIRTY_MINUTES: 30 * MINUTE_MS,
  SIXTY_MINUTES: 60 * MINUTE_MS,
  DAILY: DAY_MS,
  WEEKLY: 7 * DAY_MS,
  MONTHLY: 31 * DAY_MS,
};

/**
 * The same bars give the same sum to the last bit, though DuckDB adds up in no fixed order: as whole numbers of 2⁻⁴⁰, whose
 * order does not matter. Numbers of more than 10²⁰, which no market trades, do not fit and are added as they are.
 */
const VOLUME_SUM = `CASE WHEN max(volume) <= 1e20
  THEN CAST(sum(CAST(least(volume, 1e20) * ${2 ** 40} AS HUGEINT)) AS DOUBLE) / ${2 ** 40} ELSE sum(volume) END`;

/** What is made into longer bars: one file of bars, whole or in part. */
export interface ResamplePart {
  /** Absolute. */
  readonly path: string;
  /** The interval that is made. */
  readonly interval: DataInterval;
  readonly rule: SessionRule;
  /** Prices as if every split and dividend had always been in them. */
  readonly adjusted: boolean;
  /** Only buckets that begin at these times, both included; epoch milliseconds. */
  readonly from?: number;
  readonly to?: number;
}

/**
 * One SELECT of the longer bars of many files: the number of the part, the bucket's begin in epoch milliseconds, then
 * the chosen columns; ordered by both.
 *
 * Open is that of the first bar, high and low the extremes, close and adjusted close those of the last bar, volume the
 * sum. Adjusted prices are adjusted bar by bar and then aggregated:
 * within a bucket in which a dividend falls, the other order would be wrong. The volume is as it was traded. Days and
 * longer are dated at midnight UTC of the session's day, of the Monday, of the first of the month. The first bucket and
 * the last may be parts of one: they hold the bars that there are.
 */
export function resampleSql(parts: readonly ResamplePart[], columns: readonly BarColumn[]): string {
  const selects = parts.map((part, index) => {
    const values = columns.map((column) => `, ${aggregateOf(column, part.adjusted)} AS ${STORED_NAME[column]}`);
    return `SELECT CAST(${index} AS DOUBLE) AS part, CAST(bucket AS DOUBLE) AS bucket${values.join('')}
      FROM (${bucketsOf(part)}) ${bucketBounds(part)} GROUP BY bucket`;
  });
  return `SELECT * FROM (${selects.join(' UNION ALL ')}) ORDER BY part, bucket`;
}

function aggregateOf(column: BarColumn, adjusted: boolean): string {
  const factor = adjusted && column !== 'close' ? ' * (adjusted_close / "close")' : '';
  switch (column) {
    case 'open':
      return `arg_min("open"${factor}, ms)`;
    case 'high':
      return `max(high${factor})`;
    case 'low':
      return `min(low${factor})`;
    case 'close':
      return `arg_max(${adjusted ? 'adjusted_close' : '"close"'}, ms)`;
    case 'volume':
      return VOLUME_SUM;
    case 'adjustedClose':
      return 'arg_max(adjusted_close, ms)';
    default:
      return assertNever(column);
  }
}

/** The bars of a part, each with the begin of its bucket. */
function bucketsOf(part: ResamplePart): string {
  const { rule, interval } = part;
  const shift = EARLY_DAYS * DAY_MS;
  const stored = BAR_COLUMNS.map((column) => `"${STORED_NAME[column]}"`).join(', ');
  const clock = `ms + ${offsetSql(rule, 0, rule.clock.length)}`;
  const day = `(clock - ${sqlInteger(rule.dayStartMs)} + ${shift}) // ${DAY_MS} - ${EARLY_DAYS}`;
  const local = `SELECT *, ${day} AS day FROM (SELECT *, ${clock} AS clock FROM (
    SELECT epoch_ms("timestamp") AS ms, ${stored} FROM read_parquet(${sqlText(part.path)}, hive_partitioning = false)${rowBounds(part)}))`;
  return `SELECT *, ${bucketSql(interval, rule)} AS bucket FROM (${local})`;
}

function bucketSql(interval: DataInterval, { dayStartMs, anchorsMs }: SessionRule): string {
  const midnight = `day * ${DAY_MS}`;
  if (interval === DataInterval.DAILY) return midnight;
  if (interval === DataInterval.WEEKLY || interval === DataInterval.MONTHLY) {
    const unit = interval === DataInterval.WEEKLY ? 'week' : 'month';
    return `epoch_ms(date_trunc('${unit}', make_timestamp(${midnight} * 1000)))`;
  }
  const width = LONGEST_BUCKET_MS[interval];
  const since = `(clock - ${midnight})`;
  const anchor = anchorsMs
    .slice(1)
    .reduce(
      (before, next) => `CASE WHEN ${since} >= ${sqlInteger(next)} THEN ${next} ELSE ${before} END`,
      sqlInteger(anchorsMs[0]),
    );
  // The time of day at which the bucket begins, then as far back from the bar's own time.
  const begin = `(${since} - ${anchor} + ${DAY_MS}) // ${width} * ${width} - ${DAY_MS} + ${anchor}`;
  return `ms - ${since} + greatest(${begin}, ${sqlInteger(dayStartMs)})`;
}

/** The market's clock minus UTC at `ms`: the steps of the clock by halves, so that a bar meets few of them. */
function offsetSql({ clock }: SessionRule, first: number, end: number): string {
  if (clock.length === 0) return '0';
  if (first === end) return first === 0 ? '0' : sqlInteger(clock[first - 1]!.offsetMs);
  const middle = (first + end) >>> 1;
  return `CASE WHEN ms < ${sqlInteger(clock[middle]!.from)} THEN ${offsetSql({ clock } as SessionRule, first, middle)} ELSE ${offsetSql({ clock } as SessionRule, middle + 1, end)} END`;
}

/** The bars that can be in the wanted buckets, and some more: what a file's statistics can pass over is never read. */
function rowBounds({ from, to, interval }: ResamplePart): string {
  // A bucket's date and its bars are up to a day and the market's offset apart.
  const margin = LONGEST_BUCKET_MS[interval] + 2 * DAY_MS;
  const bounds = [
    from === undefined ? '' : `"timestamp" >= make_timestamp(${sqlInteger(Math.floor(from) - margin)} * 1000)`,
    to === undefined ? '' : `"timestamp" <= make_timestamp(${sqlInteger(Math.ceil(to) + margin)} * 1000)`,
  ].filter((bound) => bound !== '');
  return bounds.length === 0 ? '' : ` WHERE ${bounds.join(' AND ')}`;
}

function bucketBounds({ from, to }: ResamplePart): string {
  const bounds = [
    from === undefined ? '' : `bucket >= ${sqlInteger(Math.ceil(from))}`,
    to === undefined ? '' : `bucket <= ${sqlInteger(Math.floor(to))}`,
  ].filter((bound) => bound !== '');
  return bounds.length === 0 ? '' : `WHERE ${bounds.join(' AND ')}`;
}

function assertNever(value: never): never {
  throw new RangeError(`There is no column ${value}.`);
}
