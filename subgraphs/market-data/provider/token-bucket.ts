/** So many requests in so much time. */
export interface RateLimit {
  readonly requests: number;
  readonly perMs: number;
}

/**
 * Tokens of which each comes back `perMs` after it was taken: in no span of that length are there ever more requests
 * than the bucket holds, as a provider counts them. (A bucket that is refilled at a steady rate lets nearly twice as
 * many through.) Times are epoch milliseconds.
 */
export class TokenBucket {
  /** When each token comes back: a ring whose oldest place is at `next`. */
  private readonly freeAt: Float64Array;
  private next = 0;

  constructor(private readonly limit: RateLimit) {
    if (!(Number.isInteger(limit.requests) && limit.requests > 0 && limit.perMs > 0)) {
      throw new RangeError(`A rate is a whole number of requests in some time; found ${JSON.stringify(limit)}.`);
    }
    this.freeAt = new Float64Array(limit.requests);
  }

  /** The first moment, not before `now`, at which there is a token. */
  earliest(now: number): number {
    return Math.max(now, this.freeAt[this.next]!);
  }

  /** Takes the token that `earliest` spoke of, at that moment or later; moments never go back. */
  take(at: number): void {
    this.freeAt[this.next] = at + this.limit.perMs;
    this.next = (this.next + 1) % this.freeAt.length;
  }

  remaining(now: number): number {
    return this.freeAt.reduce((free, time) => free + (time <= now ? 1 : 0), 0);
  }
}
