import { type DocumentCollection, DuplicateKey, type Filter, type Update } from '#kit/documents/document-collection.js';
import { Conflict, DomainError } from '#kit/errors/domain-error.js';
import type { Clock } from '#kit/time/clock.js';
import { ErrorCode } from '#schema/generated/enums.js';
import { backoffMs, type JobLimits } from './job-limits.js';
import type { JobRequest } from './job-queue.js';
import { type JobFailure, JobStatus, type StoredJob } from './stored-job.js';

const UNFINISHED: Filter = { status: { $in: [JobStatus.QUEUED, JobStatus.RUNNING] } };
const FREE = { leaseOwner: null, leaseUntil: null };
const MAX_PAYLOAD_LENGTH = 1_000_000;
/** How many jobs one sweep takes up; the next sweep takes the rest. */
const SWEEP = 500;

/**
 * The jobs as documents. Every step is one conditional update on the state that it starts from, so of two processes
 * that want the same step one gets null, and nothing is done twice or forgotten in between.
 */
export class JobLedger {
  constructor(
    private readonly jobs: DocumentCollection<StoredJob>,
    /** This queue, in this life of this process. */
    readonly owner: string,
    private readonly clock: Clock,
    private readonly limits: JobLimits,
  ) {}

  findById(id: string): Promise<StoredJob | null> {
    return this.jobs.findById(id);
  }

  /** @throws DomainError RATE_LIMITED beyond the limits; Conflict while the job's last end is still being told. */
  async enqueue(request: JobRequest, accepted: boolean): Promise<void> {
    const { id, kind, ownerId, payload } = request;
    if (JSON.stringify(payload).length > MAX_PAYLOAD_LENGTH) {
      throw new RangeError(
        `job ${id}: the payload is longer than ${MAX_PAYLOAD_LENGTH} characters; store it and pass its id`,
      );
    }
    const existing = await this.jobs.findById(id);
    if (existing !== null && existing.endedAt === null) return;
    if (existing?.status === JobStatus.DONE) return;
    if (existing?.settled === false) {
      throw new Conflict(`The job ${id} is just ending; try again in a moment.`);
    }
    if (!accepted) await this.#checkRoom(ownerId);
    const now = this.clock.now().toISOString();
    const fresh: Omit<StoredJob, 'rev'> = {
      ...{
        _id: id,
        kind,
        ownerId,
        payload,
        status: JobStatus.QUEUED,
        attempts: 0,
        queuedAt: now,
        notBefore: now,
        ...FREE,
      },
      ...{ progress: 0, endedAt: null, failure: null, settled: true, settleAttempts: 0 },
    };
    if (existing !== null) {
      await this.jobs.replace({ ...fresh, rev: existing.rev }); // null: somebody else queued it again
      return;
    }
    await this.jobs.insert(fresh).catch((error) => {
      if (!(error instanceof DuplicateKey)) throw error;
    });
  }

  /** What may start now, the longest waiting first. */
  due(kind: string, limit: number): Promise<StoredJob[]> {
    const filter = { status: JobStatus.QUEUED, kind, notBefore: { $lte: this.clock.now().toISOString() } };
    return this.jobs.find(filter, { sort: [['queuedAt', 1]], limit });
  }

