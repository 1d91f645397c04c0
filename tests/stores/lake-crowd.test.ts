import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BarLakeReader } from '#lake/bar-lake-reader.js';
import { BarLakeWriter } from '#lake/bar-lake-writer.js';
import { barsOf, daily, damagedSeries } from './lake-bars.js';

const run = promisify(execFile);
const WRITERS = 3;
const WRITES = 30;

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lake-crowd-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

it('loses no write of several processes that write at once, while others read', { timeout: 120_000 }, async () => {
  const crowd = fileURLToPath(new URL('./lake-crowd.ts', import.meta.url));
  const writers = Promise.all(
    Array.from({ length: WRITERS }, (_, number) =>
      run(process.execPath, ['--conditions=source', '--import', 'tsx', crowd, root, String(number), String(WRITES)]),
    ),
  );
  let writing = true;
  void writers.finally(() => {
    writing = false;
  });
  const reader = await BarLakeReader.open({ root, threads: 1, cacheMb: 1 });
  const seen = new Map<string, number>();
  while (writing) {
    const snapshot = await reader.currentSnapshot();
    const keys = [...snapshot.entries()];
    const bars = await reader.readMany(snapshot, keys, { columns: ['close'] });
    // What is read is exactly what the manifest of that snapshot says, whatever is written meanwhile.
    expect(bars.map((series) => series?.timestamps.length)).toEqual(keys.map((key) => key.rowCount));
    seen.set(
      snapshot.id,
      keys.reduce((sum, key) => sum + key.rowCount, 0),
    );
    await new Promise((resolve) => setImmediate(resolve));
  }
  const lasts = (await writers).map(({ stdout }) => stdout.trim());
  const snapshot = await reader.currentSnapshot();
  expect(snapshot.sequence).toBe(WRITERS * WRITES);
  expect(lasts).toContain(snapshot.id);
  expect(snapshot.symbols()).toEqual(['OWN0', 'OWN1', 'OWN2', 'SHARED']);
  const counts = [...snapshot.entries()].map(({ symbol, rowCount }) => [symbol, rowCount]).sort();
  expect(counts).toEqual([
    ['OWN0', 15],
    ['OWN1', 15],
    ['OWN2', 15],
    ['SHARED', 45],
  ]);
  const shared = await reader.read(snapshot, daily('SHARED'), { columns: ['close'] });
  for (const writer of [1, 2, 3]) expect(shared!.close.filter((close) => close === writer)).toHaveLength(15);
  expect(await damagedSeries(root, snapshot)).toEqual([]);

  // Every snapshot that was seen is still what it was, through a reader that has seen none of them.
  const later = await BarLakeReader.open({ root, threads: 1 });
  expect(seen.size).toBeGreaterThan(3);
  for (const [id, rows] of seen) {
    const old = await later.snapshot(id);
    expect([...old.entries()].reduce((sum, entry) => sum + entry.rowCount, 0)).toBe(rows);
  }
  later.close();
  reader.close();
});

it('gives the same data the same snapshot ids, wherever it is loaded', async () => {
  const ids = [];
  for (const folder of ['one', 'two']) {
    const writer = await BarLakeWriter.open({ root: join(root, folder), threads: 1 });
    await writer.upsert(daily('A'), barsOf(0, 100, 1), 'test');
    const { snapshot } = await writer.upsert(daily('B'), barsOf(0, 100, 2), 'test');
    ids.push(snapshot.id);
    await writer.close();
  }
  expect(ids[0]).toBe(ids[1]);
});
