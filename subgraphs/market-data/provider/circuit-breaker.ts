/** CLOSED: requests pass. OPEN: none does. HALF_OPEN: one tries whether the provider is back. */
export type CircuitState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

export interface BreakerLimits {
  /** Faults in a row that open the circuit. */
  readonly faults: number;
  /** How long it then stays open. */
  readonly coolDownMs: number;
}

/** Spares a provider that fails, and its callers the waiting. Times are epoch milliseconds. */
export class CircuitBreaker {
  private faultsInARow = 0;
  private openedAt: number | null = null;
  private isTrying = false;

  constructor(private readonly limits: BreakerLimits) {}

  state(now: number): CircuitState {
    if (this.openedAt === null) return 'CLOSED';
    return now < this.openedAt + this.limits.coolDownMs ? 'OPEN' : 'HALF_OPEN';
  }

  /** Milliseconds until a request may pass: 0 lets it pass, and it must end with one of the three calls below. */
  admit(now: number): number {
    if (this.openedAt === null) return 0;
    const waitMs = this.openedAt + this.limits.coolDownMs - now;
    if (waitMs > 0) return waitMs;
    if (this.isTrying) return this.limits.coolDownMs;
    this.isTrying = true;
    return 0;
  }

  /** The provider answered, whatever it said. */
  succeeded(): void {
    this.faultsInARow = 0;
    this.openedAt = null;
    this.isTrying = false;
  }

  /** `isFinal`: no further request will do better, so the circuit opens at once. */
  failed(now: number, isFinal: boolean): void {
    this.faultsInARow++;
    if (isFinal || this.isTrying || this.faultsInARow >= this.limits.faults) this.openedAt = now;
    this.isTrying = false;
  }

  /** The request ended without a word about the provider: it was cancelled. */
  forgotten(): void {
    this.isTrying = false;
  }
}