  /** Starts an attempt; null when somebody else was first. */
  claim({ _id, rev }: StoredJob): Promise<StoredJob | null> {
    return this.jobs.updateOne(
      { _id, rev, status: JobStatus.QUEUED },
      { $set: { status: JobStatus.RUNNING, ...this.#lease() }, $inc: { attempts: 1 } },
    );
  }

  /** A sign of life; null when the job is no longer this attempt's. */
  renew(job: StoredJob, progress: number): Promise<StoredJob | null> {
    return this.#step(job, { $set: { ...this.#lease(), progress } });
  }

  finish(job: StoredJob): Promise<StoredJob | null> {
    return this.#step(job, { $set: { status: JobStatus.DONE, progress: 1, endedAt: this.#now(), ...FREE } });
  }

  /** Failed for good; the processor is to be told. */
  fail(job: StoredJob, failure: JobFailure, where: Filter = {}): Promise<StoredJob | null> {
    const ended = { status: JobStatus.FAILED, failure, endedAt: this.#now(), settled: false, settleAttempts: 1 };
    return this.#step(job, { $set: { ...ended, ...this.#lease() } }, where);
  }

  /** Failed, and to be tried again after a while. */
  retry(job: StoredJob, failure: JobFailure): Promise<StoredJob | null> {
    const notBefore = this.#at(backoffMs(this.limits, job.attempts));
    return this.#step(job, { $set: { status: JobStatus.QUEUED, notBefore, failure, ...FREE } });
  }

  /** Back to the queue as if it had not been started: the process goes, the job stays. */
  giveBack(job: StoredJob): Promise<StoredJob | null> {
    return this.#step(job, { $set: { status: JobStatus.QUEUED, ...FREE }, $inc: { attempts: -1 } });
  }

  /** The job as cancelled, its leaseOwner telling who runs it; null when it had ended, or never was. */
  cancel(id: string): Promise<StoredJob | null> {
    return this.jobs.updateOne(
      { $and: [{ _id: id }, UNFINISHED] },
      { $set: { status: JobStatus.CANCELLED, endedAt: this.#now(), settled: false } },
    );
  }

  /** Attempts whose process is gone; `all`: whatever is running, since nobody else could be running it. */
  abandoned(kinds: readonly string[], all: boolean): Promise<StoredJob[]> {
    const running = { status: JobStatus.RUNNING, kind: { $in: kinds } };
    return this.jobs.find(all ? running : { ...running, leaseUntil: { $lte: this.#now() } }, { limit: SWEEP });
  }

  /** Takes an abandoned attempt up: queued again, or failed when it was the last one. Null when it was renewed after all. */
  recover(job: StoredJob): Promise<StoredJob | null> {
    const asSeen = { rev: job.rev };
    if (job.attempts < this.limits.maxAttempts) {
      return this.#step(job, { $set: { status: JobStatus.QUEUED, notBefore: this.#now(), ...FREE } }, asSeen);
    }
    return this.fail(job, { code: null, message: `The process died in each of ${job.attempts} attempts.` }, asSeen);
  }

  /** Ended jobs whose processor was not told. */
  unsettled(kinds: readonly string[], all: boolean): Promise<StoredJob[]> {
    const unsettled = { settled: false, kind: { $in: kinds } };
    const free = { $or: [{ leaseUntil: null }, { leaseUntil: { $lte: this.#now() } }] };
    return this.jobs.find(all ? unsettled : { $and: [unsettled, free] }, { limit: SWEEP });
  }

  /** Takes it upon this queue to tell the processor; null when somebody else did. */
  takeUnsettled({ _id, rev }: StoredJob): Promise<StoredJob | null> {
    return this.jobs.updateOne({ _id, rev }, { $set: this.#lease(), $inc: { settleAttempts: 1 } });
  }

  async settled(id: string): Promise<void> {
    await this.jobs.updateOne({ _id: id, settled: false }, { $set: { settled: true, ...FREE } });
  }

  countQueued(kinds: readonly string[]): Promise<number> {
    return this.jobs.count({ status: JobStatus.QUEUED, kind: { $in: kinds } });
  }

  /** Forgets ended jobs: the old ones, and the oldest of too many. */
  async prune(): Promise<void> {
    const ended: Filter = { settled: true, status: { $in: [JobStatus.DONE, JobStatus.FAILED, JobStatus.CANCELLED] } };
    await this.jobs.delete({ $and: [ended, { endedAt: { $lte: this.#at(-this.limits.keepEndedMs) } }] });
    const excess = (await this.jobs.count(ended)) - this.limits.keepEnded;
    if (excess <= 0) return;
    const oldest = await this.jobs.find(ended, { sort: [['endedAt', 1]], limit: Math.min(excess, 10_000) });
    await this.jobs.delete({ $and: [ended, { _id: { $in: oldest.map(({ _id }) => _id) } }] });
  }

  async #checkRoom(ownerId: string): Promise<void> {
    const { maxPerOwner, maxUnfinished } = this.limits;
    const own = await this.jobs.count({ $and: [{ ownerId }, UNFINISHED] });
    if (own >= maxPerOwner) throw full(`You have ${own} unfinished jobs, and ${maxPerOwner} is the most.`);
    const all = await this.jobs.count(UNFINISHED);
    if (all >= maxUnfinished) throw full(`${all} jobs are unfinished, and ${maxUnfinished} is the most.`);
  }

  /** Only while the job is this very attempt of its lease holder. */
  #step({ _id, leaseOwner, attempts }: StoredJob, update: Update, where: Filter = {}): Promise<StoredJob | null> {
    return this.jobs.updateOne({ _id, status: JobStatus.RUNNING, leaseOwner, attempts, ...where }, update);
  }

  #lease(): { leaseOwner: string; leaseUntil: string } {
    return { leaseOwner: this.owner, leaseUntil: this.#at(this.limits.leaseMs) };
  }

  #now(): string {
    return this.clock.now().toISOString();
  }

  #at(fromNowMs: number): string {
    return new Date(this.clock.now().getTime() + fromNowMs).toISOString();
  }
}

function full(reason: string): DomainError {
  return new DomainError(ErrorCode.RATE_LIMITED, `${reason} Wait for some to end, or cancel some.`);
}
