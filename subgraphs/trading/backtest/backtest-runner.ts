import { DomainError } from '#kit/errors/domain-error.js';
import type { EventBus } from '#kit/events/event-bus.js';
import { newEvent } from '#kit/events/new-event.js';
import type { OutboxRelay } from '#kit/events/outbox-relay.js';
import type { JobProcessor, JobRequest, RunningJob } from '#kit/jobs/job-queue.js';
import type { WorkerPool } from '#kit/jobs/worker-pool.js';
import type { Clock } from '#kit/time/clock.js';
import { BacktestStatus, ErrorCode } from '#schema/generated/enums.js';
import { type Backtest, isTerminal } from './backtest.js';
import type { BacktestChanges, BacktestRepository } from './backtest.repository.js';
import type { BacktestJobInput, BacktestJobOutput } from './run-backtest-job.js';

export const BACKTEST_JOB = 'run-backtest';
const DAY_MS = 86_400_000;
/** Steps of progress that are written down; finer ones are only announced. */
const SAVED_STEP = 0.1;

/**
 * Takes a stored backtest through its run. Every step is one conditional write with its event, so a job that is tried
 * again, or a cancel that comes at the same moment, finds the run where it stands.
 */
export class BacktestRunner implements JobProcessor {
  constructor(
    private readonly repository: BacktestRepository,
    private readonly pool: WorkerPool,
    private readonly bus: EventBus,
    private readonly outbox: OutboxRelay,
    private readonly clock: Clock,
    private readonly folders: BacktestJobInput['folders'],
    readonly concurrency: number,
  ) {}

  async run(job: RunningJob): Promise<void> {
    const backtest = await this.repository.findById(job.id);
    if (backtest === null || isTerminal(backtest.status)) return;
    const started = this.clock.now();
    // A run that an earlier process left RUNNING begins anew: nothing of it was kept.
    if (backtest.status === BacktestStatus.PENDING)
      await this.repository.advance(job.id, BacktestStatus.RUNNING, {}, null);
    this.announce(backtest, 0);
    const output = await this.pool.run<BacktestJobInput, BacktestJobOutput>(this.input(backtest), {
      signal: job.signal,
      onProgress: this.reporter(backtest, job),
    });
    const durationMs = this.clock.now().getTime() - started.getTime();
    await this.end(backtest, BacktestStatus.COMPLETED, 'completed', { ...output, durationMs, progress: 1 });
  }

  async failed(job: JobRequest, error: Error): Promise<void> {
    const refusal = error instanceof DomainError;
    const failure = refusal
      ? { code: error.code, message: error.message }
      : {
          code: ErrorCode.INTERNAL_SERVER_ERROR,
          message: 'The run failed here, at every try. Start it again, or tell us its id.',
        };
    await this.endById(job.id, BacktestStatus.FAILED, 'failed', { failure });
  }

  async cancelled(job: JobRequest): Promise<void> {
    await this.endById(job.id, BacktestStatus.CANCELLED, 'cancelled', {});
  }

  private async endById(id: string, status: BacktestStatus, event: string, changes: BacktestChanges): Promise<void> {
    const backtest = await this.repository.findById(id);
    if (backtest !== null) await this.end(backtest, status, event, changes);
  }

  private async end(
    backtest: Backtest,
    status: BacktestStatus,
    event: string,
    changes: BacktestChanges,
  ): Promise<void> {
    const stamped = { ...changes, completedAt: this.clock.now().toISOString() };
    if ((await this.repository.advance(backtest.id, status, stamped, this.event(backtest, event))) === null) return;
    this.outbox.relay('backtests', backtest.id);
  }

  private input(backtest: Backtest): BacktestJobInput {
    const { symbols, interval, config, risk, settings } = backtest;
    const period = { from: Date.parse(backtest.startDate), to: Date.parse(backtest.endDate) + DAY_MS - 1 };
    const snapshotId = backtest.dataSnapshotId;
    if (snapshotId === null) throw new Error(`The backtest ${backtest.id} was stored without a snapshot.`);
    return {
      folders: this.folders,
      backtestId: backtest.id,
      snapshotId,
      symbols,
      interval,
      period,
      config,
      risk,
      settings,
    };
  }

  private reporter(backtest: Backtest, job: RunningJob): (fraction: number) => void {
    let saved = 0;
    return (fraction) => {
      job.reportProgress(fraction);
      if (fraction - saved < SAVED_STEP || fraction >= 1) return;
      saved = fraction;
      void this.repository.saveProgress(backtest.id, fraction).then(
        () => this.announce(backtest, fraction),
        // Progress is a courtesy: the end of the run is written all the same.
        () => {},
      );
    };
  }

  private announce(backtest: Backtest, progress: number): void {
    this.bus.announce(this.event(backtest, 'progressed', { progress }));
  }

  private event(backtest: Backtest, what: string, payload: Record<string, unknown> = {}) {
    const subject = { type: 'Backtest', id: backtest.id };
    const facts = { strategyId: backtest.strategyId, name: backtest.name };
    return newEvent(
      { name: `backtest.${what}`, subject, ownerId: backtest.ownerId, payload: { ...facts, ...payload } },
      this.clock,
    );
  }
}
