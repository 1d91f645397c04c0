import {
  type DocumentCollection,
  type DocumentStore,
  DuplicateKey,
  type Filter,
  MAX_FIND,
  type Page,
  type PageRequest,
} from '#kit/documents/document-collection.js';
import type { DomainEvent } from '#kit/events/event-bus.js';
import { markDeleted, notDeleted, outboxIndex, pushEvent, tombstoneIndex, withEvents } from '#kit/events/outbox.js';
import { BacktestStatus, PerformanceMetricName, SortDirection } from '#schema/generated/enums.js';
import { type Backtest, canTransition, type PerformanceMetrics } from './backtest.js';
import type { BacktestFilter, BacktestOrder } from './backtest-requests.js';
import { type StoredBacktest, toBacktest } from './stored-backtest.js';

/** What a step of the run may change. */
export type BacktestChanges = Partial<
  Pick<Backtest, 'progress' | 'failure' | 'performance' | 'benchmark' | 'engineVersion' | 'durationMs' | 'completedAt'>
>;

const metricFields: Readonly<Record<PerformanceMetricName, keyof PerformanceMetrics>> = {
  TOTAL_RETURN: 'totalReturn',
  ANNUALISED_RETURN: 'annualisedReturn',
  SHARPE_RATIO: 'sharpeRatio',
  SORTINO_RATIO: 'sortinoRatio',
  CALMAR_RATIO: 'calmarRatio',
  MAX_DRAWDOWN: 'maxDrawdown',
  WIN_RATE: 'winRate',
  PROFIT_FACTOR: 'profitFactor',
  SQN: 'sqn',
  FINAL_EQUITY: 'finalEquity',
};

export class BacktestRepository {
  private constructor(readonly documents: DocumentCollection<StoredBacktest>) {}

  static async open(store: DocumentStore): Promise<BacktestRepository> {
    const indexes = [
      { fields: ['ownerId', 'createdAt'] },
      { fields: ['strategyId'] },
      { fields: ['status'] },
      { fields: ['ownerId', 'idempotencyKey'], unique: true },
      outboxIndex,
      tombstoneIndex,
    ];
    return new BacktestRepository(await store.collection<StoredBacktest>('backtests', indexes));
  }

  /** Stores it; when the owner has used its key before, gives what that call started. */
  async insert(backtest: Backtest, event: DomainEvent): Promise<Backtest> {
    const { id, idempotencyKey, ...fields } = backtest;
    const key = idempotencyKey === null ? {} : { idempotencyKey };
    try {
      await this.documents.insert(withEvents({ _id: id, ...fields, ...key }, [event]));
      return backtest;
    } catch (error) {
      const earlier = error instanceof DuplicateKey ? await this.findByKey(backtest.ownerId, idempotencyKey) : null;
      if (earlier === null) throw error;
      return earlier;
    }
  }

  async findByKey(ownerId: string, idempotencyKey: string | null): Promise<Backtest | null> {
    return idempotencyKey === null ? null : optional(await this.documents.findOne({ ownerId, idempotencyKey }));
  }

  async findById(id: string): Promise<Backtest | null> {
    return optional(await this.documents.findOne({ $and: [{ _id: id }, notDeleted] }));
  }

  async findByIds(ids: readonly string[]): Promise<Backtest[]> {
    return (await this.documents.find({ $and: [{ _id: { $in: ids } }, notDeleted] })).map(toBacktest);
  }

  /** Newest first. */
  async findByStrategyIds(strategyIds: readonly string[], status: BacktestStatus | null): Promise<Backtest[]> {
    const parts: Filter[] = [{ strategyId: { $in: strategyIds } }, notDeleted];
    if (status !== null) parts.push({ status });
    const found = await this.documents.find({ $and: parts }, { sort: [['createdAt', -1]], limit: MAX_FIND });
    return found.map(toBacktest);
  }

  /** Runs that were stored and have not ended. */
  async findUnfinished(): Promise<Backtest[]> {
    const unfinished: Filter = { status: { $in: [BacktestStatus.PENDING, BacktestStatus.RUNNING] } };
    return (await this.documents.find({ $and: [unfinished, notDeleted] })).map(toBacktest);
  }

  async findPage(
    ownerId: string,
    filter: BacktestFilter,
    order: BacktestOrder,
    page: Omit<PageRequest, 'sort'>,
  ): Promise<Page<Backtest>> {
    const path = order.by === null ? 'createdAt' : `performance.${metricFields[order.by]}`;
    const sort = [[path, order.direction === SortDirection.ASC ? 1 : -1]] as const;
    const found = await this.documents.findPage(asFilter(ownerId, filter), { ...page, sort });
    return { ...found, items: found.items.map(({ item, cursor }) => ({ item: toBacktest(item), cursor })) };
  }

  count(ownerId: string, filter: BacktestFilter): Promise<number> {
    return this.documents.count(asFilter(ownerId, filter));
  }

  /** The run in its next status, in one write with its event; null when its status does not lead there (any more). */
  async advance(
    id: string,
    to: BacktestStatus,
    changes: BacktestChanges,
    event: DomainEvent | null,
  ): Promise<Backtest | null> {
    const from = Object.values(BacktestStatus).filter((status) => canTransition(status, to));
    const update = { $set: { ...changes, status: to }, ...(event === null ? {} : { $push: pushEvent(event) }) };
    return optional(await this.documents.updateOne({ $and: [{ _id: id, status: { $in: from } }, notDeleted] }, update));
  }

  async saveProgress(id: string, progress: number): Promise<void> {
    await this.documents.updateOne({ _id: id, status: BacktestStatus.RUNNING }, { $set: { progress } });
  }

  /** The strategy is gone; its runs stay. */
  async forgetStrategy(strategyId: string): Promise<void> {
    while ((await this.documents.updateOne({ strategyId }, { $set: { strategyId: null } })) !== null);
  }

  /** Takes back what was stored and never queued. */
  async discard(id: string): Promise<void> {
    await this.documents.delete({ _id: id, status: BacktestStatus.PENDING });
  }

  async delete(id: string, event: DomainEvent): Promise<boolean> {
    return (await markDeleted(this.documents, { _id: id }, event, ['idempotencyKey'])) !== null;
  }
}

function asFilter(ownerId: string, filter: BacktestFilter): Filter {
  const parts: Filter[] = [{ ownerId }, notDeleted];
  if (filter.strategyIds !== null) parts.push({ strategyId: { $in: filter.strategyIds } });
  if (filter.statuses !== null) parts.push({ status: { $in: filter.statuses } });
  if (filter.symbols !== null) parts.push({ symbols: { $in: filter.symbols } });
  for (const tag of filter.tags) parts.push({ tags: tag });
  if (filter.createdAfter !== null) parts.push({ createdAt: { $gt: filter.createdAfter } });
  return { $and: parts };
}

function optional(document: StoredBacktest | null): Backtest | null {
  return document === null ? null : toBacktest(document);
}
