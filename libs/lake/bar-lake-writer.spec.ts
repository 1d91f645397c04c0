import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BarColumns } from './bar-columns.js';
import { BarLakeReader } from './bar-lake-reader.js';
import { BarLakeWriter } from './bar-lake-writer.js';
import type { SeriesKey } from './series-key.js';

let root: string;
let writer: BarLakeWriter;
let reader: BarLakeReader;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lake-writer-'));
  writer = await BarLakeWriter.open({ root, threads: 1 });
  reader = await BarLakeReader.open({ root, threads: 1 });
});

afterAll(async () => {
  reader.close();
  await writer.close();
  await rm(root, { recursive: true });
});

function bars(rows: readonly (readonly [time: number, close: number])[]): BarColumns {
  const close = () => Float64Array.from(rows, ([, value]) => value);
  return {
    timestamps: Float64Array.from(rows, ([time]) => time),
    open: close(),
    high: close(),
    low: close(),
    close: close(),
    volume: close(),
    adjustedClose: close(),
  };
}

it('holds, after any writes, what a map from time to the last given bar would', async () => {
  const row = fc.tuple(
    fc.integer({ min: -40, max: 40 }).map((day) => day * 86_400_000),
    fc.double({ min: 0.01, max: 1e6, noNaN: true }),
  );
  const writes = fc.array(fc.array(row, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 5 });
  let series = 0;
  await fc.assert(
    fc.asyncProperty(writes, async (batches) => {
      const key = { symbol: `P${series++}`, interval: 'DAILY' } as const;
      const model = new Map<number, number>();
      for (const batch of batches) {
        const distinct = new Set(batch.map(([time]) => time));
        const replaced = [...distinct].filter((time) => model.has(time)).length;
        const result = await writer.upsert(key, bars(batch), 'test');
        expect(result).toMatchObject({
          replaced,
          added: distinct.size - replaced,
          duplicates: batch.length - distinct.size,
          duplicateTimestamps: [...distinct]
            .flatMap((time) =>
              batch
                .filter(([other]) => other === time)
                .slice(1)
                .map(() => time),
            )
            .sort((a, b) => a - b),
        });
        for (const [time, close] of batch) model.set(time, close);
      }
      const found = (await reader.read(await reader.currentSnapshot(), key))!;
      const expected = [...model].sort(([a], [b]) => a - b);
      expect(Array.from(found.timestamps, (time, i) => [time, found.adjustedClose[i]])).toEqual(expected);
    }),
    { seed: 11, numRuns: 25 },
  );
});

it('holds, after any writes and removals, what a map would, and every older snapshot what it held', async () => {
  const day = fc.integer({ min: 0, max: 9 }).map((n) => n * 86_400_000);
  const close = fc.integer({ min: 1, max: 99 });
  const step = fc.oneof(
    fc.record({ rows: fc.array(fc.tuple(day, close), { minLength: 1, maxLength: 6 }) }),
    fc.record({ days: fc.array(day, { maxLength: 8 }) }),
  );
  let series = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const key = { symbol: `R${series++}`, interval: 'DAILY' } as const;
      const model = new Map<number, number>();
      const history: { id: string; expected: [number, number][] | null }[] = [];
      for (const one of steps) {
        const snapshot = await ('rows' in one ? write(key, one.rows, model) : take(key, one.days, model));
        const expected = model.size === 0 ? null : [...model].sort(([a], [b]) => a - b);
        history.push({ id: snapshot.id, expected });
      }
      for (const { id, expected } of history) {
        const found = await reader.read(await reader.snapshot(id), key);
        expect(found && Array.from(found.timestamps, (time, i) => [time, found.close[i]])).toEqual(expected);
      }
    }),
    { seed: 5, numRuns: 25 },
  );

  async function write(key: SeriesKey, rows: [number, number][], model: Map<number, number>) {
    for (const [time, value] of rows) model.set(time, value);
    return (await writer.upsert(key, bars(rows), 'test')).snapshot;
  }

  async function take(key: SeriesKey, days: number[], model: Map<number, number>) {
    const before = await reader.currentSnapshot();
    const expected = new Set(days.filter((time) => model.delete(time))).size;
    const { snapshot, entry, removed } = await writer.remove(key, Float64Array.from(days));
    expect(removed).toBe(expected);
    expect(entry?.rowCount ?? 0).toBe(model.size);
    // Taking nothing is no commit.
    expect(snapshot.id === before.id).toBe(expected === 0);
    return snapshot;
  }
});

