import type { Scheduler } from './scheduler.js';

export interface RepeatOptions {
  readonly scheduler: Scheduler;
  /** From the end of one run to the begin of the next. */
  readonly everyMs: number;
  /** Told of what a run throws; the next run comes all the same. */
  readonly onError: (error: unknown) => void;
}

/**
 * Does a piece of work again and again, never two at a time, the first time after one wait.
 * @returns ends it: resolves when nothing of it runs any more
 */
export function repeat(
  work: () => Promise<unknown>,
  { scheduler, everyMs, onError }: RepeatOptions,
): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let ended = false;
  let cancel = scheduler.after(everyMs, run);

  function run(): void {
    running = work()
      .then(() => undefined, onError)
      .then(() => {
        if (!ended) cancel = scheduler.after(everyMs, run);
      });
  }

  return () => {
    ended = true;
    cancel();
    return running;
  };
}
