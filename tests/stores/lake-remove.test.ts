import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BarLakeReader } from '#lake/bar-lake-reader.js';
import { BarLakeWriter } from '#lake/bar-lake-writer.js';
import { barsOf, DAY, daily, damagedSeries } from './lake-bars.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lake-remove-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

it.each([
  ['merged', 1, 3],
  ['published', 1, 3],
  ['committed', 1, 2],
  ['merged', 3, 3],
  ['committed', 3, null],
])(
  'is whole after a kill -9 at the step %s of a removal of %i of three bars',
  { timeout: 60_000 },
  async (step, taken, left) => {
    const writer = await BarLakeWriter.open({ root, threads: 1 });
    const { snapshot: before } = await writer.upsert(daily('S'), barsOf(0, 3, 7), 'test');
    await writer.close();
    const victim = fileURLToPath(new URL('./lake-remove-victim.ts', import.meta.url));
    const words = ['--conditions=source', '--import', 'tsx', victim, root, step, String(taken)];
    expect(spawnSync(process.execPath, words, { encoding: 'utf8', timeout: 50_000 })).toMatchObject({
      signal: 'SIGKILL',
      stderr: '',
    });

    const reader = await BarLakeReader.open({ root, threads: 1 });
    const after = await reader.currentSnapshot();
    expect(after.entry(daily('S'))?.rowCount ?? null).toBe(left);
    const found = await reader.read(after, daily('S'));
    expect(found && [...found.timestamps]).toEqual(left && [0, 1, 2].slice(3 - left).map((day) => day * DAY));
    expect(await damagedSeries(root, after)).toEqual([]);
    // Who noted the snapshot before still reads all three.
    expect((await reader.read(await reader.snapshot(before.id), daily('S')))!.close).toHaveLength(3);
    reader.close();
    const next = await BarLakeWriter.open({ root, threads: 1, leftoverAgeMs: 0 });
    expect(await next.remove(daily('S'), Float64Array.of(0, DAY, 2 * DAY))).toMatchObject({
      removed: left ?? 0,
      entry: null,
    });
    await next.close();
  },
);

it('loses no removal beside a writer that is first every time', async () => {
  const ours = await BarLakeWriter.open({ root, threads: 1 });
  const theirs = await BarLakeWriter.open({ root, threads: 1 });
  await ours.upsert(daily('S'), barsOf(0, 30, 1), 'test');
  await Promise.all([
    ...Array.from({ length: 10 }, (_, i) => ours.remove(daily('S'), Float64Array.of(i * DAY))),
    ...Array.from({ length: 10 }, (_, i) => theirs.upsert(daily('S'), barsOf(30 + i, 1, 2), 'test')),
  ]);
  const reader = await BarLakeReader.open({ root, threads: 1 });
  const found = await reader.read(await reader.currentSnapshot(), daily('S'));
  expect([...found!.timestamps]).toEqual(Array.from({ length: 30 }, (_, i) => (i + 10) * DAY));
  reader.close();
  await ours.close();
  await theirs.close();
});
