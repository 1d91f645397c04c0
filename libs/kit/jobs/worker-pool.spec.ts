import { afterEach, expect, it } from 'vitest';
import { ErrorCode } from '#schema/generated/enums.js';
import { workerEntry } from './worker-entry.js';
import { createWorkerPool, type WorkerPool, type WorkerPoolOptions } from './worker-pool.js';
import type { Order } from './worker-pool.spec.worker.js';

const pools: WorkerPool[] = [];

function openPool(options: Partial<WorkerPoolOptions> = {}): WorkerPool {
  const entry = workerEntry(import.meta.url, './worker-pool.spec.worker');
  const pool = createWorkerPool({ entry, maxThreads: 1, maxQueue: 10, ...options });
  pools.push(pool);
  return pool;
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

/** A task that spins until it is stopped; resolves once it does. */
async function spin(pool: WorkerPool, politely: boolean, signal: AbortSignal) {
  const turns = new SharedArrayBuffer(4);
  let ended: Promise<never> | undefined;
  await new Promise<void>((resolve, reject) => {
    ended = pool.run<Order, never>({ do: 'spin', turns, politely }, { signal, onProgress: () => resolve() });
    ended.catch(reject);
  });
  return { ended: ended as Promise<never>, turns: () => Atomics.load(new Int32Array(turns), 0) };
}

it('names the worker file with the ending of the module that starts it', () => {
  expect(workerEntry('file:///app/x/pool.ts', './run.worker').href).toBe('file:///app/x/run.worker.ts');
  expect(workerEntry('file:///app/dist/x/pool.js', './run.worker').href).toBe('file:///app/dist/x/run.worker.js');
});

it('runs TypeScript in a thread, moves buffers both ways and tells of progress', async () => {
  const pool = openPool();
  await pool.warm();
  const values = Float64Array.of(1, 2, 3);
  const progress: number[] = [];
  const squares = await pool.run<Order, Float64Array>(
    { do: 'square', values },
    { transfer: [values.buffer], onProgress: (fraction) => progress.push(fraction) },
  );
  expect([...squares]).toEqual([1, 4, 9]);
  expect(values.length).toBe(0);
  expect(progress).toEqual([0.25, 0.5, 0.75, 1]);
});

it('brings refusals back with code and details, and faults as they were', async () => {
  const pool = openPool();
  await expect(pool.run({ do: 'refuse' })).rejects.toMatchObject({
    code: ErrorCode.BAD_USER_INPUT,
    message: 'values: expected some, found none',
    extensions: { code: ErrorCode.BAD_USER_INPUT, details: { argument: 'values' } },
  });
  await expect(pool.run({ do: 'fault' })).rejects.toThrow(new RangeError('a fault of the task'));
});

it('outlives a thread that dies', async () => {
  const pool = openPool();
  await expect(pool.run({ do: 'exit' })).rejects.toThrow(/exited with code: 3/);
  expect([...(await pool.run<Order, Float64Array>({ do: 'square', values: Float64Array.of(5) }))]).toEqual([25]);
});

it.each([true, false])('stops a cancelled task, be it polite (%s), and serves those that wait', async (politely) => {
  const pool = openPool({ cancelGraceMs: politely ? 60_000 : 1 });
  const controller = new AbortController();
  const { ended, turns } = await spin(pool, politely, controller.signal);
  const behind = pool.run<Order, Float64Array>({ do: 'square', values: Float64Array.of(3) });
  controller.abort(new Error('the owner cancelled'));
  await expect(ended).rejects.toThrow('the owner cancelled');
  expect([...(await behind)]).toEqual([9]);
  const before = turns();
  await pool.run<Order, Float64Array>({ do: 'square', values: Float64Array.of(3) });
  expect(turns()).toBe(before);
});

it('refuses more waiting tasks than the queue holds, and takes a cancelled one out of it', async () => {
  const pool = openPool({ maxQueue: 1, cancelGraceMs: 1 });
  const running = new AbortController();
  const { ended } = await spin(pool, true, running.signal);
  const waiting = new AbortController();
  const queued = pool.run({ do: 'fault' }, { signal: waiting.signal });
  await expect(pool.run({ do: 'fault' })).rejects.toMatchObject({ code: ErrorCode.RATE_LIMITED });
  waiting.abort(new Error('no longer wanted'));
  await expect(queued).rejects.toThrow('no longer wanted');
  running.abort(new Error('enough'));
  await expect(ended).rejects.toThrow('enough');
});

it('finishes what it has before it closes, and takes nothing after', async () => {
  const pool = openPool();
  const last = pool.run<Order, Float64Array>({ do: 'square', values: Float64Array.of(4) });
  await pool.close();
  expect([...(await last)]).toEqual([16]);
  await expect(pool.run({ do: 'fault' })).rejects.toThrow('closed');
});
