import { createHash } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunOptions, WorkerPool } from '#kit/jobs/worker-pool.js';
import { silentLogger } from '#kit/observability/logger.js';
import { ColumnTables } from '#lake/column-tables.js';
import { temporaryFolder } from '../../../tests/support/temporary-folder.js';
import type { AnalysisTask } from '../analysis.worker.js';
import { fitRegimes } from './engine/fit-regimes.js';
import type { DailyCloses } from './regime.js';
import { type FitRequest, RegimeFits, type RegimeFitsOptions } from './regime-fits.js';
import { RegimeTables } from './regime-tables.js';
import { sampleCloses } from './sample-closes.fixture.js';

const spx = sampleCloses('spx-daily.csv');
const few: DailyCloses = { timestamps: spx.timestamps.slice(0, 760), close: spx.close.slice(0, 760) };
const truth = fitRegimes(few);
const request = (symbol: string, bars = 'first'): FitRequest => ({
  symbol,
  hash: createHash('sha256').update(bars).digest('hex'),
  ...few,
});

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let tables: ColumnTables;

beforeAll(async () => {
  folder = await temporaryFolder();
  tables = await ColumnTables.open({ root: folder.path });
});

afterAll(async () => {
  tables.close();
  await folder.remove();
});

/** Fits over the tables of the test, and a pool that fits in this thread when its gate is open. */
function open(options: RegimeFitsOptions & { gate?: Promise<void>; fail?: () => Error | null } = {}) {
  const { gate, fail, ...rest } = options;
  const tasks: AnalysisTask[] = [];
  let running = 0;
  let mostRunning = 0;
  const pool = {
    async run<I, O>(input: I, { transfer = [] }: RunOptions = {}): Promise<O> {
      const task = structuredClone(input, { transfer: [...transfer] as ArrayBuffer[] }) as AnalysisTask;
      tasks.push(task);
      mostRunning = Math.max(mostRunning, ++running);
      await gate;
      running--;
      const failure = fail?.() ?? null;
      if (failure !== null) throw failure;
      return fitRegimes(task.input as DailyCloses) as O;
    },
  } as unknown as WorkerPool;
  const fits = new RegimeFits(new RegimeTables(tables), pool, silentLogger, rest);
  return { fits, tasks, mostRunning: () => mostRunning };
}

function closedGate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

describe('a fit', () => {
  it('is computed once for ten requests at a time, and then remembered', async () => {
    const gate = closedGate();
    const { fits, tasks } = open({ gate: gate.opened });
    const asked = Array.from({ length: 10 }, () => fits.find([request('TEN'), request('TEN')]));
    gate.open();
    for (const found of await Promise.all(asked)) expect(found).toEqual([truth, truth]);
    expect(await fits.find([request('TEN')])).toEqual([truth]);
    expect(tasks).toHaveLength(1);
    // The columns of the cache are copied before they are handed to the thread.
    expect(few.close).toHaveLength(760);
  });

  it('is warm after a restart', async () => {
    const first = open();
    await first.fits.find([request('BRK.B'), request('^GSPC')]);
    const second = open();
    expect(await second.fits.find([request('BRK.B'), request('^GSPC')])).toEqual([truth, truth]);
    expect([first.tasks.length, second.tasks.length]).toEqual([2, 0]);
    expect(await readdir(join(folder.path, 'regimes'))).toEqual(
      expect.arrayContaining(['BRK_2eB.parquet', '_5eGSPC.parquet']),
    );
  });

  it('is computed again for other bars, which take the place of the old ones', async () => {
    await open().fits.find([request('NEW', 'old bars')]);
    const { fits, tasks } = open();
    await fits.find([request('NEW', 'new bars')]);
    expect(tasks).toHaveLength(1);
    const later = open();
    await later.fits.find([request('NEW', 'new bars')]);
    expect(later.tasks).toHaveLength(0);
    await later.fits.find([request('NEW', 'old bars')]);
    expect(later.tasks).toHaveLength(1);
    expect((await readdir(join(folder.path, 'regimes'))).filter((name) => name.startsWith('NEW'))).toHaveLength(1);
  });

  it('is computed again by another version of the model', async () => {
    await open({ version: 1 }).fits.find([request('VERSION')]);
    const newer = open({ version: 2 });
    expect(await newer.fits.find([request('VERSION')])).toEqual([truth]);
    expect(newer.tasks).toHaveLength(1);
    const same = open({ version: 2 });
    await same.fits.find([request('VERSION')]);
    expect(same.tasks).toHaveLength(0);
  });

  it('is computed again when what is stored cannot be read, or is not what it should be', async () => {
    await open().fits.find([request('BROKEN'), request('WHOLE')]);
    await writeFile(join(folder.path, 'regimes', 'BROKEN.parquet'), 'this is no table');
    const mended = open();
    expect(await mended.fits.find([request('BROKEN'), request('WHOLE')])).toEqual([truth, truth]);
    // The table beside it is still good.
    expect(mended.tasks).toHaveLength(1);
    const warm = open();
    expect(await warm.fits.find([request('BROKEN')])).toEqual([truth]);
    expect(warm.tasks).toHaveLength(0);

    const key = { ...request('ODD'), barCount: 760, version: 1 };
    const odd = { ...truth, values: truth.values.map((value) => value / 2) };
    await new RegimeTables(tables).write(key, odd);
    const { fits, tasks } = open();
    expect(await fits.find([request('ODD')])).toEqual([truth]);
    expect(tasks).toHaveLength(1);
    await new RegimeTables(tables).write({ ...key, symbol: 'SHORT' }, { ...truth, start: truth.start - 1 });
    expect(await fits.find([request('SHORT')])).toEqual([truth]);
  });

  it('is not remembered when it failed, and fails for its own series alone', async () => {
    const failures: (Error | null)[] = [new Error('out of memory'), null];
    const { fits, tasks } = open({ fail: () => failures.shift() ?? null });
    const [first, second] = await fits.find([request('FAILS'), request('WORKS')]);
    expect(first).toEqual(new Error('out of memory'));
    expect(second).toEqual(truth);
    expect(await fits.find([request('FAILS')])).toEqual([truth]);
    expect(tasks).toHaveLength(3);
  });

  it('waits its turn: one at a time, and a bounded number of them', async () => {
    const gate = closedGate();
    const { fits, mostRunning, tasks } = open({ gate: gate.opened, maxWaiting: 3 });
    const asked = fits.find(['W1', 'W2', 'W3', 'W4', 'W5'].map((symbol) => request(symbol)));
    gate.open();
    const found = await asked;
    expect(found.slice(0, 3)).toEqual([truth, truth, truth]);
    for (const refused of found.slice(3)) {
      expect(refused).toMatchObject({ code: 'RATE_LIMITED', message: expect.stringContaining('at most 3') });
    }
    expect([mostRunning(), tasks.length]).toEqual([1, 3]);
    expect(await fits.find([request('W4')])).toEqual([truth]);
  });

  it('leaves memory when others take its place, and is then read from disk', async () => {
    const { fits, tasks } = open({ cacheMb: (1.5 * truth.values.byteLength) / 2 ** 20 });
    await fits.find([request('LRU1')]);
    await fits.find([request('LRU2')]);
    expect(await fits.find([request('LRU1')])).toEqual([truth]);
    expect(tasks).toHaveLength(2);
  });
});
