import { randomUUID } from 'node:crypto';
import type { DocumentStore } from '#kit/documents/document-collection.js';
import { DomainError } from '#kit/errors/domain-error.js';
import type { Logger } from '#kit/observability/logger.js';
import type { Clock } from '#kit/time/clock.js';
import { type Scheduler, timerScheduler } from '#kit/time/scheduler.js';
import { JobAttempt } from './job-attempt.js';
import { JobLedger } from './job-ledger.js';
import { DEFAULT_JOB_LIMITS, type JobLimits } from './job-limits.js';
import type { JobProcessor, JobQueue, JobRequest } from './job-queue.js';
import { JOB_INDEXES, JobStatus, type StoredJob, toError, toFailure, toRequest } from './stored-job.js';

export interface JobQueueOptions extends Partial<JobLimits> {
  readonly documents: DocumentStore;
  readonly clock: Clock;
  readonly log: Logger;
  readonly scheduler?: Scheduler;
  /**
   * True when no other process can have this store (the embedded one): what is found running at start then belongs to
   * an earlier life of this process, and is resumed at once instead of when its lease ends.
   */
  readonly exclusive?: boolean;
  readonly collection?: string;
}

const PRUNE_EVERY_MS = 60_000;
/** How long a run has to notice that the process drains, after the grace. */
const LAST_CALL_MS = 2_000;

/** The queue over a collection of documents; as many processes as like may share one. */
export async function createDocumentJobQueue(options: JobQueueOptions): Promise<JobQueue> {
  const limits = { ...DEFAULT_JOB_LIMITS, ...options };
  const jobs = await options.documents.collection<StoredJob>(options.collection ?? 'jobs', JOB_INDEXES);
  return new DocumentJobQueue(new JobLedger(jobs, `queue_${randomUUID()}`, options.clock, limits), limits, options);
}

/**
 * Runs what is due, tells processors how their jobs ended. At least once: a processor must bear a second run of a job
 * whose first one it finished just before the process died, and a second word of its end.
 */
