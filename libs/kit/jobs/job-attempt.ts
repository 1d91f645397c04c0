import type { JobProcessor } from './job-queue.js';
import { type StoredJob, toRequest } from './stored-job.js';

/** Why an attempt was stopped: its job was cancelled, the process drains, or another process has the job. */
export type Stop = 'cancelled' | 'drained' | 'lost';

const REASONS: Readonly<Record<Stop, string>> = {
  cancelled: 'The job was cancelled',
  drained: 'The process is closing; the job goes back to the queue',
  lost: 'The lease was lost; another process has the job',
};

/** One run of one job, here and now. */
export class JobAttempt {
  readonly #controller = new AbortController();
  #stopped: Stop | null = null;
  progress = 0;
  /** Until when the job is surely ours, in milliseconds since the epoch. */
  heldUntil: number;
  ended: Promise<void> = Promise.resolve();

  constructor(
    readonly job: StoredJob,
    private readonly processor: JobProcessor,
  ) {
    this.heldUntil = Date.parse(job.leaseUntil ?? '');
  }

  get stopped(): Stop | null {
    return this.#stopped;
  }

  /** `conclude` gets the error that the run ended with, undefined when it was well; it must not reject. */
  start(conclude: (error: unknown) => Promise<void>): void {
    this.ended = this.#run().then(
      () => conclude(undefined),
      (error: unknown) => conclude(error ?? new Error('The job failed without an error')),
    );
  }

  /** The first reason counts. */
  stop(reason: Stop): void {
    if (this.#stopped !== null) return;
    this.#stopped = reason;
    this.#controller.abort(new DOMException(REASONS[reason], 'AbortError'));
  }

  async #run(): Promise<void> {
    await this.processor.run({
      ...toRequest(this.job),
      attempt: this.job.attempts,
      signal: this.#controller.signal,
      reportProgress: (fraction) => {
        this.progress = Math.min(1, Math.max(0, fraction));
      },
    });
  }
}
