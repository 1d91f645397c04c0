import type { MessagePort, Transferable } from 'node:worker_threads';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import { DomainError, type SafeDetails } from '#kit/errors/domain-error.js';
import type { ErrorCode } from '#schema/generated/enums.js';

/** What the pool sends into the thread. */
export interface TaskMessage<I> {
  readonly input: I;
  /** One Int32, 1 once the task is to stop. Shared memory: seen even by a loop that never yields. */
  readonly stop: SharedArrayBuffer;
  readonly progress: MessagePort | null;
}

/** What comes back. A refusal crosses as data, since an error loses its class and code between threads. */
export type TaskOutcome<O> =
  | { readonly output: O }
  | { readonly refusal: { readonly code: ErrorCode; readonly message: string; readonly details?: SafeDetails } };

/** What a task in a thread may ask and tell. */
export interface WorkerTask {
  /** True once the task was cancelled; one memory read, cheap enough for every thousandth step of a loop. */
  readonly cancelled: boolean;
  throwIfCancelled(): void;
  /** 0 to 1; steps of less than half a percent are not sent. */
  reportProgress(fraction: number): void;
}

const SMALLEST_STEP = 0.005;

/**
 * The default export of a worker file: `export default workerTask((input: Input, task) => output)`.
 * `moved` names the buffers of the output that are handed over rather than copied.
 */
export function workerTask<I, O>(
  run: (input: I, task: WorkerTask) => O | Promise<O>,
  moved?: (output: O) => readonly Transferable[],
): (message: TaskMessage<I> | null) => Promise<unknown> {
  return async (message) => {
    if (message === null) return null; // warming up: the file is loaded, which is all
    try {
      const output = await run(message.input, taskOf(message));
      const outcome: TaskOutcome<O> = { output };
      if (moved === undefined) return outcome;
      return move({ [transferableSymbol]: moved(output), [valueSymbol]: outcome } as never);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { code, message: text, details } = error;
      const refusal = details === undefined ? { code, message: text } : { code, message: text, details };
      return { refusal } satisfies TaskOutcome<O>;
    } finally {
      message.progress?.close();
    }
  };
}

function taskOf(message: TaskMessage<unknown>): WorkerTask {
  const stop = new Int32Array(message.stop);
  let reported = 0;
  return {
    get cancelled() {
      return Atomics.load(stop, 0) === 1;
    },
    throwIfCancelled() {
      if (Atomics.load(stop, 0) === 1) throw new DOMException('The task was cancelled', 'AbortError');
    },
    reportProgress(fraction) {
      const step = Math.min(1, Math.max(0, fraction));
      if (step - reported < SMALLEST_STEP && !(step === 1 && reported < 1)) return;
      reported = step;
      message.progress?.postMessage(step);
    },
  };
}
