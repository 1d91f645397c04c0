import type { DomainError } from '#kit/errors/domain-error.js';

/**
 * The job port: background work that is never lost. A job is a document; workers claim it with a lease, so several
 * processes compete for it, and one that dies leaves a job that another resumes.
 */
export interface JobRequest {
  /** Chosen by the caller, so that enqueueing twice is one job: usually the id of the run that it computes. */
  readonly id: string;
  readonly kind: string;
  readonly ownerId: string;
  /** Plain JSON. */
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface RunningJob extends JobRequest {
  /** 1 for the first try. */
  readonly attempt: number;
  /** Aborted by cancel(), and when the process drains. */
  readonly signal: AbortSignal;
  /** 0 to 1. */
  reportProgress(fraction: number): void;
}

export interface JobProcessor {
  /** Does the work. A DomainError ends the job at once; any other error is tried again, `maxAttempts` times in all. */
  run(job: RunningJob): Promise<void>;
  /** The job ended without a result: a refusal, or a fault on every attempt. The processor records it on its run. */
  failed(job: JobRequest, error: DomainError | Error): Promise<void>;
  /** The job was cancelled before or while it ran. */
  cancelled(job: JobRequest): Promise<void>;
  readonly concurrency?: number;
}

export interface JobQueue {
  /**
   * Resolves once the job is stored. A job with this id that is queued, running or done is left as it is. RATE_LIMITED
   * when too many wait, and nothing is stored then: unless the work was accepted before, and only goes on.
   */
  enqueue(request: JobRequest, options?: { readonly accepted?: boolean }): Promise<void>;
  /** Registered before start(). */
  process(kind: string, processor: JobProcessor): void;
  /** Starts claiming: first what an earlier process left behind. */
  start(): Promise<void>;
  /** True when the job was still queued or running; it then ends cancelled. */
  cancel(id: string): Promise<boolean>;
  /** Resolves when nothing is queued or running here. For tests and for draining. */
  idle(): Promise<void>;
  /** Stops claiming, lets running jobs finish up to `graceMs`, then gives them back to the queue. */
  close(graceMs?: number): Promise<void>;
}
