/** The only way to wait: injected, so that tests need no sleep. */
export interface Scheduler {
  /** Runs it once, later; the function that is given back cancels that. */
  after(delayMs: number, run: () => void): () => void;
}

/** Timers that do not keep a process alive on their own. */
export const timerScheduler: Scheduler = {
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Milliseconds to wait after the n-th failed attempt, n from 1: 0.2 s, doubled each time, at most 30 s. */
export function exponentialBackoffMs(attempt: number): number {
  return Math.min(30_000, 200 * 2 ** (attempt - 1));
}

/** Waits that can all be cut short, for closing. */
export class Pauses {
  readonly #running = new Set<() => void>();
  #cut = false;

  constructor(private readonly scheduler: Scheduler) {}

  get isCut(): boolean {
    return this.#cut;
  }

  /** True when the time has passed, false when it was cut. */
  wait(delayMs: number): Promise<boolean> {
    if (this.#cut) return Promise.resolve(false);
    return new Promise((resolve) => {
      const stop = (): void => {
        cancel();
        resolve(false);
      };
      this.#running.add(stop);
      const cancel = this.scheduler.after(delayMs, () => {
        this.#running.delete(stop);
        resolve(true);
      });
    });
  }

  /** Ends every wait, those to come as well. */
  cut(): void {
    this.#cut = true;
    for (const stop of this.#running) stop();
    this.#running.clear();
  }
}
