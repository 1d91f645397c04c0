import { afterEach, beforeEach, vi } from 'vitest';
import type { DocumentCollection, DocumentStore } from '#kit/documents/document-collection.js';
import { createDocumentJobQueue, type JobQueueOptions } from '#kit/jobs/document-job-queue.js';
import type { JobProcessor, JobQueue, JobRequest, RunningJob } from '#kit/jobs/job-queue.js';
import type { StoredJob } from '#kit/jobs/stored-job.js';
import { silentLogger } from '#kit/observability/logger.js';
import type { Clock } from '#kit/time/clock.js';
import type { Scheduler } from '#kit/time/scheduler.js';
import type { Place } from './documents-harness.js';

/** Time that passes when the test says so; the timers of a dead process do not fire. */
export class ManualTime implements Clock {
  #now = Date.parse('2020-04-17T09:30:00.000Z');
  #calls = 0;
  readonly #schedulers: ManualScheduler[] = [];
  readonly #timers: { at: number; run: () => void; of: ManualScheduler }[] = [];

  now(): Date {
    return new Date(this.#now);
  }

  scheduler(): ManualScheduler {
    const scheduler = new ManualScheduler(this);
    this.#schedulers.push(scheduler);
    return scheduler;
  }

  /** The store, with every call of it counted as long as it lasts: time only passes when none does. */
  watch(store: DocumentStore): DocumentStore {
    const watched = <T extends object>(target: T): T =>
      new Proxy(target, {
        get: (object, key) => {
          const member = Reflect.get(object, key);
          if (typeof member !== 'function') return member;
          return async (...args: unknown[]) => {
            this.#calls += 1;
            try {
              const result = await member.apply(object, args);
              return key === 'collection' ? watched(result) : result;
            } finally {
              this.#calls -= 1;
            }
          };
        },
      });
    return watched(store);
  }

  /** Lets time pass until it is done, the dead awoken: for taking everything down. */
  async finish(work: Promise<unknown>): Promise<void> {
    for (const scheduler of this.#schedulers) scheduler.dead = false;
    let done = false;
    const ended = work.finally(() => {
      done = true;
    });
    while (!done) await this.advance(1_000);
    await ended;
  }

  add(at: number, run: () => void, of: ManualScheduler): () => void {
    const timer = { at: this.#now + at, run, of };
    this.#timers.push(timer);
    return () => {
      const index = this.#timers.indexOf(timer);
      if (index !== -1) this.#timers.splice(index, 1);
    };
  }

  /** Lets the time pass in steps, each with room for what the timers set going. */
  async advance(byMs: number, stepMs = 500): Promise<void> {
    for (const end = this.#now + byMs; this.#now < end; ) {
      this.#now = Math.min(end, this.#now + stepMs);
      const due = this.#timers.filter((timer) => timer.at <= this.#now);
      for (const timer of due) {
        this.#timers.splice(this.#timers.indexOf(timer), 1);
        if (!timer.of.dead) timer.run();
      }
      await this.#quiet();
    }
  }

  /** Lets time pass until something holds; throws when it does not within `mostMs`. */
  async advanceUntil(holds: () => boolean | Promise<boolean>, mostMs: number): Promise<void> {
    for (const end = this.#now + mostMs; !(await holds()); await this.advance(500)) {
      if (this.#now >= end) throw new Error(`It did not come within ${mostMs} ms of the test's time.`);
    }
  }

  /** Until the store has been left alone for some turns of the event loop. */
  async #quiet(): Promise<void> {
    for (let turns = 0; turns < 4; turns = this.#calls === 0 ? turns + 1 : 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

export class ManualScheduler implements Scheduler {
  dead = false;

  constructor(private readonly time: ManualTime) {}

  after(delayMs: number, run: () => void): () => void {
    return this.time.add(delayMs, run, this);
  }
}

/** A processor that writes down what it is asked, and runs what the test gives it. */
export class Recorder implements JobProcessor {
  readonly started: string[] = [];
  readonly ends: string[] = [];
  readonly running = new Set<string>();
  mostAtOnce = 0;

  constructor(
    private readonly work: (job: RunningJob) => Promise<void> = async () => {},
    readonly concurrency = 1,
  ) {}

  async run(job: RunningJob): Promise<void> {
    this.started.push(`${job.id}#${job.attempt}`);
    this.running.add(job.id);
    this.mostAtOnce = Math.max(this.mostAtOnce, this.running.size);
    try {
      await this.work(job);
    } finally {
      this.running.delete(job.id);
    }
  }

  async failed(job: JobRequest, error: Error): Promise<void> {
    this.ends.push(`${job.id} failed: ${error.message}`);
  }

  async cancelled(job: JobRequest): Promise<void> {
    this.ends.push(`${job.id} cancelled`);
  }
}

/** Ends when the signal says so, as a polite run does. */
export function untilAborted(job: RunningJob): Promise<void> {
  return new Promise((_resolve, reject) => {
    job.signal.addEventListener('abort', () => reject(job.signal.reason), { once: true });
  });
}

/** Takes a while, and no time. */
export async function someTurns(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** A promise that the test settles. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

/** A store of its own for each test, and the processes on it, which end with the test. */
export function useJobs(make: () => Promise<Place>) {
  let place: Place;
  let documents: DocumentStore;
  let jobs: DocumentCollection<StoredJob>;
  let time: ManualTime;
  const queues: JobQueue[] = [];

  beforeEach(async () => {
    place = await make();
    documents = await place.open();
    jobs = await documents.collection<StoredJob>('jobs');
    time = new ManualTime();
  });
  afterEach(async () => {
    await time.finish(Promise.all(queues.splice(0).map((queue) => queue.close(0))));
    await documents.close();
    await place.dispose();
  });

  /** A process that only enqueues and cancels, until it is started. */
  async function unstarted(options: Partial<JobQueueOptions> = {}, store = documents): Promise<JobQueue> {
    const queue = await createDocumentJobQueue({
      documents: time.watch(store),
      clock: time,
      scheduler: time.scheduler(),
      log: silentLogger,
      ...options,
    });
    queues.push(queue);
    return queue;
  }

  return {
    /** What belongs to the running test. */
    now: () => ({ place, documents, jobs, time }),
    unstarted,
    /** A process that processes `work`. */
    async started(
      processor: JobProcessor,
      options: Partial<JobQueueOptions> = {},
      store = documents,
    ): Promise<JobQueue> {
      const queue = await unstarted(options, store);
      queue.process('work', processor);
      await queue.start();
      return queue;
    },
    status: async (id: string): Promise<string | undefined> => (await jobs.findById(id))?.status,
  };
}

export function becomes(check: () => Promise<void> | void): Promise<void> {
  return vi.waitFor(check, { timeout: 15_000, interval: 2 });
}

export function request(id: string, ownerId = 'user_1', kind = 'work'): JobRequest {
  return { id, kind, ownerId, payload: { for: id } };
}
