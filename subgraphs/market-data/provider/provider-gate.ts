import type { Clock } from '#kit/time/clock.js';
import { type Scheduler, timerScheduler } from '#kit/time/scheduler.js';
import { type BreakerLimits, CircuitBreaker, type Pass } from './circuit-breaker.js';
import { ProviderFailure, rateLimited, unreachable } from './provider.errors.js';
import { type RateLimit, TokenBucket } from './token-bucket.js';

export interface GateLimits {
  /** All of them hold; the last one is the one that `requestsRemaining` tells of. */
  readonly rates: readonly RateLimit[];
  /** One attempt. */
  readonly timeoutMs: number;
  /** One request with all its attempts and waits. */
  readonly totalTimeoutMs: number;
  readonly maxAttempts: number;
  /** The longest wait before the second attempt; doubled for each further one, up to `maxBackoffMs`. */
  readonly backoffMs: number;
  readonly maxBackoffMs: number;
  readonly breaker: BreakerLimits;
}

export const DEFAULT_GATE_LIMITS: Omit<GateLimits, 'rates'> = {
  timeoutMs: 30_000,
  totalTimeoutMs: 180_000,
  maxAttempts: 4,
  backoffMs: 1_000,
  maxBackoffMs: 30_000,
  breaker: { faults: 5, coolDownMs: 60_000 },
};

/** What is known of a provider from its answers. */
export interface ProviderHealth {
  readonly healthy: boolean;
  /** Null where nothing limits them. */
  readonly requestsRemaining: number | null;
  /** Epoch milliseconds. */
  readonly lastSuccessAt: number | null;
  readonly lastError: string | null;
}

/** Time and chance, which tests decide. */
export interface GateSurroundings {
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
  readonly scheduler?: Scheduler;
}

/**
 * The way of every request to one provider: its rates (token buckets), further attempts after failures that may pass
 * (exponential backoff with full jitter, not before the provider's own Retry-After), and a circuit breaker.
 */
export class ProviderGate {
  private readonly buckets: readonly TokenBucket[];
  private readonly breaker: CircuitBreaker;
  private readonly scheduler: Scheduler;
  private heldUntil = 0;
  private lastSuccessAt: number | null = null;
  private lastError: string | null = null;

  constructor(
    private readonly name: string,
    private readonly limits: GateLimits,
    private readonly surroundings: GateSurroundings,
  ) {
    this.buckets = limits.rates.map((rate) => new TokenBucket(rate));
    this.breaker = new CircuitBreaker(limits.breaker);
    this.scheduler = surroundings.scheduler ?? timerScheduler;
  }

  health(): ProviderHealth {
    const now = this.now();
    return {
      healthy: this.breaker.state(now) !== 'OPEN',
      requestsRemaining: this.buckets.at(-1)?.remaining(now) ?? null,
      lastSuccessAt: this.lastSuccessAt,
      lastError: this.lastError,
    };
  }

  /**
   * Makes the request, as often as it takes.
   * @throws ProviderFailure that says why there is no answer; the signal's reason once that is aborted
   */
  async request<T>(attempt: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    const deadline = this.now() + this.limits.totalTimeoutMs;
    for (let made = 1; ; made++) {
      const pass = await this.admission(deadline, signal);
      try {
        const answer = await this.inTime(attempt, signal);
        this.breaker.succeeded();
        this.lastSuccessAt = this.now();
        this.lastError = null;
        return answer;
      } catch (error) {
        const failure = this.note(error, pass, signal);
        const waitMs = Math.max(failure.retryAfterMs ?? 0, this.backoffMs(made));
        const now = this.now();
        const isLast = made >= this.limits.maxAttempts || now + waitMs > deadline || this.breaker.state(now) === 'OPEN';
        if (!failure.mayRetry || isLast) throw failure;
        await this.pause(waitMs, signal);
      }
    }
  }

  /** Resolves when a request may be made; it has then taken its tokens. */
  private async admission(deadline: number, signal: AbortSignal): Promise<Pass> {
    signal.throwIfAborted();
    const now = this.now();
    const at = Math.max(this.heldUntil, ...this.buckets.map((bucket) => bucket.earliest(now)), now);
    if (at > deadline) throw rateLimited(this.name, at - now);
    const pass = this.breaker.admit(now);
    if (pass.closedMs > 0)
      throw unreachable(this.name, 'its last requests failed, so it is left alone for a while', pass.closedMs);
    for (const bucket of this.buckets) bucket.take(at);
    try {
      if (at > now) await this.pause(at - now, signal);
      return pass;
    } catch (error) {
      this.breaker.forgotten(pass);
      throw error;
    }
  }

  private async inTime<T>(attempt: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    const late = new AbortController();
    const { timeoutMs } = this.limits;
    const cancel = this.scheduler.after(timeoutMs, () =>
      late.abort(unreachable(this.name, `no answer within ${timeoutMs / 1_000} s`)),
    );
    try {
      return await attempt(AbortSignal.any([signal, late.signal]));
    } catch (error) {
      // Whatever the attempt threw because it was cut off: why it was is the better answer.
      if (late.signal.aborted && !signal.aborted) throw late.signal.reason;
      throw error;
    } finally {
      cancel();
    }
  }

  /** Takes note of what went wrong. What is no failure of the provider goes on as it is. */
  private note(error: unknown, pass: Pass, signal: AbortSignal): ProviderFailure {
    if (signal.aborted || !(error instanceof ProviderFailure)) {
      this.breaker.forgotten(pass);
      throw signal.aborted ? signal.reason : error;
    }
    const now = this.now();
    if (error.isFault) this.breaker.failed(pass, now, error.reason === 'KEY_REFUSED');
    else this.breaker.succeeded();
    if (error.reason === 'UNKNOWN_SYMBOL' || error.reason === 'NOT_OFFERED') this.lastSuccessAt = now;
    else this.lastError = error.message;
    if (error.retryAfterMs !== null) this.heldUntil = Math.max(this.heldUntil, now + error.retryAfterMs);
    return error;
  }

  private backoffMs(made: number): number {
    const { backoffMs, maxBackoffMs } = this.limits;
    return this.surroundings.random() * Math.min(maxBackoffMs, backoffMs * 2 ** (made - 1));
  }

  private pause(delayMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        cancel();
        reject(signal.reason);
      };
      const cancel = this.scheduler.after(delayMs, () => {
        signal.removeEventListener('abort', stop);
        resolve();
      });
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  private now(): number {
    return this.surroundings.clock.now().getTime();
  }
}
