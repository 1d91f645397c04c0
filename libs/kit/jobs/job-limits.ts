/** How a job queue behaves; each has a default. */
export interface JobLimits {
  /** Starts of one job, before a fault or a dying process fails it. */
  readonly maxAttempts: number;
  /** How long a job stays with a process that gives no sign of life. */
  readonly leaseMs: number;
  /** How often a process looks for what others queued or left behind. What is enqueued here starts at once. */
  readonly pollMs: number;
  /** The wait before the second try; doubled for each further one, up to five minutes. */
  readonly backoffMs: number;
  /** Unfinished jobs of one owner, and of all. */
  readonly maxPerOwner: number;
  readonly maxUnfinished: number;
  /** Ended jobs are kept this long, and no more than so many: for looking into, and against enqueueing twice. */
  readonly keepEndedMs: number;
  readonly keepEnded: number;
}

export const DEFAULT_JOB_LIMITS: JobLimits = {
  maxAttempts: 3,
  leaseMs: 30_000,
  pollMs: 1_000,
  backoffMs: 1_000,
  maxPerOwner: 100,
  maxUnfinished: 10_000,
  keepEndedMs: 7 * 86_400_000,
  keepEnded: 10_000,
};

const MAX_BACKOFF_MS = 300_000;

/** Milliseconds to wait after the n-th failed attempt, n from 1. */
export function backoffMs(limits: JobLimits, attempt: number): number {
  return Math.min(MAX_BACKOFF_MS, limits.backoffMs * 2 ** (attempt - 1));
}
