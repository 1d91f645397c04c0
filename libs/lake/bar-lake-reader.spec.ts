import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BAR_COLUMNS, type BarColumns } from './bar-columns.js';
import { BarLakeReader } from './bar-lake-reader.js';
import { BarLakeWriter } from './bar-lake-writer.js';
import type { SeriesKey } from './series-key.js';
import type { Snapshot } from './snapshot.js';

const MINUTE = 60_000;
const SMALL: SeriesKey = { symbol: 'SMALL', interval: 'DAILY' };
const LARGE: SeriesKey = { symbol: 'BTC/USD', interval: 'ONE_MINUTE' };
const NONE: SeriesKey = { symbol: 'NONE', interval: 'DAILY' };
const LARGE_COUNT = 40_000;

let root: string;
let writer: BarLakeWriter;
let snapshot: Snapshot;
/** With 1 MB of cache the large series is read in parts, the small one is kept. */
let reader: BarLakeReader;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lake-reader-'));
  writer = await BarLakeWriter.open({ root, threads: 2 });
  await writer.upsert(SMALL, walk(1_000, 1_440 * MINUTE), 'test');
  ({ snapshot } = await writer.upsert(LARGE, walk(LARGE_COUNT, MINUTE), 'test'));
  reader = await BarLakeReader.open({ root, cacheMb: 1, threads: 2 });
});

afterAll(async () => {
  reader.close();
  await writer.close();
  await rm(root, { recursive: true });
});

/** Bar i is at i steps, and column c of it is i + c / 10. */
function walk(count: number, step: number): BarColumns {
  const bars: Record<string, Float64Array> = { timestamps: Float64Array.from({ length: count }, (_, i) => i * step) };
  BAR_COLUMNS.forEach((column, c) => {
    bars[column] = Float64Array.from({ length: count }, (_, i) => i + c / 10);
  });
  return bars as unknown as BarColumns;
}

function expectSame(found: BarColumns | null, expected: BarColumns): void {
  for (const column of ['timestamps', ...BAR_COLUMNS] as const) {
    expect(sameBytes(found![column], expected[column]), column).toBe(true);
  }
}

function sameBytes(a: Float64Array, b: Float64Array): boolean {
  const bytes = (values: Float64Array) => Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return bytes(a).equals(bytes(b));
}

describe('reading', () => {
  it('gives every column of every bar, whether the series is kept or streamed', async () => {
    for (const [key, count, step] of [
      [SMALL, 1_000, 1_440 * MINUTE],
      [LARGE, LARGE_COUNT, MINUTE],
    ] as const) {
      expectSame(await reader.read(snapshot, key), walk(count, step));
      expectSame(await reader.read(snapshot, key), walk(count, step));
    }
  });

  it('keeps a large series when what is asked of it fits into three quarters of the cache', async () => {
    const kept = async (columns: (typeof BAR_COLUMNS)[number][]) => {
      const own = await BarLakeReader.open({ root, cacheMb: 1, threads: 1 });
      const [first, second] = [
        await own.read(snapshot, LARGE, { columns }),
        await own.read(snapshot, LARGE, { columns }),
      ];
      own.close();
      // Views of one and the same memory when it was kept.
      return first!.timestamps.buffer === second!.timestamps.buffer;
    };
    // 40,000 bars take 320 kB a column: times and close fit, all of them do not.
    expect(await kept(['close'])).toBe(true);
    expect(await kept(['close', 'volume'])).toBe(false);
  });

  it('gives many series in the order of the keys, twice the same one too, and null for what there is not', async () => {
    const bars = await reader.readMany(snapshot, [LARGE, NONE, SMALL, LARGE], {
      from: 0,
      to: 3 * MINUTE,
      columns: ['close'],
    });
    expect(bars.map((series) => series && [...series.close])).toEqual([
      [0.3, 1.3, 2.3, 3.3],
      null,
      [0.3],
      [0.3, 1.3, 2.3, 3.3],
    ]);
    expect(Object.keys(bars[0]!)).toEqual(['timestamps', 'close']);
  });

  it('cuts by time, both ends included, as a filter of all bars would', async () => {
    const time = fc.integer({ min: -5, max: 1_005 }).map((day) => day * 720 * MINUTE);
    await fc.assert(
      fc.asyncProperty(time, time, fc.constantFrom(SMALL, LARGE), async (from, to, key) => {
        const step = key === SMALL ? 1_440 * MINUTE : MINUTE;
        const all = walk(key === SMALL ? 1_000 : LARGE_COUNT, step).timestamps;
        const expected = all.filter((at) => at >= from && at <= to);
        const found = await reader.read(snapshot, key, { from, to, columns: ['open'] });
        expect(sameBytes(found!.timestamps, expected)).toBe(true);
      }),
      { seed: 7, numRuns: 40 },
    );
  });

  it('gives the last bars, all when there are fewer', async () => {
    const bars = await reader.readLast(snapshot, [SMALL, NONE, LARGE], 2, ['close']);
    expect(bars.map((series) => series && [...series.close])).toEqual([[998.3, 999.3], null, [39_998.3, 39_999.3]]);
    expect((await reader.readLast(snapshot, [SMALL], 5_000))[0]!.timestamps).toHaveLength(1_000);
  });

  it.each([SMALL, LARGE])('pages through a range of %o from end to end', async (key) => {
    const step = key === SMALL ? 1_440 * MINUTE : MINUTE;
    const range = { from: 10 * step, to: 20 * step, limit: 4 };
    const seen: number[] = [];
    let after: number | undefined;
    for (let turn = 0; ; turn++) {
      const [page] = await reader.readPages(snapshot, [key], after === undefined ? range : { ...range, after });
      expect(page!.totalCount).toBe(11);
      expect(page!.hasPreviousPage).toBe(turn > 0);
      seen.push(...page!.bars.open);
      if (!page!.hasNextPage) break;
      after = page!.bars.timestamps.at(-1)!;
    }
    expect(seen).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
  });

  it('gives empty pages for what there is not, and past the end', async () => {
    const [none, past] = await reader.readPages(snapshot, [NONE, SMALL], { limit: 5, after: 1e15 });
    expect(none).toMatchObject({ totalCount: 0, hasNextPage: false, hasPreviousPage: false });
    expect(past).toMatchObject({ totalCount: 1_000, hasNextPage: false, hasPreviousPage: true });
    expect(past!.bars.close).toHaveLength(0);
  });
});

