type Resolve<R> = (step: IteratorResult<R, undefined>) => void;

/**
 * The events of a source, each turned into a result. An ordinary async generator can only return once its source gives
 * another event; this one ends at once, from either side, whatever the source is waiting for.
 */
export class EventStream<E, R> implements AsyncGenerator<R, undefined, undefined> {
  #pending: Resolve<R> | null = null;
  #last: { readonly result: R } | null = null;
  #ended = false;

  constructor(
    readonly source: AsyncIterator<E>,
    readonly handlers: {
      toResult(event: E): Promise<R>;
      /** The last result of a stream whose source broke. */
      onFailure(cause: unknown): R;
      /** Called once, when the stream ends for whatever reason. */
      onEnd(): void;
    },
  ) {}

  next(): Promise<IteratorResult<R, undefined>> {
    if (this.#ended) return Promise.resolve(this.#final());
    if (this.#pending) return Promise.reject(new Error('one step at a time: the last next() has not settled'));
    return new Promise((resolve) => {
      this.#pending = resolve;
      this.#step().then(
        (step) => {
          if (step.done) return this.end();
          this.#pending = null;
          // Settled already when the stream was ended in the meantime.
          resolve(step);
        },
        (cause) => this.end(this.handlers.onFailure(cause)),
      );
    });
  }

  /** Ends the stream now, after one last result when there is something to say. */
  end(last?: R): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#last = last === undefined ? null : { result: last };
    this.handlers.onEnd();
    const waiting = this.#pending;
    this.#pending = null;
    waiting?.(this.#final());
    // The source may be waiting for an event that never comes: it is told, and not waited for.
    this.source.return?.().then(undefined, () => undefined);
  }

  return(): Promise<IteratorResult<R, undefined>> {
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  throw(cause: unknown): Promise<IteratorResult<R, undefined>> {
    this.end();
    return Promise.reject(cause);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.end();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async #step(): Promise<IteratorResult<R, undefined>> {
    const step = await this.source.next();
    return step.done
      ? { done: true, value: undefined }
      : { done: false, value: await this.handlers.toResult(step.value) };
  }

  #final(): IteratorResult<R, undefined> {
    const last = this.#last;
    this.#last = null;
    return last ? { done: false, value: last.result } : { done: true, value: undefined };
  }
}
