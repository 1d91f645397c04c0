/** CLOSED: requests pass. OPEN: none does. HALF_OPEN: one tries whether the provider is back. */
export type CircuitState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

export interface BreakerLimits {
  /** Faults in a row that open the circuit. */
  readonly faults: number;
  /** How long it then stays open. */
  readonly coolDownMs: number;
}

/** What became of asking to pass. One that may pass is handed back when the request has ended. */
export interface Pass {
  /** Milliseconds until a request may pass; 0 lets this one. */
  readonly closedMs: number;
}

/** Spares a provider that fails, and its callers the waiting. Times are epoch milliseconds. */
export class CircuitBreaker {
  private faultsInARow = 0;
  private openedAt: number | null = null;
  /** Of the one request that tries whether the provider is back. */
  private trial: Pass | null = null;

  constructor(private readonly limits: BreakerLimits) {}

  state(now: number): CircuitState {
    if (this.openedAt === null) return 'CLOSED';
    return now < this.openedAt + this.limits.coolDownMs ? 'OPEN' : 'HALF_OPEN';
  }

  /** A request that may pass must end with one of the three calls below. */
  admit(now: number): Pass {
    if (this.openedAt === null) return { closedMs: 0 };
    const closedMs = this.openedAt + this.limits.coolDownMs - now;
    if (closedMs > 0) return { closedMs };
    if (this.trial !== null) return { closedMs: this.limits.coolDownMs };
    this.trial = { closedMs: 0 };
    return this.trial;
  }

  /** The provider answered, whatever it said. */
  succeeded(): void {
    this.faultsInARow = 0;
    this.openedAt = null;
    this.trial = null;
  }

  /** `isFinal`: no further request will do better, so the circuit opens at once. */
  failed(pass: Pass, now: number, isFinal: boolean): void {
    this.faultsInARow++;
    if (isFinal || pass === this.trial || this.faultsInARow >= this.limits.faults) this.openedAt = now;
    this.forgotten(pass);
  }

  /** The request ended without a word about the provider: it was cancelled. */
  forgotten(pass: Pass): void {
    // One that passed before the circuit opened has no part in the trial.
    if (pass === this.trial) this.trial = null;
  }
}