describe('snapshots', () => {
  it('reads the old bytes at the old snapshot after a correction', async () => {
    const key: SeriesKey = { symbol: 'FIXED', interval: 'DAILY' };
    const before = (await writer.upsert(key, walk(10, MINUTE), 'test')).snapshot;
    const correction = walk(1, MINUTE);
    correction.close[0] = 77;
    const { snapshot: after, replaced } = await writer.upsert(key, correction, 'test');
    expect(replaced).toBe(1);
    expect((await reader.currentSnapshot()).id).toBe(after.id);
    const old = await reader.snapshot(before.id);
    expect((await reader.read(old, key))!.close[0]).toBe(0.3);
    expect((await reader.read(after, key))!.close[0]).toBe(77);
    expect(old.entry(key)!.rowCount).toBe(10);
  });

  it.each(['', 'snap_0_', `snap_1_${'0'.repeat(32)}`, `snap_99999_${'a'.repeat(32)}`, '../_commits/0000000000000001'])(
    'refuses the unknown id %j',
    async (id) => {
      await expect(reader.snapshot(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    },
  );

  it('finds every old snapshot from checkpoints and commits, through a reader that saw none of them', async () => {
    const folder = join(root, 'long');
    const long = await BarLakeWriter.open({ root: folder, threads: 1 });
    const ids: string[] = [];
    for (let i = 0; i < 70; i++) {
      const one = walk(1, 1);
      one.timestamps[0] = i;
      ids.push((await long.upsert({ symbol: `S${i % 5}`, interval: 'DAILY' }, one, 'test')).snapshot.id);
    }
    await long.close();
    const fresh = await BarLakeReader.open({ root: folder, threads: 1 });
    expect((await fresh.currentSnapshot()).id).toBe(ids.at(-1));
    for (const [i, id] of ids.entries()) {
      const rows = [...(await fresh.snapshot(id)).entries()].reduce((sum, entry) => sum + entry.rowCount, 0);
      expect(rows).toBe(i + 1);
    }
    fresh.close();
  });

  it('is empty where nobody has written yet, and sees the first write', async () => {
    const folder = join(root, 'new');
    const early = await BarLakeReader.open({ root: folder, threads: 1 });
    expect((await early.currentSnapshot()).symbols()).toEqual([]);
    const first = await BarLakeWriter.open({ root: folder, threads: 1 });
    await first.upsert(SMALL, walk(3, MINUTE), 'test');
    expect((await early.currentSnapshot()).symbols()).toEqual(['SMALL']);
    await first.close();
    early.close();
  });
});

it('refuses an object store, and says what to do instead', async () => {
  for (const open of [
    BarLakeReader.open({ root: 's3://bucket/bars' }),
    BarLakeWriter.open({ root: 's3://bucket/bars' }),
  ]) {
    await expect(open).rejects.toMatchObject({
      code: 'FAILED_PRECONDITION',
      message: expect.stringContaining('Mount the bucket as a volume'),
    });
  }
});
