import { fileURLToPath } from 'node:url';
import {
  MessageChannel,
  type MessagePort,
  type ResourceLimits,
  receiveMessageOnPort,
  type Transferable,
} from 'node:worker_threads';
import { Piscina } from 'piscina';
import { DomainError } from '#kit/errors/domain-error.js';
import { ErrorCode } from '#schema/generated/enums.js';
import { workerArguments } from './worker-entry.js';
import type { TaskMessage, TaskOutcome } from './worker-task.js';

export interface WorkerPoolOptions {
  /** A file whose default export is a workerTask; see workerEntry. */
  readonly entry: URL;
  readonly maxThreads: number;
  /** How many tasks may wait for a thread; one more is refused. */
  readonly maxQueue: number;
  readonly resourceLimits?: ResourceLimits;
  /** How long a cancelled task has to notice it, before its thread is stopped. */
  readonly cancelGraceMs?: number;
}

export interface RunOptions {
  /** Stops the task: at its next look at `cancelled`, or after the grace by stopping its thread. */
  readonly signal?: AbortSignal;
  /** Buffers of the input that are handed over rather than copied. */
  readonly transfer?: readonly Transferable[];
  readonly onProgress?: (fraction: number) => void;
}

export interface WorkerPool {
  /**
   * Runs the task in a thread. Rejects with the task's own error, a DomainError with its code, the signal's reason
   * once the task no longer runs, or RATE_LIMITED when too many are waiting.
   */
  run<I, O>(input: I, options?: RunOptions): Promise<O>;
  /** Resolves when every thread runs and has loaded the entry: the first task then starts at once. */
  warm(): Promise<void>;
  /** Takes no more tasks, waits for those it has, stops the threads. */
  close(): Promise<void>;
}

const CANCEL_GRACE_MS = 500;

/** Threads that stay: started at the first task (or warm), kept until close. */
export function createWorkerPool(options: WorkerPoolOptions): WorkerPool {
  return new PiscinaPool(options);
}

/**
 * Waiting is done here, not in Piscina: its own queue is unbounded for tasks that can be aborted, and is not served
 * again when the last thread was stopped by an abort. It never gets more tasks than it has threads.
 */
class PiscinaPool implements WorkerPool {
  #threads: Piscina | null = null;
  #free: number;
  readonly #waiting: (() => void)[] = [];
  readonly #running = new Set<Promise<unknown>>();
  #closed = false;

  constructor(private readonly options: WorkerPoolOptions) {
    this.#free = options.maxThreads;
  }

  async run<I, O>(input: I, options: RunOptions = {}): Promise<O> {
    if (this.#closed) throw new Error('the worker pool is closed');
    const running = this.#run<I, O>(input, options);
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  async warm(): Promise<void> {
    if (this.#closed) throw new Error('the worker pool is closed');
    await Promise.all(
      Array.from({ length: this.options.maxThreads }, async () => {
        await this.#thread();
        try {
          await this.#pool().run(null);
        } finally {
          this.#release();
        }
      }),
    );
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#running);
    await this.#threads?.destroy();
  }

  async #run<I, O>(input: I, { signal, transfer = [], onProgress }: RunOptions): Promise<O> {
    signal?.throwIfAborted();
    await this.#thread(signal);
    const stop = new SharedArrayBuffer(4);
    const channel = onProgress === undefined ? null : new MessageChannel();
    channel?.port1.on('message', onProgress as (fraction: number) => void);
    const kill = new AbortController();
    let grace: NodeJS.Timeout | undefined;
    const cancel = (): void => {
      Atomics.store(new Int32Array(stop), 0, 1);
      grace = setTimeout(() => kill.abort(), this.options.cancelGraceMs ?? CANCEL_GRACE_MS);
    };
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      const message: TaskMessage<I> = { input, stop, progress: channel?.port2 ?? null };
      const transferList = channel === null ? [...transfer] : [...transfer, channel.port2];
      const outcome = (await this.#pool().run(message, {
        transferList: transferList as never,
        signal: kill.signal,
      })) as TaskOutcome<O>;
      signal?.throwIfAborted();
      if ('refusal' in outcome) {
        throw new DomainError(outcome.refusal.code, outcome.refusal.message, outcome.refusal.details);
      }
      return outcome.output;
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      clearTimeout(grace);
      signal?.removeEventListener('abort', cancel);
      if (channel !== null && onProgress !== undefined) drain(channel.port1, onProgress);
      this.#release();
    }
  }

  /** Resolves when a thread is free for this task. */
  #thread(signal?: AbortSignal): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve();
    }
    if (this.#waiting.length >= this.options.maxQueue) {
      return Promise.reject(
        new DomainError(
          ErrorCode.RATE_LIMITED,
          `All ${this.options.maxThreads} worker threads are busy and ${this.options.maxQueue} tasks wait for one; try again later.`,
        ),
      );
    }
    return new Promise((resolve, reject) => {
      const take = (): void => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(take), 1);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.#waiting.push(take);
    });
  }

  #release(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }

  #pool(): Piscina {
    if (this.#threads !== null) return this.#threads;
    const { entry, maxThreads, resourceLimits } = this.options;
    const execArgv = workerArguments(entry);
    this.#threads = new Piscina({
      filename: fileURLToPath(entry),
      minThreads: maxThreads,
      maxThreads,
      // An idle thread keeps its event loop: a native library may have work of its own to finish there.
      atomics: 'disabled',
      ...(execArgv === undefined ? {} : { execArgv }),
      ...(resourceLimits === undefined ? {} : { resourceLimits }),
    });
    // A thread that dies without a task; the next task starts another. Without a listener it would end the process.
    this.#threads.on('error', () => {});
    return this.#threads;
  }
}

/** What the task told just before its result is still on the way when the result is here. */
function drain(port: MessagePort, onProgress: (fraction: number) => void): void {
  for (let last = receiveMessageOnPort(port); last !== undefined; last = receiveMessageOnPort(port)) {
    onProgress(last.message as number);
  }
  port.close();
}
