import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CommitLog } from './commit-log.js';
import type { SeriesEntry } from './snapshot.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'commit-log-'));
  await new CommitLog(root).create();
});
afterEach(() => rm(root, { recursive: true }));

function entry(symbol: string, rowCount: number): SeriesEntry {
  return {
    symbol,
    interval: 'DAILY',
    file: `interval=DAILY/symbol=${symbol}/file-${rowCount}.parquet`,
    rowCount,
    firstBarAt: 0,
    lastBarAt: rowCount,
    sizeBytes: 1,
    sha256: String(rowCount).padStart(64, '0'),
    source: 'test',
    updatedAt: 0,
  };
}

async function appendMany(count: number): Promise<string[]> {
  const log = new CommitLog(root);
  const ids: string[] = [];
  for (let i = 1; i <= count; i++) {
    const next = await log.append(await log.current(), [entry(`S${i % 3}`, i)]);
    ids.push(next!.id);
  }
  return ids;
}

it('gives a place in the log to one of those who want it', async () => {
  const logs = Array.from({ length: 8 }, () => new CommitLog(root));
  const parent = await logs[0]!.current();
  const results = await Promise.all(logs.map((log, i) => log.append(parent, [entry(`W${i}`, i + 1)])));
  expect(results.filter((result) => result !== null)).toHaveLength(1);
  const winner = results.find((result) => result !== null)!;
  for (const log of logs) expect((await log.current()).id).toBe(winner.id);
});

it('does without a checkpoint that is damaged', async () => {
  const ids = await appendMany(70);
  const checkpoints = join(root, '_checkpoints');
  expect(await readdir(checkpoints)).toEqual(['0000000000000064.json']);
  await writeFile(join(checkpoints, '0000000000000064.json'), '{"format":1,"seq');
  const log = new CommitLog(root);
  expect((await log.current()).id).toBe(ids.at(-1));
  expect((await log.snapshot(ids[65]!)).id).toBe(ids[65]);
});

it('refuses a log that somebody changed', async () => {
  await appendMany(3);
  const second = join(root, '_commits', '0000000000000002.json');
  await writeFile(second, (await readFile(second, 'utf8')).replace('"rowCount":2', '"rowCount":1'));
  await expect(new CommitLog(root).current()).rejects.toThrow('damaged');
});

it('takes a series away with a record that says so, which older programs refuse and never misread', async () => {
  const ids = await appendMany(3);
  const log = new CommitLog(root);
  const gone = (await log.append(await log.current(), [], [{ symbol: 'S1', interval: 'DAILY' }]))!;
  expect(gone.symbols()).toEqual(['S0', 'S2']);
  const fresh = new CommitLog(root);
  expect((await fresh.current()).id).toBe(gone.id);
  expect((await fresh.snapshot(ids[2]!)).symbols()).toEqual(['S0', 'S1', 'S2']);
  const record = async (sequence: number) =>
    JSON.parse(await readFile(join(root, '_commits', `${String(sequence).padStart(16, '0')}.json`), 'utf8'));
  expect(await record(3)).not.toHaveProperty('removed');
  expect((await record(3)).format).toBe(1);
  expect(await record(4)).toMatchObject({ format: 2, changed: [], removed: [{ symbol: 'S1', interval: 'DAILY' }] });
  expect(await fresh.referencedFiles()).toHaveProperty('size', 3);
});

it('reads a log that was written before series could be taken away', async () => {
  // The first commit of a lake of version 0.1, as it lies there.
  const text =
    '{"format":1,"sequence":1,"parent":"PARENT","snapshot":"SNAPSHOT","changed":[{"symbol":"S","interval":"DAILY","file":"interval=DAILY/symbol=S/a.parquet","rowCount":1,"firstBarAt":0,"lastBarAt":0,"sizeBytes":1,"sha256":"HASH","source":"import","updatedAt":0}]}\n';
  const hash = '0'.repeat(64);
  await writeFile(
    join(root, '_commits', '0000000000000001.json'),
    text
      .replace('PARENT', 'snap_0_b92b05af426dc00c80b6d5ff29d2ddab')
      .replace('SNAPSHOT', 'snap_1_9a6afcf0e669d316eacc635236f7ccc9')
      .replace('HASH', hash),
  );
  expect((await new CommitLog(root).current()).symbols()).toEqual(['S']);
});

it('names what is the same the same, and any difference otherwise', async () => {
  const log = new CommitLog(root);
  const empty = await log.current();
  const id = empty.with([entry('A', 1), entry('B', 2)]).id;
  expect(empty.with([entry('B', 2), entry('A', 1)]).id).toBe(id);
  expect(
    empty.with([{ ...entry('A', 1), file: 'interval=DAILY/symbol=A/x.parquet', updatedAt: 7 }, entry('B', 2)]).id,
  ).toBe(id);
  expect(empty.with([{ ...entry('A', 1), sha256: 'f'.repeat(64) }, entry('B', 2)]).id).not.toBe(id);
  expect(empty.with([entry('A', 1)]).with([entry('B', 2)]).id).not.toBe(id);
});
