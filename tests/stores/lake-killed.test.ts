import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BarLakeReader } from '#lake/bar-lake-reader.js';
import { BarLakeWriter } from '#lake/bar-lake-writer.js';
import { DAY, daily, damagedSeries } from './lake-bars.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lake-killed-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Runs the writing process from a write on until it is killed; the last write that it acknowledged. */
async function runUntilKilled(first: number, death: { step: string; write: number } | { marker: number }) {
  const victim = fileURLToPath(new URL('./lake-victim.ts', import.meta.url));
  const fatal = 'step' in death ? [death.step, String(death.write)] : [];
  const child = spawn(
    process.execPath,
    ['--conditions=source', '--import', 'tsx', victim, root, String(first), ...fatal],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const exited = once(child, 'exit');
  let [markers, acknowledged] = [0, first - 1];
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('acknowledged ')) acknowledged = Number(line.slice(13));
    // The writer does not wait for this: the blow falls anywhere in what follows the marker.
    if ('marker' in death && ++markers === death.marker) child.kill('SIGKILL');
  }
  expect((await exited)[1]).toBe('SIGKILL');
  return acknowledged;
}

/** Opens the lake as another process would, and looks for every acknowledged write. */
async function expectWhole(acknowledged: number): Promise<void> {
  const reader = await BarLakeReader.open({ root, threads: 1 });
  const snapshot = await reader.currentSnapshot();
  const found = await reader.readMany(snapshot, ['S0', 'S1', 'S2'].map(daily), { columns: ['close'] });
  reader.close();
  const writes = found.flatMap((bars) => (bars ? Array.from(bars.timestamps, (time) => time / DAY) : []));
  const closes = found.flatMap((bars) => (bars ? [...bars.close] : []));
  expect(closes).toEqual(writes.map((write) => write + 1));
  writes.sort((a, b) => a - b);
  // At most the one write that nobody was told of is there besides.
  expect(writes.slice(0, acknowledged + 1)).toEqual(Array.from({ length: acknowledged + 1 }, (_, i) => i));
  expect(writes.length).toBeLessThanOrEqual(acknowledged + 2);
  expect(await damagedSeries(root, snapshot)).toEqual([]);
}

it('holds every acknowledged write after kill -9 at every step of a write', { timeout: 120_000 }, async () => {
  let next = 0;
  for (const step of ['staged', 'merged', 'published', 'committed']) {
    const acknowledged = await runUntilKilled(next, { step, write: next + 4 });
    expect(acknowledged).toBe(next + 3);
    await expectWhole(acknowledged);
    next = acknowledged + 1;
  }
});

it('holds every acknowledged write after kill -9 at any moment, again and again', { timeout: 180_000 }, async () => {
  let seed = 20_261_122;
  let next = 0;
  for (let round = 0; round < 10; round++) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const acknowledged = await runUntilKilled(next, { marker: 1 + ((seed >>> 8) % 40) });
    await expectWhole(acknowledged);
    next = acknowledged + 1;
  }
  expect(next).toBeGreaterThan(0);
});

it('clears away, at the next start, what a killed writer left, and nothing else', { timeout: 60_000 }, async () => {
  const parquet = async () => (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.parquet'));
  await runUntilKilled(0, { step: 'published', write: 5 });
  // Five writes were committed; of the sixth there is what it added, and the merged file, named but in no commit.
  expect(await parquet()).toHaveLength(7);
  await runUntilKilled(5, { step: 'staged', write: 5 });
  // The next start cleared both; now another unfinished file lies there.
  const left = await parquet();
  expect(left).toHaveLength(6);
  expect(left.filter((name) => name.includes('.tmp-'))).toHaveLength(1);

  // A writer that might still be alive is not robbed of its files.
  await (await BarLakeWriter.open({ root, threads: 1 })).close();
  expect(await parquet()).toHaveLength(6);
  await (await BarLakeWriter.open({ root, threads: 1, leftoverAgeMs: 0 })).close();
  expect(await parquet()).toHaveLength(5);
  await expectWhole(4);
});
