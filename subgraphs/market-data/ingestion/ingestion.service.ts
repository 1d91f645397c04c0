import { DomainError } from '#kit/errors/domain-error.js';
import type { EventBus } from '#kit/events/event-bus.js';
import type { OutboxRelay } from '#kit/events/outbox-relay.js';
import { watchEntity } from '#kit/events/watch-entity.js';
import type { CountedPage } from '#kit/graphql/pagination.js';
import type { Caller } from '#kit/graphql/request-context.js';
import { maySee, type Viewer } from '#kit/identity/viewer.js';
import { newId } from '#kit/ids/new-id.js';
import type { JobQueue } from '#kit/jobs/job-queue.js';
import type { Clock } from '#kit/time/clock.js';
import { findImportFile } from '#lake/import-file.js';
import { RunStatus } from '#schema/generated/enums.js';
import type { BarIntake } from './bar-intake.js';
import type { ImportFolder } from './import-folder.js';
import { hasEnded, ingestionNotFound } from './ingestion.errors.js';
import { type ImportRequest, type Ingestion, type IngestRequest, isTerminal } from './ingestion.js';
import type { IngestionRepository } from './ingestion.repository.js';
import { barsIngested, ingestionEvent } from './ingestion-events.js';
import { jobOf } from './ingestion-jobs.js';
import { newIngestion } from './new-ingestion.js';
import { refuseViewers } from './refuse-viewers.js';

export class IngestionService {
  constructor(
    private readonly repository: IngestionRepository,
    private readonly intake: BarIntake,
    private readonly folder: ImportFolder,
    private readonly jobs: JobQueue,
    private readonly bus: EventBus,
    private readonly outbox: OutboxRelay,
    private readonly clock: Clock,
  ) {}

  /** Writes the bars; when it resolves they are in the lake. A fault before leaves no trace but, perhaps, the bars. */
  async ingest({ bars, ...series }: IngestRequest, caller: Caller): Promise<Ingestion> {
    refuseViewers(caller.viewer);
    const ownerId = caller.viewer.id;
    const ingestionId = newId('ing');
    const taken = await this.intake.takeBars({ ...series, ingestionId, ownerId, source: 'ingest' }, bars);
    const { interval, assetClass } = series;
    const known = { id: ingestionId, provider: 'ingest', symbols: [series.symbol], interval, assetClass, ownerId };
    const now = this.clock.now().toISOString();
    const ended = { status: RunStatus.COMPLETED, progress: 1, completedAt: now };
    const ingestion = newIngestion({ ...known, ...taken, ...ended }, this.clock);
    const event =
      ingestion.snapshotId === null
        ? ingestionEvent(ingestion, 'completed', this.clock, caller.requestId)
        : barsIngested(ingestion, this.clock, caller.requestId);
    await this.repository.insert(ingestion, event);
    this.outbox.relay('ingestions', ingestion.id);
    return ingestion;
  }

  /** Looks whether the file may be read and queues its import. */
  async import({ symbol, ...request }: ImportRequest, caller: Caller): Promise<Ingestion> {
    refuseViewers(caller.viewer);
    await findImportFile(this.folder.path, request.file, this.folder.maxBytes);
    const known = { ...request, provider: 'import', symbols: [symbol], ownerId: caller.viewer.id };
    return this.submit(newIngestion(known, this.clock), caller.requestId);
  }

  /** Stores an ingestion that waits, and queues it; one that the queue refuses was never asked for. */
  async submit(ingestion: Ingestion, requestId?: string): Promise<Ingestion> {
    await this.repository.insert(ingestion, ingestionEvent(ingestion, 'requested', this.clock, requestId));
    try {
      await this.jobs.enqueue(jobOf(ingestion));
    } catch (error) {
      // After a fault it stays: resume() queues it, as after a crash at this very line.
      if (error instanceof DomainError) await this.repository.discard(ingestion.id);
      throw error;
    }
    this.outbox.relay('ingestions', ingestion.id);
    return ingestion;
  }

  /** Queues what a process that died between storing and queueing left behind; enqueueing twice is once. */
  async resume(): Promise<void> {
    for (const ingestion of await this.repository.findUnfinished()) {
      await this.jobs.enqueue(jobOf(ingestion), { accepted: true });
    }
  }

  /**
   * Stops one that waits or runs; what it wrote so far stays. It ends CANCELLED a moment later when it was running.
   * @throws NotFound; FailedPrecondition when it has ended
   */
  async cancel(id: string, viewer: Viewer): Promise<Ingestion> {
    const ingestion = await this.find(id, viewer);
    if (ingestion === null) throw ingestionNotFound(id);
    if (isTerminal(ingestion.status) || !(await this.jobs.cancel(id))) {
      throw hasEnded(id, (await this.find(id, viewer))?.status ?? ingestion.status);
    }
    return (await this.find(id, viewer)) ?? ingestion;
  }

  /** Null when there is none that the viewer may see. */
  async find(id: string, viewer: Viewer): Promise<Ingestion | null> {
    const ingestion = await this.repository.findById(id);
    return ingestion !== null && maySee(viewer, ingestion.ownerId) ? ingestion : null;
  }

  /** The viewer's own, newest first. */
  async list(
    status: RunStatus | null,
    page: { readonly first: number; readonly after: string | null },
    viewer: Viewer,
  ): Promise<CountedPage<Ingestion>> {
    const found = await this.repository.findPage(viewer.id, status, page);
    return { ...found, count: () => this.repository.count(viewer.id, status) };
  }

  /** Its states from now on, until the last one. */
  async watch(id: string, viewer: Viewer): Promise<AsyncIterableIterator<Ingestion>> {
    if ((await this.find(id, viewer)) === null) throw ingestionNotFound(id);
    return watchEntity({
      bus: this.bus,
      patterns: ['ingestion.*', 'bars.ingested'],
      concerns: (event) => event.subject.id === id,
      load: () => this.find(id, viewer),
      isLast: (ingestion) => isTerminal(ingestion.status),
    });
  }
}
