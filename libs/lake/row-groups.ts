import type { DuckDBConnection } from '@duckdb/node-api';
import { lowerBound, upperBound } from './sorted-search.js';
import { sqlTexts } from './sql-literal.js';

/** One row group of a file of bars, as the file's own footer tells of it. */
export interface RowGroup {
  /** The place of its first bar in the file. */
  readonly start: number;
  readonly rowCount: number;
  /** Epoch milliseconds, UTC. */
  readonly firstBarAt: number;
  readonly lastBarAt: number;
}

/** The row groups of many files, in one statement that reads their footers alone. */
export async function readRowGroups(connection: DuckDBConnection, paths: readonly string[]): Promise<RowGroup[][]> {
  const found = new Map<string, RowGroup[]>(paths.map((path) => [path, []]));
  if (paths.length === 0) return [];
  const rows = await connection.runAndReadAll(
    `SELECT file_name, CAST(row_group_num_rows AS DOUBLE),
       CAST(epoch_ms(CAST(stats_min_value AS TIMESTAMP)) AS DOUBLE), CAST(epoch_ms(CAST(stats_max_value AS TIMESTAMP)) AS DOUBLE)
     FROM parquet_metadata(${sqlTexts(paths)}) WHERE path_in_schema = 'timestamp' ORDER BY file_name, row_group_id`,
  );
  for (const [path, rowCount, firstBarAt, lastBarAt] of rows.getRows() as [string, number, number, number][]) {
    const groups = found.get(path)!;
    const before = groups.at(-1);
    groups.push({ start: before ? before.start + before.rowCount : 0, rowCount, firstBarAt, lastBarAt });
  }
  return paths.map((path) => found.get(path)!);
}

/** The group in which the place of a time is found: the first that does not end before it; null past the last bar. */
export function groupAt(groups: readonly RowGroup[], time: number): number | null {
  let [low, high] = [0, groups.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (groups[middle]!.lastBarAt < time) low = middle + 1;
    else high = middle;
  }
  return low === groups.length ? null : low;
}

/**
 * How many bars of the file are before a time, or, with `inclusive`, not after it.
 * @param timesOf the timestamps of the one group that must be looked into
 */
export function placeOf(
  groups: readonly RowGroup[],
  time: number,
  inclusive: boolean,
  timesOf: (group: number) => Float64Array,
): number {
  const group = groupAt(groups, time);
  if (group === null) return groups.reduce((sum, { rowCount }) => sum + rowCount, 0);
  const times = timesOf(group);
  return groups[group]!.start + (inclusive ? upperBound(times, time) : lowerBound(times, time));
}
