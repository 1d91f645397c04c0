/** A source of events that a test pushes by hand, and that tells who still listens. */
export class Channel<T> {
  readonly #listeners = new Set<Listener<T>>();
  #watchers: (() => void)[] = [];

  get listening(): number {
    return this.#listeners.size;
  }

  push(event: T): void {
    for (const listener of this.#listeners) listener.push(event);
  }

  fail(cause: Error): void {
    for (const listener of this.#listeners) listener.fail(cause);
  }

  /** Resolves once exactly `count` streams are open. */
  async untilListening(count: number): Promise<void> {
    while (this.listening !== count) await new Promise<void>((resolve) => this.#watchers.push(resolve));
  }

  listen(): AsyncIterableIterator<T> {
    const listener = new Listener<T>(() => this.#changed(() => this.#listeners.delete(listener)));
    this.#changed(() => this.#listeners.add(listener));
    return listener;
  }

  #changed(change: () => void): void {
    change();
    const watchers = this.#watchers;
    this.#watchers = [];
    for (const watcher of watchers) watcher();
  }
}

class Listener<T> implements AsyncIterableIterator<T> {
  readonly #events: T[] = [];
  #failure: Error | null = null;
  #waiting: { resolve(step: IteratorResult<T>): void; reject(cause: Error): void } | null = null;
  #closed = false;

  constructor(readonly onClose: () => void) {}

  push(event: T): void {
    if (this.#waiting) this.#waiting.resolve({ done: false, value: event });
    else this.#events.push(event);
    this.#waiting = null;
  }

  fail(cause: Error): void {
    if (this.#waiting) this.#waiting.reject(cause);
    else this.#failure = cause;
    this.#waiting = null;
  }

  next(): Promise<IteratorResult<T>> {
    const event = this.#events.shift();
    if (event !== undefined) return Promise.resolve({ done: false, value: event });
    if (this.#failure) return Promise.reject(this.#failure);
    if (this.#closed) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  return(): Promise<IteratorResult<T>> {
    if (!this.#closed) {
      this.#closed = true;
      this.#waiting?.resolve({ done: true, value: undefined });
      this.onClose();
    }
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
