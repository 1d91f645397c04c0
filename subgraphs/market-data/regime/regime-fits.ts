import { LRUCache } from 'lru-cache';
import { DomainError } from '#kit/errors/domain-error.js';
import type { WorkerPool } from '#kit/jobs/worker-pool.js';
import type { Logger } from '#kit/observability/logger.js';
import { ErrorCode } from '#schema/generated/enums.js';
import type { AnalysisTask } from '../analysis.worker.js';
import { REGIME_MODEL_VERSION } from './engine/fit-regimes.js';
import type { DailyCloses, RegimeProbabilities } from './regime.js';
import type { FittedBars, RegimeTables } from './regime-tables.js';

/** Closes to fit, and what names them. */
export interface FitRequest extends DailyCloses {
  readonly symbol: string;
  /** SHA-256 of the bars that the closes are of, in hex. */
  readonly hash: string;
}

export interface RegimeFitsOptions {
  /** Bound of the fits that are kept in memory; 64 MB when absent. */
  readonly cacheMb?: number;
  /** How many series may wait for a fit; one more is refused. 500 when absent. */
  readonly maxWaiting?: number;
  /** REGIME_MODEL_VERSION when absent. */
  readonly version?: number;
}

type Outcome = RegimeProbabilities | Error;

/**
 * Fits of the hidden Markov model, each computed once for the bytes of its bars: kept in memory, then on disk, then
 * computed in a thread. Requests for one fit at the same time share it.
 */
export class RegimeFits {
  private readonly memory: LRUCache<string, RegimeProbabilities>;
  private readonly underway = new Map<string, Promise<Outcome>>();
  private readonly maxWaiting: number;
  private readonly version: number;
  private lastTurn: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(
    private readonly tables: RegimeTables,
    private readonly pool: WorkerPool,
    private readonly log: Logger,
    { cacheMb = 64, maxWaiting = 500, version = REGIME_MODEL_VERSION }: RegimeFitsOptions = {},
  ) {
    this.memory = new LRUCache({
      maxSize: cacheMb * 2 ** 20,
      sizeCalculation: ({ values }) => values.byteLength + 200,
    });
    this.maxWaiting = maxWaiting;
    this.version = version;
  }

  /** In the order of the requests; an error where a fit was refused or failed. At most one read of the tables. */
  find(requests: readonly FitRequest[]): Promise<Outcome[]> {
    // Everything up to the first promise happens at once, so that nobody else starts what is started here.
    const unknown = requests.filter((request) => {
      const id = idOf(request);
      return !this.memory.has(id) && !this.underway.has(id);
    });
    const fresh = [...new Map(unknown.map((request) => [idOf(request), request])).values()];
    const stored = fresh.length === 0 ? null : this.readStored(fresh);
    for (const [i, request] of fresh.entries()) {
      const id = idOf(request);
      const outcome = this.settle(request, async () => (await stored!)[i] ?? (await this.fit(request)));
      this.underway.set(id, outcome);
      void outcome.then(() => this.underway.delete(id));
    }
    return Promise.all(requests.map((request) => this.memory.get(idOf(request)) ?? this.underway.get(idOf(request))!));
  }

  private async settle(request: FitRequest, compute: () => Promise<RegimeProbabilities>): Promise<Outcome> {
    try {
      const probabilities = await compute();
      this.memory.set(idOf(request), probabilities);
      return probabilities;
    } catch (error) {
      return error as Error;
    }
  }

  private async readStored(requests: readonly FitRequest[]): Promise<(RegimeProbabilities | null)[]> {
    try {
      return await this.tables.read(requests.map((request) => this.keyOf(request)));
    } catch (error) {
      // One table that cannot be read spoils the statement: each by itself, and the bad one is computed again.
      if (requests.length > 1) return (await Promise.all(requests.map((one) => this.readStored([one])))).flat();
      this.log.warn({ err: error, symbol: requests[0]!.symbol }, 'the stored regimes of a series cannot be read');
      return [null];
    }
  }

  /** One at a time: the threads have other things to do for those who wait for no regime. */
  private async fit(request: FitRequest): Promise<RegimeProbabilities> {
    if (this.waiting >= this.maxWaiting) {
      throw new DomainError(
        ErrorCode.RATE_LIMITED,
        `${this.waiting} series wait for a fit of their regimes, of at most ${this.maxWaiting}; try again later.`,
      );
    }
    this.waiting++;
    const turn = this.lastTurn.then(() => this.fitNow(request));
    this.lastTurn = turn.catch(() => {});
    try {
      return await turn;
    } finally {
      this.waiting--;
    }
  }

  private async fitNow(request: FitRequest): Promise<RegimeProbabilities> {
    // Copies: the columns are views of the lake's cache.
    const input: DailyCloses = { timestamps: request.timestamps.slice(), close: request.close.slice() };
    const task: AnalysisTask = { analysis: 'fitRegimes', input };
    const transfer = [input.timestamps.buffer as ArrayBuffer, input.close.buffer as ArrayBuffer];
    const probabilities = await this.pool.run<AnalysisTask, RegimeProbabilities>(task, { transfer });
    if (probabilities.values.length > 0) await this.store(request, probabilities);
    return probabilities;
  }

  /** A fit that cannot be stored is as good as one that can, until the process ends. */
  private async store(request: FitRequest, probabilities: RegimeProbabilities): Promise<void> {
    try {
      await this.tables.write(this.keyOf(request), probabilities);
    } catch (error) {
      this.log.warn({ err: error, symbol: request.symbol }, 'the regimes of a series cannot be stored');
    }
  }

  private keyOf({ symbol, hash, close }: FitRequest): FittedBars {
    return { symbol, hash, barCount: close.length, version: this.version };
  }
}

function idOf({ symbol, hash }: FitRequest): string {
  return `${symbol} ${hash}`;
}
