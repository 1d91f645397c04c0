import { DomainError } from '#kit/errors/domain-error.js';
import type { EventBus } from '#kit/events/event-bus.js';
import type { OutboxRelay } from '#kit/events/outbox-relay.js';
import type { JobProcessor, JobRequest, RunningJob } from '#kit/jobs/job-queue.js';
import type { Clock } from '#kit/time/clock.js';
import type { BarLakeWriter, WriteResult } from '#lake/bar-lake-writer.js';
import { importBars } from '#lake/import-bars.js';
import { ErrorCode, RunStatus } from '#schema/generated/enums.js';
import type { InstrumentService } from '../instrument/instrument.service.js';
import { type Ingestion, isTerminal } from './ingestion.js';
import type { IngestionChanges, IngestionRepository } from './ingestion.repository.js';
import { barsIngested, ingestionEvent } from './ingestion-events.js';

export const IMPORT_JOB = 'import-bars';

/** Where files are imported from. */
export interface ImportFolder {
  readonly path: string;
  readonly maxBytes: number;
}

/**
 * Takes a stored ingestion through its import. Importing a file twice changes nothing, so a job that is tried again
 * after a crash simply begins anew.
 */
export class ImportRunner implements JobProcessor {
  constructor(
    private readonly repository: IngestionRepository,
    private readonly instruments: InstrumentService,
    private readonly writer: BarLakeWriter,
    private readonly folder: ImportFolder,
    private readonly bus: EventBus,
    private readonly outbox: OutboxRelay,
    private readonly clock: Clock,
  ) {}

  async run(job: RunningJob): Promise<void> {
    const ingestion = await this.repository.findById(job.id);
    if (ingestion === null || isTerminal(ingestion.status)) return;
    await this.repository.advance(job.id, RunStatus.RUNNING, { progress: 0.1 }, null);
    this.bus.announce(ingestionEvent(ingestion, 'started', this.clock));
    const { added, replaced, snapshot } = await this.import(ingestion, job.signal).catch(async (error: unknown) => {
      // The job remembers a refusal's words, not its details.
      const badRows = error instanceof DomainError ? error.details?.['badRows'] : undefined;
      if (typeof badRows === 'number') await this.repository.note(job.id, { rowsRejected: badRows });
      throw error;
    });
    await this.instruments.registerSymbol(ingestion.symbols[0]!, ingestion.assetClass);
    const outcome = { rowsWritten: added + replaced, snapshotId: snapshot.id, progress: 1 };
    await this.end(ingestion, RunStatus.COMPLETED, outcome);
  }

  async failed(job: JobRequest, error: Error): Promise<void> {
    const failure =
      error instanceof DomainError
        ? { code: error.code, message: error.message }
        : {
            code: ErrorCode.INTERNAL_SERVER_ERROR,
            message:
              'The import failed here, at every try; nothing of the file was written. Start it again, or tell us its id.',
          };
    await this.endById(job.id, RunStatus.FAILED, { failure });
  }

  async cancelled(job: JobRequest): Promise<void> {
    await this.endById(job.id, RunStatus.CANCELLED, {});
  }

  private import({ symbols, interval, provider, file }: Ingestion, signal: AbortSignal): Promise<WriteResult> {
    const { path: folder, maxBytes } = this.folder;
    const series = { symbol: symbols[0]!, interval };
    return importBars(this.writer, { ...series, source: provider, folder, file: file!, maxBytes, signal });
  }

  private async endById(id: string, status: RunStatus, changes: IngestionChanges): Promise<void> {
    const ingestion = await this.repository.findById(id);
    if (ingestion !== null) await this.end(ingestion, status, changes);
  }

  private async end(ingestion: Ingestion, status: RunStatus, changes: IngestionChanges): Promise<void> {
    const stamped = { ...changes, completedAt: this.clock.now().toISOString() };
    const ended: Ingestion = { ...ingestion, ...stamped, status };
    const event =
      status === RunStatus.COMPLETED
        ? barsIngested(ended, this.clock)
        : ingestionEvent(ended, status === RunStatus.FAILED ? 'failed' : 'cancelled', this.clock);
    if ((await this.repository.advance(ingestion.id, status, stamped, event)) === null) return;
    this.outbox.relay('ingestions', ingestion.id);
  }
}
