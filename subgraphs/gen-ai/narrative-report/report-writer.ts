import { DomainError } from '#kit/errors/domain-error.js';
import type { OutboxRelay } from '#kit/events/outbox-relay.js';
import type { JobProcessor, JobQueue, JobRequest, RunningJob } from '#kit/jobs/job-queue.js';
import type { Logger } from '#kit/observability/logger.js';
import type { Clock } from '#kit/time/clock.js';
import { BacktestStatus, ErrorCode, RunStatus } from '#schema/generated/enums.js';
import type { BacktestOfReport } from './backtest-of-report.js';
import { composeReport } from './engine/compose-report.js';
import { backtestWithoutResult } from './narrative-report.errors.js';
import { isTerminal, type NarrativeReport } from './narrative-report.js';
import type { NarrativeReportRepository, ReportChanges } from './narrative-report.repository.js';
import { reportEvent } from './report-event.js';

/** Looks whether the backtest has ended, right after the report was stored: whatever ended before is found by this. */
export const LOOK_JOB = 'narrative-report.look';
/** Writes the report. Its id is the report's: whoever finds the backtest completed enqueues it, and it is one job. */
export const WRITE_JOB = 'narrative-report.write';

export function lookJobOf({ id, requester }: NarrativeReport): JobRequest {
  return { id: `${id}.look`, kind: LOOK_JOB, ownerId: requester.id, payload: { reportId: id } };
}

export function writeJobOf({ id, requester }: NarrativeReport): JobRequest {
  return { id, kind: WRITE_JOB, ownerId: requester.id, payload: { reportId: id } };
}

/**
 * The background half of a report. Every step is one conditional write with its event, so a job that is tried again, or
 * an event that says the same a second time, finds the report where it stands.
 */
export class ReportWriter {
  constructor(
    private readonly repository: NarrativeReportRepository,
    private readonly backtests: BacktestOfReport,
    private readonly jobs: JobQueue,
    private readonly outbox: OutboxRelay,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  register(): void {
    this.jobs.process(
      LOOK_JOB,
      this.processor((report) => this.look(report)),
    );
    this.jobs.process(
      WRITE_JOB,
      this.processor((report) => this.write(report)),
    );
  }

  /** The backtest ended without a result, or is gone: so does the report. */
  async fail(report: NarrativeReport, error: Error): Promise<void> {
    const refusal = error instanceof DomainError;
    const code = refusal ? error.code : ErrorCode.INTERNAL_SERVER_ERROR;
    const message = refusal ? error.message : 'The report could not be written, at every try. Ask for it again.';
    await this.end(report, RunStatus.FAILED, 'failed', { failure: { code, message } });
  }

  private async look(report: NarrativeReport): Promise<void> {
    const status = await this.backtests.findStatus(report.backtestId, this.requesterOf(report));
    // It went while the report was being asked for, before anybody could know of the report.
    if (status === null) return this.discard(report);
    if (status === BacktestStatus.COMPLETED) await this.jobs.enqueue(writeJobOf(report), { accepted: true });
    if (status === BacktestStatus.FAILED || status === BacktestStatus.CANCELLED)
      throw backtestWithoutResult(report.backtestId, status);
  }

  private async discard(report: NarrativeReport): Promise<void> {
    await this.repository.delete(report.id, reportEvent(report, 'deleted', this.clock));
    this.outbox.relay('narrative-reports', report.id);
  }

  private async write(report: NarrativeReport): Promise<void> {
    await this.advance(report, RunStatus.RUNNING, 'started', {});
    const facts = await this.backtests.getFacts(report.backtestId, this.requesterOf(report));
    const { title, sections, recommendation, confidence, factCheck } = composeReport(
      facts,
      report.language,
      report.detail,
    );
    if (!factCheck.passed)
      this.log.warn(
        { reportId: report.id, mismatches: factCheck.mismatches },
        'a report states numbers that are not so',
      );
    await this.end(report, RunStatus.COMPLETED, 'completed', {
      title,
      sections,
      recommendation,
      confidence,
      factCheck,
    });
  }

  private processor(step: (report: NarrativeReport) => Promise<void>): JobProcessor {
    return {
      concurrency: 2,
      run: async (job: RunningJob) => {
        const report = await this.reportOf(job);
        if (report !== null && !isTerminal(report.status)) await retriable(step(report));
      },
      failed: async (job, error) => {
        const report = await this.reportOf(job);
        if (report !== null) await this.fail(report, error);
      },
      cancelled: async (job) => {
        const report = await this.reportOf(job);
        if (report !== null) await this.end(report, RunStatus.CANCELLED, 'cancelled', {});
      },
    };
  }

  private reportOf(job: JobRequest): Promise<NarrativeReport | null> {
    return this.repository.findById(String(job.payload['reportId']));
  }

  /** The caller of old: what the job reads, it reads as the one who asked. */
  private requesterOf({ id, requester }: NarrativeReport) {
    return { viewer: requester, requestId: `req_${id}` };
  }

  private async end(report: NarrativeReport, status: RunStatus, what: string, changes: ReportChanges): Promise<void> {
    await this.advance(report, status, what, { ...changes, completedAt: this.clock.now().toISOString() });
  }

  private async advance(report: NarrativeReport, to: RunStatus, what: string, changes: ReportChanges): Promise<void> {
    const advanced = await this.repository.advance(report.id, to, changes, reportEvent(report, what, this.clock));
    if (advanced !== null) this.outbox.relay('narrative-reports', report.id);
  }
}

/** A graph that is away for a moment is a reason to try again, not to give up: the queue ends a job at a refusal. */
async function retriable(step: Promise<void>): Promise<void> {
  try {
    await step;
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== ErrorCode.UPSTREAM_UNAVAILABLE) throw error;
    throw new Error(error.message, { cause: error });
  }
}