class DocumentJobQueue implements JobQueue {
  readonly #processors = new Map<string, JobProcessor>();
  readonly #running = new Map<string, JobAttempt>();
  /** Cancelled between the claim and the start of the run. */
  readonly #cancelledEarly = new Set<string>();
  readonly #timers = new Map<'poll' | 'heartbeat', () => void>();
  #onChange: (() => void)[] = [];
  #enqueueing: Promise<unknown> = Promise.resolve();
  #working: Promise<void> | null = null;
  #again = false;
  #sweepDue = false;
  #open = false;
  #prunedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly ledger: JobLedger,
    private readonly limits: JobLimits,
    private readonly options: JobQueueOptions,
  ) {}

  enqueue(request: JobRequest, { accepted = false }: { readonly accepted?: boolean } = {}): Promise<void> {
    // One after the other, so that the limits hold however many come at once.
    const stored = this.#enqueueing.then(() => this.ledger.enqueue(request, accepted));
    this.#enqueueing = stored.catch(() => {});
    return stored.then(() => this.#wake());
  }

  process(kind: string, processor: JobProcessor): void {
    if (this.#open) throw new Error(`job ${kind}: register the processor before start()`);
    if (this.#processors.has(kind)) throw new Error(`job ${kind}: it already has a processor`);
    this.#processors.set(kind, processor);
  }

  async start(): Promise<void> {
    this.#open = true;
    await this.#sweep(this.options.exclusive === true);
    this.#beat();
    this.#wake();
    await this.#working;
  }

  async cancel(id: string): Promise<boolean> {
    const cancelled = await this.ledger.cancel(id);
    if (cancelled === null) return false;
    if (cancelled.leaseOwner === null) {
      // Nobody ran it: its end is told here, or by a process that knows the kind.
      const taken = this.#processors.has(cancelled.kind) ? await this.ledger.takeUnsettled(cancelled) : null;
      if (taken !== null) await this.#settle(taken);
    } else if (cancelled.leaseOwner === this.ledger.owner) {
      const attempt = this.#running.get(id);
      if (attempt === undefined) this.#cancelledEarly.add(id);
      else attempt.stop('cancelled');
    } // else the process that runs it notices at its next heartbeat
    this.#changed();
    return true;
  }

  async idle(): Promise<void> {
    for (;;) {
      const changed = new Promise<void>((resolve) => this.#onChange.push(resolve));
      await this.#enqueueing;
      await this.#working;
      const queued = await this.ledger.countQueued([...this.#processors.keys()]);
      if (queued === 0 && this.#running.size === 0 && this.#working === null) return;
      await changed;
    }
  }

  async close(graceMs = 10_000): Promise<void> {
    this.#open = false;
    for (const cancelTimer of this.#timers.values()) cancelTimer();
    await this.#working;
    await this.#ended(graceMs);
    for (const attempt of this.#running.values()) attempt.stop('drained');
    await this.#ended(LAST_CALL_MS);
    // A run that does not listen ends with the process; its job must not wait for the lease.
    await Promise.all([...this.#running.values()].map(({ job }) => this.ledger.giveBack(job)));
    this.#changed();
  }

  /** Resolves when nothing runs here, or after the time. */
  async #ended(withinMs: number): Promise<void> {
    if (this.#running.size === 0) return;
    let cancelTimer = (): void => {};
    const late = new Promise<void>((resolve) => {
      cancelTimer = this.#scheduler.after(withinMs, resolve);
    });
    await Promise.race([Promise.all([...this.#running.values()].map(({ ended }) => ended)), late]);
    cancelTimer();
  }

  #wake(): void {
    if (!this.#open) return;
    this.#again = true;
    this.#working ??= this.#work().finally(() => {
      this.#working = null;
      this.#changed();
      if (this.#again) this.#wake(); // asked for between the last look and now
      this.#timer('poll', this.limits.pollMs, () => {
        this.#sweepDue = true;
        this.#wake();
      });
    });
  }

  async #work(): Promise<void> {
    try {
      while (this.#again && this.#open) {
        this.#again = false;
        if (this.#sweepDue) await this.#sweep(false);
        this.#sweepDue = false;
        for (const [kind, processor] of this.#processors) await this.#claim(kind, processor);
      }
    } catch (error) {
      this.#again = false; // not at once: at the next poll
      this.options.log.error({ err: error }, 'the job queue could not reach its store; it tries again');
    }
  }

  async #claim(kind: string, processor: JobProcessor): Promise<void> {
    const running = [...this.#running.values()].filter(({ job }) => job.kind === kind).length;
    const free = (processor.concurrency ?? 1) - running;
    if (free <= 0) return;
    for (const job of await this.ledger.due(kind, free)) {
      if (!this.#open) return;
      const claimed = await this.ledger.claim(job);
      if (claimed !== null) this.#launch(claimed, processor);
    }
  }

  #launch(job: StoredJob, processor: JobProcessor): void {
    const attempt = new JobAttempt(job, processor);
    this.#running.set(job._id, attempt);
    attempt.start(async (error) => {
      try {
        await this.#conclude(attempt, error);
      } catch (fault) {
        this.options.log.error(
          { err: fault, job: job._id },
          'the end of a job could not be stored; its lease will run out',
        );
      }
      this.#running.delete(job._id);
      this.#changed();
      this.#wake();
    });
    if (this.#cancelledEarly.delete(job._id)) attempt.stop('cancelled');
  }

  /** Writes how the attempt ended, and has the processor told when it was the end of the job. */
  async #conclude(attempt: JobAttempt, error: unknown): Promise<void> {
    const { job, stopped } = attempt;
    if (stopped === 'lost') return;
    let ended: StoredJob | null;
    if (stopped === 'cancelled') ended = null;
    else if (error === undefined) ended = await this.ledger.finish(job);
    else if (stopped === 'drained') ended = await this.ledger.giveBack(job);
    else if (error instanceof DomainError || job.attempts >= this.limits.maxAttempts) {
      this.#logFault(job, error);
      ended = await this.ledger.fail(job, toFailure(error));
    } else {
      this.#logFault(job, error);
      ended = await this.ledger.retry(job, toFailure(error));
    }
    ended ??= await this.#cancelledOf(attempt);
    if (ended !== null && !ended.settled) await this.#settle(ended);
  }

  /** The job, when it is no longer the attempt's because it was cancelled: then this attempt has to tell of it. */
  async #cancelledOf({ job }: JobAttempt): Promise<StoredJob | null> {
    const now = await this.ledger.findById(job._id);
    const mine = now?.leaseOwner === this.ledger.owner && now.attempts === job.attempts;
    return now?.status === JobStatus.CANCELLED && mine && !now.settled ? now : null;
  }

  async #settle(job: StoredJob): Promise<void> {
    const processor = this.#processors.get(job.kind);
    if (processor === undefined) return;
    try {
      if (job.status === JobStatus.CANCELLED) await processor.cancelled(toRequest(job));
      else await processor.failed(toRequest(job), toError(job.failure));
    } catch (error) {
      this.options.log.error({ err: error, job: job._id }, 'a processor could not take note of the end of its job');
      if (job.settleAttempts < this.limits.maxAttempts) return; // told again when the lease has run out
    }
    await this.ledger.settled(job._id);
  }

  /** Takes up what is left behind: attempts of the dead, ends that nobody was told of. */
  async #sweep(all: boolean): Promise<void> {
    const kinds = [...this.#processors.keys()];
    if (kinds.length === 0) return;
    for (const job of await this.ledger.abandoned(kinds, all)) {
      if (this.#running.has(job._id)) continue;
      const recovered = await this.ledger.recover(job);
      if (recovered?.settled === false) await this.#settle(recovered);
    }
    for (const job of await this.ledger.unsettled(kinds, all)) {
      if (this.#running.has(job._id)) continue;
      const taken = await this.ledger.takeUnsettled(job);
      if (taken !== null) await this.#settle(taken);
    }
    const now = this.options.clock.now().getTime();
    if (now - this.#prunedAt < PRUNE_EVERY_MS) return;
    this.#prunedAt = now;
    await this.ledger.prune();
  }

  /** Renews the leases; a job that was cancelled elsewhere, or taken over, is stopped here. */
  #beat(): void {
    this.#timer('heartbeat', this.limits.leaseMs / 3, () => {
      void Promise.all([...this.#running.values()].map((attempt) => this.#renew(attempt))).finally(() => this.#beat());
    });
  }

  async #renew(attempt: JobAttempt): Promise<void> {
    try {
      const renewed = await this.ledger.renew(attempt.job, attempt.progress);
      if (renewed !== null) attempt.heldUntil = Date.parse(renewed.leaseUntil ?? '');
      else if (this.#running.get(attempt.job._id) === attempt) {
        attempt.stop((await this.#cancelledOf(attempt)) === null ? 'lost' : 'cancelled');
      }
    } catch (error) {
      this.options.log.warn({ err: error, job: attempt.job._id }, 'a job lease could not be renewed');
      // From then on another process may run it.
      if (this.options.clock.now().getTime() >= attempt.heldUntil) attempt.stop('lost');
    }
  }

  #logFault(job: StoredJob, error: unknown): void {
    if (error instanceof DomainError) return;
    this.options.log.error({ err: error, job: job._id, kind: job.kind, attempt: job.attempts }, 'a job failed');
  }

  #timer(name: 'poll' | 'heartbeat', delayMs: number, run: () => void): void {
    this.#timers.get(name)?.();
    if (this.#open) this.#timers.set(name, this.#scheduler.after(delayMs, run));
  }

  #changed(): void {
    const waiting = this.#onChange;
    this.#onChange = [];
    for (const resolve of waiting) resolve();
  }

  get #scheduler(): Scheduler {
    return this.options.scheduler ?? timerScheduler;
  }
}
