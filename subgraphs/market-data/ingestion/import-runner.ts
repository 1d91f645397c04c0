import { DomainError } from '#kit/errors/domain-error.js';
import type { EventBus } from '#kit/events/event-bus.js';
import type { JobProcessor, JobRequest, RunningJob } from '#kit/jobs/job-queue.js';
import type { Clock } from '#kit/time/clock.js';
import { AssetClass, RunStatus } from '#schema/generated/enums.js';
import type { BarIntake, TakenBars } from './bar-intake.js';
import type { EndIngestion } from './end-ingestion.js';
import type { ImportFolder } from './import-folder.js';
import { type Ingestion, isTerminal } from './ingestion.js';
import type { IngestionRepository } from './ingestion.repository.js';
import { ingestionEvent } from './ingestion-events.js';

/** The progress of an import that has begun, and of one whose file has been taken in and is to be written and inspected. */
const [BEGUN, TAKEN] = [0.1, 0.9];

/**
 * Takes a stored ingestion through its import. Importing a file twice changes nothing, so a job that is tried again
 * after a crash simply begins anew.
 */
export class ImportRunner implements JobProcessor {
  constructor(
    private readonly repository: IngestionRepository,
    private readonly intake: BarIntake,
    private readonly folder: ImportFolder,
    private readonly ending: EndIngestion,
    private readonly bus: EventBus,
    private readonly clock: Clock,
  ) {}

  async run(job: RunningJob): Promise<void> {
    const ingestion = await this.repository.findById(job.id);
    if (ingestion === null || isTerminal(ingestion.status)) return;
    await this.repository.advance(job.id, RunStatus.RUNNING, { progress: BEGUN }, null);
    this.bus.announce(ingestionEvent(ingestion, 'started', this.clock));
    const taken = await this.import(ingestion, job.signal).catch(async (error: unknown) => {
      // The job remembers a refusal's words, not its details.
      const badRows = error instanceof DomainError ? error.details?.['badRows'] : undefined;
      if (typeof badRows === 'number') await this.repository.note(job.id, { rowsRejected: badRows });
      throw error;
    });
    await this.ending.end(ingestion, RunStatus.COMPLETED, { ...taken, progress: 1 });
  }

  failed(job: JobRequest, error: Error): Promise<void> {
    return this.ending.failed(
      job.id,
      error,
      'The import failed here, at every try; nothing of the file was written. Start it again, or tell us its id.',
    );
  }

  async cancelled(job: JobRequest): Promise<void> {
    await this.ending.byId(job.id, RunStatus.CANCELLED, {});
  }

  private import(ingestion: Ingestion, signal: AbortSignal): Promise<TakenBars> {
    const { id, ownerId, symbols, interval, assetClass, provider, file } = ingestion;
    const { path: folder, maxBytes } = this.folder;
    const series = { symbol: symbols[0]!, interval, assetClass: assetClass ?? AssetClass.STOCK };
    return this.intake.takeFile({
      ...series,
      ingestionId: id,
      ownerId,
      source: provider,
      folder,
      file: file!,
      maxBytes,
      signal,
      onProgress: (fraction) => void this.tell(ingestion, BEGUN + (TAKEN - BEGUN) * fraction),
    });
  }

  /** Who follows it sees it move; that one step of it cannot be told is no reason to give up. */
  private async tell(ingestion: Ingestion, progress: number): Promise<void> {
    try {
      await this.repository.note(ingestion.id, { progress });
      this.bus.announce(ingestionEvent(ingestion, 'progressed', this.clock));
    } catch {
      // The next step is told, or the end.
    }
  }
}
