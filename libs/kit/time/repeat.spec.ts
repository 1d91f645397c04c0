import { describe, expect, it } from 'vitest';
import { repeat } from './repeat.js';
import type { Scheduler } from './scheduler.js';

/** Waits that end when the test says so. */
class Waits implements Scheduler {
  readonly open: { readonly delayMs: number; readonly run: () => void }[] = [];

  after(delayMs: number, run: () => void): () => void {
    const wait = { delayMs, run };
    this.open.push(wait);
    return () => this.open.splice(this.open.indexOf(wait) >>> 0, 1);
  }

  end(): void {
    this.open.shift()!.run();
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('repeat', () => {
  it('waits, works, and waits again only when the work is done', async () => {
    const scheduler = new Waits();
    const done: (() => void)[] = [];
    const work = () => new Promise<void>((resolve) => done.push(resolve));
    const stop = repeat(work, { scheduler, everyMs: 50, onError: () => {} });
    expect(done).toHaveLength(0);
    expect(scheduler.open.map(({ delayMs }) => delayMs)).toEqual([50]);
    scheduler.end();
    await turn();
    expect([done.length, scheduler.open.length]).toEqual([1, 0]);
    done[0]!();
    await turn();
    expect(scheduler.open).toHaveLength(1);
    await stop();
    expect(scheduler.open).toHaveLength(0);
  });

  it('tells what failed, and goes on', async () => {
    const scheduler = new Waits();
    const errors: unknown[] = [];
    const stop = repeat(() => Promise.reject(new Error('away')), {
      scheduler,
      everyMs: 1,
      onError: (error) => errors.push(error),
    });
    scheduler.end();
    await turn();
    scheduler.end();
    await turn();
    expect(errors).toMatchObject([{ message: 'away' }, { message: 'away' }]);
    await stop();
  });

  it('ends when what runs has ended, and begins no other', async () => {
    const scheduler = new Waits();
    let finish = (): void => {};
    const stop = repeat(() => new Promise<void>((resolve) => (finish = resolve)), {
      scheduler,
      everyMs: 1,
      onError: () => {},
    });
    scheduler.end();
    let ended = false;
    const ending = stop().then(() => (ended = true));
    await turn();
    expect(ended).toBe(false);
    finish();
    await ending;
    expect(scheduler.open).toHaveLength(0);
  });
});
