import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { BarColumns } from './bar-columns.js';
import { BarLakeReader } from './bar-lake-reader.js';
import { BarLakeWriter } from './bar-lake-writer.js';
import { DuckDbEngine } from './duckdb-engine.js';
import type { Snapshot } from './snapshot.js';

const MINUTE = 60_000;
/** Of which DuckDB makes three row groups. */
const COUNT = 300_000;
const GROUP_ROWS = 122_880;
const KEY = { symbol: 'LONG', interval: 'ONE_MINUTE' } as const;
const times = Array.from({ length: COUNT }, (_, i) => i * MINUTE);

let root: string;
let snapshot: Snapshot;
/** Rows that DuckDB gave since the last look. */
let rowsRead = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lake-pages-'));
  const writer = await BarLakeWriter.open({ root, threads: 2 });
  const column = () => Float64Array.from(times, (_, i) => i + 1);
  const bars: BarColumns = {
    timestamps: Float64Array.from(times),
    ...{ open: column(), high: column(), low: column(), close: column(), volume: column(), adjustedClose: column() },
  };
  ({ snapshot } = await writer.upsert(KEY, bars, 'test'));
  await writer.close();
  const use = DuckDbEngine.prototype.use;
  vi.spyOn(DuckDbEngine.prototype, 'use').mockImplementation(function <T>(
    this: DuckDbEngine,
    work: Parameters<typeof use<T>>[0],
  ) {
    return use.call(this, (connection) => {
      const stream = connection.stream;
      connection.stream = async (sql, ...rest) => {
        const result = await stream.call(connection, sql, ...rest);
        const fetchChunk = result.fetchChunk;
        result.fetchChunk = async () => {
          const chunk = await fetchChunk.call(result);
          rowsRead += chunk?.rowCount ?? 0;
          return chunk;
        };
        return result;
      };
      return work(connection).finally(() => {
        connection.stream = stream;
      });
    }) as Promise<T>;
  });
});

afterAll(async () => {
  vi.restoreAllMocks();
  await rm(root, { recursive: true });
});

describe('a page of a large series', () => {
  it.each([
    ['from its begin', {}, 0, 0],
    ['in its middle', { after: 150_000 * MINUTE }, 150_001, 1],
    ['at its end', { after: (COUNT - 3) * MINUTE }, COUNT - 2, 1],
    ['past its end', { after: 1e15 }, COUNT, 0],
    ['in a range', { from: 122_879 * MINUTE, to: 245_760 * MINUTE, after: 122_880.5 * MINUTE }, 122_881, 3],
    ['before a range', { from: 200_000 * MINUTE, after: 5 }, 200_000, 2],
    ['in an empty range', { from: 10.2 * MINUTE, to: 10.8 * MINUTE }, 11, 1],
  ])(
    '%s is what a filter gives, and reads the row groups of its times and the page alone',
    async (_, request, start, groups) => {
      // So little cache that the series is large; a reader of its own, which has read nothing yet.
      const reader = await BarLakeReader.open({ root, threads: 2, cacheMb: 3 });
      rowsRead = 0;
      const [page] = await reader.readPages(snapshot, [KEY], { ...request, limit: 3 });
      const { from = 0, to = Number.POSITIVE_INFINITY } = request as { from?: number; to?: number };
      const inRange = times.filter((time) => time >= from && time <= to);
      const expected = inRange.filter((time) => time >= start * MINUTE).slice(0, 3);
      expect([...page!.bars.timestamps]).toEqual(expected);
      expect([...page!.bars.close]).toEqual(expected.map((time) => time / MINUTE + 1));
      expect(page!.totalCount).toBe(inRange.length);
      expect(page!.hasNextPage).toBe(expected.length > 0 && expected.at(-1) !== inRange.at(-1));
      expect(page!.hasPreviousPage).toBe(expected.length > 0 ? expected[0] !== inRange[0] : inRange.length > 0);
      expect(rowsRead).toBeLessThanOrEqual(groups * GROUP_ROWS + 3);
      // The next page in the same row groups reads nothing but itself.
      rowsRead = 0;
      await reader.readPages(snapshot, [KEY], { ...request, limit: 3 });
      expect(rowsRead).toBeLessThanOrEqual(3);
      reader.close();
    },
  );
});
