import type { DuckDBConnection } from '@duckdb/node-api';
import { isCalendarInterval } from './bar-date.js';
import type { StagedBars } from './bar-lake-writer.js';
import { areTooShort, refuseSteps, shortStepMs } from './bar-steps.js';
import type { ImportSource } from './import-source.js';
import { selectMoments } from './import-sql.js';
import type { SeriesKey } from './series-key.js';
import { sqlText } from './sql-literal.js';

/** Counts the steps that are too short for bars of an interval, while somebody reads their times anyway. */
export class ShortSteps {
  private least: number;
  count = 0;

  constructor(interval: SeriesKey['interval']) {
    this.least = shortStepMs(interval);
  }

  /** The times begin (anew). */
  begin(): void {
    this.count = 0;
  }

  see(stepMs: number): void {
    if (stepMs < this.least) this.count++;
  }
}

/**
 * Looks whether the rows of a file can be bars of the interval: see `checkSteps`. Of what is dated by its day only what is
 * suspicious is looked at twice: a file in which at least half of the rows share their day, week or month with another.
 * @throws BadUserInput that names the step found, and the interval that fits it
 */
export async function checkFileSteps(
  connection: DuckDBConnection,
  source: ImportSource,
  { interval, symbol }: SeriesKey,
  { staged, duplicates, heldOut }: StagedBars,
  shortSteps: ShortSteps,
): Promise<void> {
  if (staged === null) return;
  if (!isCalendarInterval(interval)) {
    if (!areTooShort(shortSteps.count, staged.rowCount - 1)) return;
    const moments = `SELECT "timestamp" AS moment, "timestamp" AS period FROM read_parquet(${sqlText(staged.path)}, hive_partitioning = false)`;
    throw refuseSteps(interval, (await describeSteps(connection, moments)).medianMs, 'file');
  }
  if (!areTooShort(duplicates, staged.rowCount + heldOut + duplicates - 1)) return;
  const { count, periods, medianMs } = await describeSteps(connection, selectMoments(source, interval, symbol));
  if (areTooShort(count - periods, count - 1)) throw refuseSteps(interval, medianMs, 'file');
}

async function describeSteps(connection: DuckDBConnection, moments: string) {
  const found = await connection.runAndReadAll(
    `SELECT count(*), count(DISTINCT period), approx_quantile(step, 0.5) FROM (
       SELECT period, epoch_ms(moment) - lag(epoch_ms(moment)) OVER (ORDER BY moment) AS step
       FROM (${moments}) WHERE moment IS NOT NULL)`,
  );
  const [count, periods, medianMs] = [0, 1, 2].map((column) => Number(found.value(column, 0)));
  return { count: count!, periods: periods!, medianMs: medianMs! };
}
