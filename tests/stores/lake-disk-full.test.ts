import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BarLakeReader } from '#lake/bar-lake-reader.js';
import { BarLakeWriter } from '#lake/bar-lake-writer.js';
import { barsOf, daily, damagedSeries } from './lake-bars.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lake-disk-full-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Runs the process that writes ever larger series, none of whose files may pass so many blocks of 1 KiB. */
function writeWithLimit(blocks: number): string[] {
  const script = fileURLToPath(new URL('./lake-disk-full.ts', import.meta.url));
  const command = `ulimit -f ${blocks}; exec "$0" --conditions=source --import tsx "$1" "$2"`;
  const { stdout, stderr, status } = spawnSync('bash', ['-c', command, process.execPath, script, root], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout.trim().split('\n');
}

it('refuses the write that the disk has no room for, and keeps all that it acknowledged', {
  timeout: 90_000,
}, async () => {
  const lines = writeWithLimit(256);
  const acknowledged = lines.filter((line) => line.startsWith('acknowledged ')).map((line) => Number(line.slice(13)));
  const refused = lines.filter((line) => line.startsWith('refused '));
  expect(acknowledged.length).toBeGreaterThan(0);
  expect(refused.length).toBeGreaterThan(0);

  const reader = await BarLakeReader.open({ root, threads: 1 });
  const snapshot = await reader.currentSnapshot();
  expect([...snapshot.entries()].map(({ rowCount }) => rowCount)).toEqual(acknowledged);
  expect(await damagedSeries(root, snapshot)).toEqual([]);
  const bars = await reader.readMany(snapshot, [...snapshot.entries()]);
  expect(bars.map((series) => series?.timestamps.length)).toEqual(acknowledged);
  reader.close();

  // Once there is room again, the same lake takes what it refused.
  const writer = await BarLakeWriter.open({ root, threads: 1, leftoverAgeMs: 0 });
  expect(await writer.upsert(daily('LATER'), barsOf(0, 60_000, 1.5), 'test')).toMatchObject({ added: 60_000 });
  await writer.close();
});