it('has no series that lost its last bar, and tells a fresh reader so', async () => {
  const key = { symbol: 'GONE', interval: 'DAILY' } as const;
  const { snapshot: before } = await writer.upsert(key, bars([[0, 1]]), 'test');
  const { snapshot, entry } = await writer.remove(key, Float64Array.of(0));
  expect(entry).toBeNull();
  const fresh = await BarLakeReader.open({ root, threads: 1 });
  expect((await fresh.currentSnapshot()).id).toBe(snapshot.id);
  expect((await fresh.currentSnapshot()).entry(key)).toBeNull();
  expect((await fresh.read(await fresh.snapshot(before.id), key))!.close[0]).toBe(1);
  fresh.close();
  // It may come back.
  expect((await writer.upsert(key, bars([[0, 2]]), 'test')).entry!.rowCount).toBe(1);
});

it('keeps the name of who gave the bars that are left', async () => {
  const key = { symbol: 'LEFT', interval: 'DAILY' } as const;
  await writer.upsert(
    key,
    bars([
      [0, 1],
      [1, 2],
    ]),
    'provider',
  );
  expect((await writer.remove(key, Float64Array.of(1, 99))).entry).toMatchObject({ rowCount: 1, source: 'provider' });
});

it('takes a bar out only while it is the same: not one that was corrected in the meantime', async () => {
  const key = { symbol: 'SAME', interval: 'DAILY' } as const;
  const [old, corrected, otherwise] = [bars([[0, 1]]), bars([[0, 2]]), { adjustedClose: Float64Array.of(0.5) }];
  const rows = bars([
    [0, 1],
    [1, 1],
  ]);
  await writer.upsert(key, rows, 'test');
  expect(await writer.removeSame(key, corrected)).toMatchObject({ removed: 0, entry: { rowCount: 2 } });
  expect(await writer.removeSame(key, { ...old, ...otherwise })).toMatchObject({
    removed: 1,
    entry: { firstBarAt: 1 },
  });
  await writer.upsert(key, corrected, 'test');
  expect(await writer.removeSame(key, old)).toMatchObject({ removed: 0, entry: { rowCount: 2 } });
});

describe('bars that are held out', () => {
  const key = { symbol: 'HELD', interval: 'DAILY' } as const;
  const heldOut = bars([
    [1, 666],
    [2, 7],
  ]);

  it('do not come back, unless they are different', async () => {
    const given = bars([
      [0, 1],
      [1, 666],
      [2, 8],
    ]);
    const result = await writer.upsert(key, given, 'test', { heldOut });
    expect(result).toMatchObject({ added: 2, replaced: 0, heldOut: 1 });
    expect([...(await reader.read(result.snapshot, key))!.close]).toEqual([1, 8]);
  });

  it('are compared with the last of the given bars at their time', async () => {
    const own = { symbol: 'HELD2', interval: 'DAILY' } as const;
    const result = await writer.upsert(
      own,
      bars([
        [1, 5],
        [1, 666],
        [3, 3],
      ]),
      'test',
      { heldOut },
    );
    expect(result).toMatchObject({ added: 1, heldOut: 1, duplicates: 1, duplicateTimestamps: [1] });
  });

  it('may be all that is given: then nothing is written', async () => {
    const own = { symbol: 'HELD3', interval: 'DAILY' } as const;
    const before = (await reader.currentSnapshot()).id;
    const result = await writer.upsert(own, bars([[1, 666]]), 'test', { heldOut });
    expect(result).toMatchObject({ entry: null, added: 0, replaced: 0, heldOut: 1 });
    expect(result.snapshot.id).toBe(before);
  });
});

it.each(['..', '../x', '/abs', 'a b', 'spx', '', 'X'.repeat(21), 'A%2F', '.A'])(
  'refuses the symbol %j',
  async (symbol) => {
    const write = writer.upsert({ symbol, interval: 'DAILY' }, bars([[0, 1]]), 'test');
    await expect(write).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  },
);

it.each(['BRK.B', 'BTC/USD', '^GSPC', 'EURUSD=X', 'RDS-A', 'A..'])(
  'holds the symbol %j in a folder of its own',
  async (symbol) => {
    const { snapshot, entry } = await writer.upsert({ symbol, interval: 'DAILY' }, bars([[0, 1]]), 'test');
    expect(entry!.file.split('/')).toHaveLength(3);
    expect((await reader.read(snapshot, { symbol, interval: 'DAILY' }))!.close).toEqual(Float64Array.of(1));
  },
);

it('refuses what are no bars, and keeps nothing', async () => {
  const key = { symbol: 'BAD', interval: 'DAILY' } as const;
  await expect(writer.upsert(key, bars([]), 'test')).rejects.toThrow('no bar');
  await expect(writer.upsert(key, bars([[0, Number.NaN]]), 'test')).rejects.toThrow('not a finite number');
  await expect(writer.upsert(key, { ...bars([[0, 1]]), open: new Float64Array(2) }, 'test')).rejects.toThrow(
    'open has 2',
  );
  expect((await reader.currentSnapshot()).entry(key)).toBeNull();
});

it('leaves nothing unfinished behind', async () => {
  expect((await readdir(root, { recursive: true })).filter((name) => name.includes('.tmp-'))).toEqual([]);
});
