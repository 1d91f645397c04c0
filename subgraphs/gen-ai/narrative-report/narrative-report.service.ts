import { DomainError } from '#kit/errors/domain-error.js';
import type { DomainEvent, EventBus } from '#kit/events/event-bus.js';
import type { OutboxRelay } from '#kit/events/outbox-relay.js';
import { watchEntity } from '#kit/events/watch-entity.js';
import type { CountedPage } from '#kit/graphql/pagination.js';
import type { Caller } from '#kit/graphql/request-context.js';
import { maySee, type Viewer } from '#kit/identity/viewer.js';
import { newId } from '#kit/ids/new-id.js';
import type { JobQueue } from '#kit/jobs/job-queue.js';
import type { Clock } from '#kit/time/clock.js';
import { BacktestStatus, ReportFormat, RunStatus } from '#schema/generated/enums.js';
import type { BacktestOfReport } from './backtest-of-report.js';
import { renderReport } from './engine/render-report.js';
import { canWriteIn } from './engine/write-report.js';
import {
  backtestNotFound,
  backtestWithoutResult,
  formatNotYet,
  languageNotYet,
  reportNotFound,
} from './narrative-report.errors.js';
import { isTerminal, type NarrativeReport, type ReportRequest } from './narrative-report.js';
import type { NarrativeReportRepository } from './narrative-report.repository.js';
import { reportEvent } from './report-event.js';
import { lookJobOf, type ReportWriter, writeJobOf } from './report-writer.js';

export class NarrativeReportService {
  constructor(
    private readonly repository: NarrativeReportRepository,
    private readonly backtests: BacktestOfReport,
    private readonly writer: ReportWriter,
    private readonly jobs: JobQueue,
    private readonly bus: EventBus,
    private readonly outbox: OutboxRelay,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores the report, PENDING, and has the backtest looked at once more. The order closes the gap: a backtest that ends
   * before the report is stored is found by the look; one that ends after tells it by its event.
   */
  async generate(request: ReportRequest, caller: Caller): Promise<NarrativeReport> {
    const { viewer } = caller;
    const earlier = await this.repository.findByKey(viewer.id, request.idempotencyKey);
    if (earlier !== null) return earlier;
    if (!canWriteIn(request.language)) throw languageNotYet(request.language);
    await this.requireBacktest(request.backtestId, caller);
    const report: NarrativeReport = {
      id: newId('rep'),
      ...request,
      status: RunStatus.PENDING,
      title: null,
      sections: [],
      recommendation: null,
      confidence: null,
      factCheck: null,
      failure: null,
      requester: viewer,
      createdAt: this.clock.now().toISOString(),
      completedAt: null,
    };
    const requested = reportEvent(report, 'requested', this.clock, caller.requestId);
    const stored = await this.repository.insert(report, requested);
    // A call with the same key was first: its report is looked after already.
    if (stored.id !== report.id) return stored;
    await this.enqueueLook(stored);
    this.outbox.relay('narrative-reports', stored.id);
    return stored;
  }

  /** Looks again at what a process that died between storing and queueing left behind; enqueueing twice is once. */
  async resume(): Promise<void> {
    for (const report of await this.repository.findUnfinished()) {
      const job = report.status === RunStatus.RUNNING ? writeJobOf(report) : lookJobOf(report);
      await this.jobs.enqueue(job, { accepted: true });
    }
  }

  async find(id: string, viewer: Viewer): Promise<NarrativeReport | null> {
    const report = await this.repository.findById(id);
    return report !== null && maySee(viewer, report.requester.id) ? report : null;
  }

  /** The viewer's own, newest first. */
  async list(
    status: RunStatus | null,
    page: { readonly first: number; readonly after: string | null },
    viewer: Viewer,
  ): Promise<CountedPage<NarrativeReport>> {
    const filter = { ownerId: viewer.id, status };
    const found = await this.repository.findPage(filter, page);
    return { ...found, count: () => this.repository.count(filter) };
  }

  /** For each backtest, in order, the reports on it that the viewer may see, newest first: one read for all of them. */
  async listByBacktests(backtestIds: readonly string[], viewer: Viewer): Promise<NarrativeReport[][]> {
    const found = await this.repository.findByBacktestIds(backtestIds);
    const visible = found.filter(({ requester }) => maySee(viewer, requester.id));
    return backtestIds.map((id) => visible.filter(({ backtestId }) => backtestId === id));
  }

  /** The whole report as one text; null until it is COMPLETED. */
  contentOf(report: Pick<NarrativeReport, 'title' | 'sections' | 'factCheck'>, format: ReportFormat): string | null {
    if (format === ReportFormat.PDF) throw formatNotYet(format);
    const { title, sections, factCheck } = report;
    return title === null || factCheck === null ? null : renderReport({ title, sections, factCheck }, format);
  }

  /** Its states from now on, until the last one. */
  async watch(id: string, viewer: Viewer): Promise<AsyncIterableIterator<NarrativeReport>> {
    if ((await this.find(id, viewer)) === null) throw reportNotFound(id);
    return watchEntity({
      bus: this.bus,
      patterns: ['narrative-report.*'],
      concerns: (event) => event.subject.id === id,
      load: () => this.find(id, viewer),
      isLast: (report) => isTerminal(report.status),
    });
  }

  /** `backtest.completed`, `.failed`, `.cancelled`, `.deleted`: what waits for the backtest goes on, or ends with it. */
  async backtestEnded(event: DomainEvent): Promise<void> {
    const backtestId = event.subject.id;
    const reports = await this.repository.findByBacktestIds([backtestId]);
    for (const report of reports) {
      if (event.name === 'backtest.deleted') await this.remove(report);
      else if (isTerminal(report.status)) continue;
      else if (event.name === 'backtest.completed') await this.jobs.enqueue(writeJobOf(report), { accepted: true });
      else {
        const status = event.name === 'backtest.failed' ? BacktestStatus.FAILED : BacktestStatus.CANCELLED;
        await this.writer.fail(report, backtestWithoutResult(backtestId, status));
      }
    }
  }

  /** A report that the queue refuses was never asked for. */
  private async enqueueLook(report: NarrativeReport): Promise<void> {
    try {
      await this.jobs.enqueue(lookJobOf(report));
    } catch (error) {
      // After a fault it stays: resume() queues it, as after a crash at this very line.
      if (error instanceof DomainError) await this.repository.discard(report.id);
      throw error;
    }
  }

  private async remove(report: NarrativeReport): Promise<void> {
    if (!(await this.repository.delete(report.id, reportEvent(report, 'deleted', this.clock)))) return;
    await this.jobs.cancel(lookJobOf(report).id);
    await this.jobs.cancel(writeJobOf(report).id);
    this.outbox.relay('narrative-reports', report.id);
  }

  private async requireBacktest(id: string, caller: Caller): Promise<void> {
    const status = await this.backtests.findStatus(id, caller);
    if (status === null) throw backtestNotFound(id);
    if (status === BacktestStatus.FAILED || status === BacktestStatus.CANCELLED)
      throw backtestWithoutResult(id, status);
  }
}
