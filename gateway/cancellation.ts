/** The time that a piece of work had is over. */
export class DeadlineExceeded extends Error {
  constructor(readonly timeoutMs: number) {
    super(`no answer within ${timeoutMs} ms`);
    this.name = 'DeadlineExceeded';
  }
}

/**
 * Tells work that nobody waits for it any more. A request makes one for each of its fetches, and work in this process
 * seldom looks at its signal; so an AbortSignal, which is dear, is only made for those who do.
 */
export class Cancellation {
  #controller: AbortController | undefined;
  #cancelled: { readonly reason: unknown } | undefined;
  readonly #listeners = new Set<(reason: unknown) => void>();

  /** One that follows a signal from outside. */
  static from(signal: AbortSignal | undefined): Cancellation {
    const cancellation = new Cancellation();
    if (signal?.aborted) cancellation.cancel(signal.reason);
    else signal?.addEventListener('abort', () => cancellation.cancel(signal.reason), { once: true });
    return cancellation;
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#cancelled) this.#controller.abort(this.#cancelled.reason);
    return this.#controller.signal;
  }

  /** Calls the listener at once when it is too late already; what it returns takes the listener back. */
  onCancel(listener: (reason: unknown) => void): () => void {
    if (this.#cancelled) listener(this.#cancelled.reason);
    else this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  cancel(reason: unknown): void {
    if (this.#cancelled) return;
    this.#cancelled = { reason };
    this.#controller?.abort(reason);
    for (const listener of this.#listeners) listener(reason);
    this.#listeners.clear();
  }
}

/**
 * Runs work that has `timeoutMs` at most and ends early when `parent` is cancelled. Work that does not heed its
 * cancellation is left behind: the caller is free all the same.
 */
export function withDeadline<T>(
  work: (cancellation: Cancellation) => Promise<T>,
  timeoutMs: number,
  parent?: Cancellation,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const cancellation = new Cancellation();
    const stop = (reason: unknown) => {
      finish();
      cancellation.cancel(reason);
      reject(reason);
    };
    const timer = setTimeout(() => stop(new DeadlineExceeded(timeoutMs)), timeoutMs);
    let release = () => {};
    const finish = () => {
      clearTimeout(timer);
      release();
    };
    let isCancelled = false;
    if (parent) {
      release = parent.onCancel((reason) => {
        isCancelled = true;
        stop(reason);
      });
    }
    if (isCancelled) return;
    work(cancellation).then(
      (value) => {
        finish();
        resolve(value);
      },
      (error) => {
        finish();
        reject(error);
      },
    );
  });
}
