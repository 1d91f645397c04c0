import type { Clock } from '#kit/time/clock.js';
import type { Scheduler } from '#kit/time/scheduler.js';

/**
 * A clock and timers of its own for what waits: each wait is over at once, the clock having leapt over it. Timers of the
 * length `held` are time-outs: they fire only when `expire` is called.
 */
export class LeapingTime implements Clock, Scheduler {
  /** The lengths of the waits, in milliseconds. */
  readonly waits: number[] = [];
  private readonly timeouts = new Set<() => void>();

  constructor(
    private time: number,
    private readonly held: number,
  ) {}

  now(): Date {
    return new Date(this.time);
  }

  advance(ms: number): void {
    this.time += ms;
  }

  after(delayMs: number, run: () => void): () => void {
    if (delayMs === this.held) {
      this.timeouts.add(run);
      return () => void this.timeouts.delete(run);
    }
    this.waits.push(delayMs);
    const target = this.time + delayMs;
    const immediate = setImmediate(() => {
      this.time = Math.max(this.time, target);
      run();
    });
    return () => clearImmediate(immediate);
  }

  /** Fires the time-outs that are set. */
  expire(): void {
    this.time += this.held;
    for (const run of [...this.timeouts]) {
      this.timeouts.delete(run);
      run();
    }
  }
}
