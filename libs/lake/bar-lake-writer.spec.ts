import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BarColumns } from './bar-columns.js';
import { BarLakeReader } from './bar-lake-reader.js';
import { BarLakeWriter } from './bar-lake-writer.js';

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
    expect(entry.file.split('/')).toHaveLength(3);
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
