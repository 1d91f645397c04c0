import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { StoredDocument } from '#kit/documents/document-collection.js';
import { openNedbStore } from '#kit/documents/nedb-document-store.js';
import type { StoredJob } from '#kit/jobs/stored-job.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jobs-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Life {
  readonly said: string[];
  readonly signal: NodeJS.Signals | null;
}

/** One life of the process; it is killed when it has said so many lines, or lives to its end. */
async function live(options: {
  maxAttempts: number;
  concurrency: number;
  ids?: string[];
  lines?: number;
}): Promise<Life> {
  const file = fileURLToPath(new URL('./jobs-victim.ts', import.meta.url));
  const { maxAttempts, concurrency, ids = [], lines = Number.POSITIVE_INFINITY } = options;
  const given = [folder, String(maxAttempts), String(concurrency), ...ids];
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', file, ...given], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (said.length === lines) child.kill('SIGKILL');
  }
  const [code, signal] = await exited;
  if (signal === null) expect(code).toBe(0);
  return { said, signal };
}

async function left(): Promise<{ jobs: StoredJob[]; results: Map<string, string> }> {
  const store = await openNedbStore(folder);
  const jobs = await (await store.collection<StoredJob>('jobs')).find({}, { sort: [['_id', 1]] });
  const results = await (await store.collection<StoredDocument & { text: string }>('results')).find({});
  await store.close();
  return { jobs, results: new Map(results.map(({ _id, text }) => [_id, text])) };
}

it('finishes every job that was queued, however often its process is killed on the way', {
  timeout: 90_000,
}, async () => {
  const ids = Array.from({ length: 40 }, (_, i) => `job-${i}`);
  const options = { maxAttempts: 20, concurrency: 3 };
  const first = await live({ ...options, ids, lines: 57 });
  const queued = first.said.filter((line) => line.startsWith('queued')).map((line) => line.slice('queued '.length));
  expect(queued.length).toBeGreaterThan(10);
  let resumed = 0;
  let kills = 1;
  for (const lines of [1, 4, 7, 11, 2, 5]) {
    const { jobs } = await left();
    resumed += jobs.filter(({ status }) => status === 'RUNNING').length;
    if ((await live({ ...options, lines })).signal === 'SIGKILL') kills += 1;
  }
  expect((await live(options)).signal).toBeNull();
  const { jobs, results } = await left();
  expect(jobs.map(({ _id }) => _id)).toEqual(expect.arrayContaining(queued));
  expect(new Set(jobs.map(({ status }) => status))).toEqual(new Set(['DONE']));
  expect([...results.keys()].sort()).toEqual(jobs.map(({ _id }) => _id).sort());
  expect(new Set(results.values())).toEqual(new Set(['done']));
  expect(resumed).toBeGreaterThan(0);
  console.log(`jobs: ${jobs.length} of ${jobs.length} done after ${kills} kills; ${resumed} were resumed in mid-run`);
});

it('fails a job that kills its process every time, and goes on with the next one', { timeout: 60_000 }, async () => {
  const options = { maxAttempts: 3, concurrency: 1 };
  const seeding = await live({ ...options, ids: ['innocent-1', 'poison', 'innocent-2'] });
  expect(seeding.signal).toBe('SIGKILL');
  for (let life = 2; life <= 3; life += 1) expect((await live(options)).signal).toBe('SIGKILL');
  expect((await live({ ...options, ids: ['innocent-2'] })).signal).toBeNull();
  const { jobs, results } = await left();
  expect(jobs.map(({ _id, status, attempts }) => `${_id} ${status} ${attempts}`)).toEqual([
    'innocent-1 DONE 1',
    'innocent-2 DONE 1',
    'poison FAILED 3',
  ]);
  expect(results.get('poison')).toBe('The process died in each of 3 attempts.');
});
