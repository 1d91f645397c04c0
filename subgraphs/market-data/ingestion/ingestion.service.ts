import { DomainError } from '#kit/errors/domain-error.js';
import type { EventBus } from '#kit/events/event-bus.js';
import { newEvent } from '#kit/events/new-event.js';
import type { OutboxRelay } from '#kit/events/outbox-relay.js';
import { watchEntity } from '#kit/events/watch-entity.js';
import type { CountedPage } from '#kit/graphql/pagination.js';
import type { Caller } from '#kit/graphql/request-context.js';
import { maySee, type Viewer } from '#kit/identity/viewer.js';
import { newId } from '#kit/ids/new-id.js';
import type { JobQueue, JobRequest } from '#kit/jobs/job-queue.js';
import type { Clock } from '#kit/time/clock.js';
import type { BarLakeWriter } from '#lake/bar-lake-writer.js';
import { findImportFile } from '#lake/import-file.js';
import { IngestionKind, Role, RunStatus } from '#schema/generated/enums.js';
import type { InstrumentService } from '../instrument/instrument.service.js';
import { IMPORT_JOB, type ImportFolder } from './import-runner.js';
import { ingestionNotFound, mayNotIngest } from './ingestion.errors.js';
import { type ImportRequest, type Ingestion, type IngestRequest, isTerminal } from './ingestion.js';
import type { IngestionRepository } from './ingestion.repository.js';
import { barsIngested } from './ingestion-events.js';

export class IngestionService {
  constructor(
    private readonly repository: IngestionRepository,
    private readonly instruments: InstrumentService,
    private readonly writer: BarLakeWriter,
    private readonly folder: ImportFolder,
    private readonly jobs: JobQueue,
    private readonly bus: EventBus,
    private readonly outbox: OutboxRelay,
    private readonly clock: Clock,
  ) {}

  /** Writes the bars; when it resolves they are in the lake. A fault before leaves no trace but, perhaps, the bars. */
  async ingest({ bars, ...series }: IngestRequest, caller: Caller): Promise<Ingestion> {
    refuseViewers(caller.viewer);
    const { added, replaced, snapshot } = await this.writer.upsert(series, bars, 'ingest');
    await this.instruments.registerSymbol(series.symbol, series.assetClass);
    const now = this.clock.now().toISOString();
    const ingestion: Ingestion = {
      ...this.pending({ ...series, file: null }, 'ingest', caller.viewer.id),
      status: RunStatus.COMPLETED,
      progress: 1,
      rowsWritten: added + replaced,
      snapshotId: snapshot.id,
      completedAt: now,
    };
    await this.repository.insert(ingestion, barsIngested(ingestion, this.clock, caller.requestId));
    this.outbox.relay('ingestions', ingestion.id);
    return ingestion;
  }

  /** Looks whether the file may be read and queues its import. */
  async import(request: ImportRequest, caller: Caller): Promise<Ingestion> {
    refuseViewers(caller.viewer);
    await findImportFile(this.folder.path, request.file, this.folder.maxBytes);
    const ingestion = this.pending(request, 'import', caller.viewer.id);
    const subject = { type: 'Ingestion', id: ingestion.id };
    const payload = { symbols: ingestion.symbols, interval: ingestion.interval };
    const { requestId } = caller;
    const name = 'ingestion.requested';
    await this.repository.insert(
      ingestion,
      newEvent({ name, subject, ownerId: ingestion.ownerId, requestId, payload }, this.clock),
    );
    await this.enqueue(ingestion);
    this.outbox.relay('ingestions', ingestion.id);
    return ingestion;
  }

  /** Queues what a process that died between storing and queueing left behind; enqueueing twice is once. */
  async resume(): Promise<void> {
    for (const ingestion of await this.repository.findUnfinished()) {
      await this.jobs.enqueue(jobOf(ingestion), { accepted: true });
    }
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

  /** An import that the queue refuses was never asked for. */
  private async enqueue(ingestion: Ingestion): Promise<void> {
    try {
      await this.jobs.enqueue(jobOf(ingestion));
    } catch (error) {
      // After a fault it stays: resume() queues it, as after a crash at this very line.
      if (error instanceof DomainError) await this.repository.discard(ingestion.id);
      throw error;
    }
  }

  private pending(
    { symbol, interval, assetClass, file }: Omit<ImportRequest, 'file'> & { readonly file: string | null },
    provider: string,
    ownerId: string,
  ): Ingestion {
    return {
      id: newId('ing'),
      kind: IngestionKind.BARS,
      status: RunStatus.PENDING,
      progress: 0,
      provider,
      symbols: [symbol],
      interval,
      assetClass,
      file,
      rowsWritten: 0,
      rowsRejected: 0,
      snapshotId: null,
      failure: null,
      ownerId,
      createdAt: this.clock.now().toISOString(),
      completedAt: null,
    };
  }
}

function jobOf({ id, ownerId }: Ingestion): JobRequest {
  return { id, kind: IMPORT_JOB, ownerId, payload: {} };
}

function refuseViewers(viewer: Viewer): void {
  if (!viewer.roles.some((role) => role !== Role.VIEWER)) throw mayNotIngest();
}
