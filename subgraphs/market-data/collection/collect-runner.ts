import { DomainError } from '#kit/errors/domain-error.js';
import type { EventBus } from '#kit/events/event-bus.js';
import { DEFAULT_JOB_LIMITS } from '#kit/jobs/job-limits.js';
import type { JobProcessor, JobRequest, RunningJob } from '#kit/jobs/job-queue.js';
import type { Logger } from '#kit/observability/logger.js';
import type { Clock } from '#kit/time/clock.js';
import { ErrorCode, RunStatus } from '#schema/generated/enums.js';
import type { EndIngestion } from '../ingestion/end-ingestion.js';
import { type Ingestion, isTerminal, type SymbolOutcome } from '../ingestion/ingestion.js';
import type { IngestionRepository } from '../ingestion/ingestion.repository.js';
import { ingestionEvent } from '../ingestion/ingestion-events.js';
import type { MarketDataProvider } from '../provider/market-data-provider.js';
import { NOTHING_NEW } from './collection.js';
import type { KindCollectors } from './kind-collectors.js';

/** Who knows providers by name. */
export interface ProviderRegister {
  /** @throws DomainError when there is none of that name that can give this */
  choose(name: string | null, wanted: Pick<Ingestion, 'kinds'> & { readonly assetClasses: [] }): MarketDataProvider;
}

/**
 * Takes a stored ingestion through its collection, symbol by symbol, and stores what became of each at once: a job that
 * is tried again after a crash goes on with those that are left. One symbol that fails does not stop the others.
 */
export class CollectRunner implements JobProcessor {
  /** Providers wait on their own limits: one that is slow must not hold up another. */
  readonly concurrency = 4;

  constructor(
    private readonly repository: IngestionRepository,
    private readonly providers: ProviderRegister,
    private readonly collectors: KindCollectors,
    private readonly ending: EndIngestion,
    private readonly bus: EventBus,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  async run(job: RunningJob): Promise<void> {
    let ingestion = await this.repository.findById(job.id);
    if (ingestion === null || isTerminal(ingestion.status)) return;
    // After a start with another configuration the provider may be gone.
    const provider = this.providers.choose(ingestion.provider, { kinds: ingestion.kinds, assetClasses: [] });
    await this.repository.advance(job.id, RunStatus.RUNNING, {}, null);
    this.bus.announce(ingestionEvent(ingestion, 'started', this.clock));
    const tasks = ingestion.kinds.flatMap((kind) => ingestion!.symbols.map((symbol) => ({ kind, symbol })));
    const done = new Set(ingestion.outcomes.map(nameOf));
    for (const task of tasks.filter((one) => !done.has(nameOf(one)))) {
      job.signal.throwIfAborted();
      const { outcome, ...news } = await this.tryOne(ingestion, provider, task, job);
      const progress = (ingestion.outcomes.length + 1) / tasks.length;
      const noted = await this.repository.addOutcome(job.id, outcome, { ...news, progress });
      // Somebody ended it in the meantime.
      if (noted === null) return;
      ingestion = noted;
      job.reportProgress(progress);
      this.bus.announce(ingestionEvent(ingestion, 'progressed', this.clock));
    }
    const failed = ingestion.outcomes.filter(({ status }) => status === RunStatus.FAILED);
    if (failed.length < tasks.length) return this.ending.end(ingestion, RunStatus.COMPLETED, { progress: 1 });
    await this.ending.end(ingestion, RunStatus.FAILED, { failure: failureOfAll(failed) });
  }

  failed(job: JobRequest, error: Error): Promise<void> {
    return this.ending.failed(
      job.id,
      error,
      'The collection failed here, at every try; what `outcomes` tells of is stored. Start it again, or tell us its id.',
    );
  }

  async cancelled(job: JobRequest): Promise<void> {
    await this.ending.byId(job.id, RunStatus.CANCELLED, {});
  }

  /**
   * A refusal is an outcome. A fault of ours has the job tried again; where that does no good, or has done none, it is an
   * outcome too, for the others' sake.
   */
  private async tryOne(
    ingestion: Ingestion,
    provider: MarketDataProvider,
    { kind, symbol }: Pick<SymbolOutcome, 'kind' | 'symbol'>,
    { signal, attempt }: Pick<RunningJob, 'signal' | 'attempt'>,
  ) {
    try {
      const collected = await this.collectors[kind]({ ingestion, provider, symbol, signal });
      const { rowsWritten, rowsRejected, qualityEventsRaised, snapshotId, failure } = collected;
      const status = failure !== null && snapshotId === null ? RunStatus.FAILED : RunStatus.COMPLETED;
      const outcome = { symbol, kind, status, rowsWritten, rowsRejected, failure };
      return { outcome, qualityEventsRaised, snapshotId };
    } catch (error) {
      signal.throwIfAborted();
      const isRefusal = error instanceof DomainError;
      if (!isRefusal && !isDeterministic(error) && attempt < DEFAULT_JOB_LIMITS.maxAttempts) throw error;
      if (!isRefusal) {
        this.log.error({ err: error, ingestion: ingestion.id, kind, symbol }, 'a symbol could not be collected');
      }
      const badRows = isRefusal ? error.details?.['badRows'] : undefined;
      const failure = isRefusal ? { code: error.code, message: error.message } : OUR_FAULT;
      const rowsRejected = typeof badRows === 'number' ? badRows : 0;
      const outcome = { symbol, kind, status: RunStatus.FAILED, rowsWritten: 0, rowsRejected, failure };
      return { outcome, qualityEventsRaised: 0, snapshotId: NOTHING_NEW.snapshotId };
    }
  }
}

const OUR_FAULT = {
  code: ErrorCode.INTERNAL_SERVER_ERROR,
  message: 'It could not be collected, for a reason that lies here. Try it again, or tell us the id of the ingestion.',
};

/** What the language throws at a mistake, such as columns that are no bars: the next try would make it again. */
function isDeterministic(error: unknown): boolean {
  return error instanceof TypeError || error instanceof RangeError;
}

function nameOf({ kind, symbol }: Pick<SymbolOutcome, 'kind' | 'symbol'>): string {
  return `${kind} ${symbol}`;
}

/** The first reason stands for all: mostly it is one, such as a provider that is down. */
function failureOfAll(failed: readonly SymbolOutcome[]): { readonly code: ErrorCode; readonly message: string } {
  const { symbol, failure } = failed[0]!;
  const others = failed.length > 1 ? ` (and ${failed.length - 1} more failed: see outcomes)` : '';
  return { code: failure!.code, message: `${symbol}: ${failure!.message}${others}` };
}
