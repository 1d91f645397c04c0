import { BadUserInput, DomainError } from '#kit/errors/domain-error.js';
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
import type { BarLakeReader } from '#lake/bar-lake-reader.js';
import { BacktestStatus } from '#schema/generated/enums.js';
import type { StrategyService } from '../strategy/strategy.service.js';
import { alreadyEnded, backtestNotFound } from './backtest.errors.js';
import { type Backtest, isTerminal } from './backtest.js';
import type { BacktestRepository } from './backtest.repository.js';
import type { BacktestFilter, BacktestOrder, RunRequest } from './backtest-requests.js';
import type { BacktestResults } from './backtest-results.js';
import { BACKTEST_JOB } from './backtest-runner.js';
import { checkCoverage } from './check-coverage.js';
import { assertSettings } from './engine/assert-settings.js';
import { assertSupported } from './engine/assert-supported.js';

export class BacktestService {
  constructor(
    private readonly repository: BacktestRepository,
    private readonly results: BacktestResults,
    private readonly strategies: StrategyService,
    private readonly lake: BarLakeReader,
    private readonly jobs: JobQueue,
    private readonly bus: EventBus,
    private readonly outbox: OutboxRelay,
    private readonly clock: Clock,
  ) {}

  /** Stores the run and queues it; the snapshot that it will read is the newest one now. */
  async start(request: RunRequest, caller: Caller): Promise<Backtest> {
    const { viewer } = caller;
    const earlier = await this.repository.findByKey(viewer.id, request.idempotencyKey);
    if (earlier !== null) return earlier;
    const subject = await this.subject(request, viewer);
    refuseUnsupported(request, subject);
    const snapshot = await this.lake.currentSnapshot();
    checkCoverage(request, snapshot);
    const { what: _, name, ...asked } = request;
    const backtest: Backtest = {
      id: newId('bt'),
      ...asked,
      ...subject,
      name: name ?? `${subject.name} on ${request.symbols.join(', ')}`,
      status: BacktestStatus.PENDING,
      progress: 0,
      failure: null,
      performance: null,
      benchmark: null,
      dataSnapshotId: snapshot.id,
      engineVersion: null,
      durationMs: null,
      ownerId: viewer.id,
      createdAt: this.clock.now().toISOString(),
      completedAt: null,
    };
    const stored = await this.repository.insert(backtest, this.event('requested', backtest, caller));
    // A call with the same key was first: its run is queued already.
    if (stored.id !== backtest.id) return stored;
    await this.enqueue(stored);
    this.outbox.relay('backtests', stored.id);
    return stored;
  }

  /** Queues what a process that died between storing and queueing left behind; enqueueing twice is once. */
  async resume(): Promise<void> {
    for (const backtest of await this.repository.findUnfinished()) {
      await this.jobs.enqueue(jobOf(backtest), { accepted: true });
    }
  }

  async find(id: string, viewer: Viewer): Promise<Backtest | null> {
    const backtest = await this.repository.findById(id);
    return backtest !== null && maySee(viewer, backtest.ownerId) ? backtest : null;
  }

  async get(id: string, viewer: Viewer): Promise<Backtest> {
    const backtest = await this.find(id, viewer);
    if (backtest === null) throw backtestNotFound(id);
    return backtest;
  }

  async findMany(ids: readonly string[], viewer: Viewer): Promise<Backtest[]> {
    return (await this.repository.findByIds(ids)).filter((backtest) => maySee(viewer, backtest.ownerId));
  }

  /** The viewer's own. */
  async list(
    filter: BacktestFilter,
    order: BacktestOrder,
    page: { readonly first: number; readonly after: string | null },
    viewer: Viewer,
  ): Promise<CountedPage<Backtest>> {
    const found = await this.repository.findPage(viewer.id, filter, order, page);
    return { ...found, count: () => this.repository.count(viewer.id, filter) };
  }

  /** For each strategy, in order, its runs that the viewer may see, newest first: one read for all of them. */
  async listByStrategies(ids: readonly string[], status: BacktestStatus | null, viewer: Viewer): Promise<Backtest[][]> {
    const found = await this.repository.findByStrategyIds(ids, status);
    const visible = found.filter((backtest) => maySee(viewer, backtest.ownerId));
    return ids.map((id) => visible.filter((backtest) => backtest.strategyId === id));
  }

  /** Its states from now on, until the last one. */
  async watch(id: string, viewer: Viewer): Promise<AsyncIterableIterator<Backtest>> {
    await this.get(id, viewer);
    return watchEntity({
      bus: this.bus,
      patterns: ['backtest.*'],
      concerns: (event) => event.subject.id === id,
      load: () => this.find(id, viewer),
      isLast: (backtest) => isTerminal(backtest.status),
    });
  }

  async cancel(id: string, caller: Caller): Promise<Backtest> {
    const backtest = await this.get(id, caller.viewer);
    const changes = { completedAt: this.clock.now().toISOString() };
    const event = this.event('cancelled', backtest, caller);
    const cancelled = await this.repository.advance(id, BacktestStatus.CANCELLED, changes, event);
    if (cancelled === null) throw alreadyEnded(id, (await this.get(id, caller.viewer)).status);
    this.outbox.relay('backtests', id);
    await this.jobs.cancel(id);
    return cancelled;
  }

  async delete(id: string, caller: Caller): Promise<string> {
    const backtest = await this.get(id, caller.viewer);
    if (!(await this.repository.delete(id, this.event('deleted', backtest, caller)))) throw backtestNotFound(id);
    await this.jobs.cancel(id);
    await this.results.delete(id);
    this.outbox.relay('backtests', id);
    return id;
  }

  /** `strategy.deleted`: its runs stay, without it. */
  forgetStrategy(strategyId: string): Promise<void> {
    return this.repository.forgetStrategy(strategyId);
  }

  /** A run that the queue refuses was never asked for. */
  private async enqueue(backtest: Backtest): Promise<void> {
    try {
      await this.jobs.enqueue(jobOf(backtest));
    } catch (error) {
      // After a fault it stays: resume() queues it, as after a crash at this very line.
      if (error instanceof DomainError) await this.repository.discard(backtest.id);
      throw error;
    }
  }

  private async subject({ what }: RunRequest, viewer: Viewer) {
    if ('config' in what) return { name: 'Trial', strategyId: null, strategyRevision: null, ...what };
    const { id, name, revision, config, risk } = await this.strategies.get(what.strategyId, viewer);
    return { name, strategyId: id, strategyRevision: revision, config, risk };
  }

  private event(what: string, backtest: Backtest, caller: Caller) {
    const subject = { type: 'Backtest', id: backtest.id };
    const payload = { strategyId: backtest.strategyId, name: backtest.name };
    return newEvent(
      { name: `backtest.${what}`, subject, ownerId: backtest.ownerId, requestId: caller.requestId, payload },
      this.clock,
    );
  }
}

function jobOf({ id, ownerId }: Backtest): JobRequest {
  return { id, kind: BACKTEST_JOB, ownerId, payload: {} };
}

function refuseUnsupported({ settings, symbols }: RunRequest, subject: Pick<Backtest, 'config' | 'risk'>): void {
  try {
    assertSupported(settings, subject.config, subject.risk);
    assertSettings(settings, subject.config, subject.risk, symbols);
  } catch (error) {
    if (error instanceof RangeError) throw new BadUserInput(error.message);
    throw error;
  }
}
