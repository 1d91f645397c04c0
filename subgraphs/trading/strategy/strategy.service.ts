import { newEvent } from '#kit/events/new-event.js';
import type { OutboxRelay } from '#kit/events/outbox-relay.js';
import type { CountedPage } from '#kit/graphql/pagination.js';
import type { Caller } from '#kit/graphql/request-context.js';
import { maySee, type Viewer } from '#kit/identity/viewer.js';
import { newId } from '#kit/ids/new-id.js';
import type { Clock } from '#kit/time/clock.js';
import { revisionConflict, strategyNotFound } from './strategy.errors.js';
import type { Strategy } from './strategy.js';
import type { StrategyRepository } from './strategy.repository.js';
import type { NewStrategy, StrategyChanges, StrategyFilter, StrategyOrder } from './strategy-requests.js';

export class StrategyService {
  constructor(
    private readonly repository: StrategyRepository,
    private readonly outbox: OutboxRelay,
    private readonly clock: Clock,
  ) {}

  async create({ experimentIds, idempotencyKey, ...request }: NewStrategy, caller: Caller): Promise<Strategy> {
    const now = this.clock.now().toISOString();
    const strategy: Strategy = {
      id: newId('strat'),
      ...request,
      isActive: true,
      revision: 1,
      ownerId: caller.viewer.id,
      createdAt: now,
      updatedAt: now,
    };
    const created = await this.repository.insert(
      strategy,
      idempotencyKey,
      this.event('created', strategy, caller, { experimentIds }),
    );
    this.outbox.relay('strategies', created.id);
    return created;
  }

  /** Null when there is none that the viewer may see. */
  async find(id: string, viewer: Viewer): Promise<Strategy | null> {
    const strategy = await this.repository.findById(id);
    return strategy !== null && maySee(viewer, strategy.ownerId) ? strategy : null;
  }

  async get(id: string, viewer: Viewer): Promise<Strategy> {
    const strategy = await this.find(id, viewer);
    if (strategy === null) throw strategyNotFound(id);
    return strategy;
  }

  async findMany(ids: readonly string[], viewer: Viewer): Promise<Strategy[]> {
    return (await this.repository.findByIds(ids)).filter((strategy) => maySee(viewer, strategy.ownerId));
  }

  /** The viewer's own. */
  async list(
    filter: StrategyFilter,
    order: StrategyOrder,
    page: { readonly first: number; readonly after: string | null },
    viewer: Viewer,
  ): Promise<CountedPage<Strategy>> {
    const found = await this.repository.findPage(viewer.id, filter, order, page);
    return { ...found, count: () => this.repository.count(viewer.id, filter) };
  }

  /** A change of config or risk raises the revision; whoever was faster wins, and the slower one is told. */
  async update(
    id: string,
    changes: StrategyChanges,
    expectedRevision: number | null,
    caller: Caller,
  ): Promise<Strategy> {
    const strategy = await this.get(id, caller.viewer);
    if (expectedRevision !== null && expectedRevision !== strategy.revision) {
      throw revisionConflict(id, expectedRevision, strategy.revision);
    }
    const changesWhatRuns = changes.config !== undefined || changes.risk !== undefined;
    const revision = changesWhatRuns ? strategy.revision + 1 : strategy.revision;
    const event = this.event('updated', strategy, caller, { revision });
    const stamped = { ...changes, revision, updatedAt: this.clock.now().toISOString() };
    const changed = await this.repository.change(strategy, stamped, event);
    if (changed === null) {
      const latest = await this.get(id, caller.viewer);
      throw revisionConflict(id, strategy.revision, latest.revision);
    }
    this.outbox.relay('strategies', id);
    return changed;
  }

  /** Its backtests stay, without their strategy. */
  async delete(id: string, caller: Caller): Promise<string> {
    const strategy = await this.get(id, caller.viewer);
    if (!(await this.repository.delete(id, this.event('deleted', strategy, caller)))) throw strategyNotFound(id);
    this.outbox.relay('strategies', id);
    return id;
  }

  private event(what: string, strategy: Strategy, caller: Caller, payload: Record<string, unknown> = {}) {
    const subject = { type: 'Strategy', id: strategy.id };
    return newEvent(
      { name: `strategy.${what}`, subject, ownerId: strategy.ownerId, requestId: caller.requestId, payload },
      this.clock,
    );
  }
}
