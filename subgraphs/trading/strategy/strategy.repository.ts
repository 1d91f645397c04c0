import { z } from 'zod';
import {
  type DocumentCollection,
  type DocumentStore,
  DuplicateKey,
  type Filter,
  type Page,
  type PageRequest,
} from '#kit/documents/document-collection.js';
import type { DomainEvent } from '#kit/events/event-bus.js';
import {
  markDeleted,
  notDeleted,
  outboxIndex,
  pushEvent,
  tombstoneIndex,
  type WithOutbox,
  withEvents,
} from '#kit/events/outbox.js';
import { SortDirection, StrategySortField } from '#schema/generated/enums.js';
import { storedConfig, storedRisk } from './stored-strategy.js';
import type { Strategy } from './strategy.js';
import type { StrategyChanges, StrategyFilter, StrategyOrder } from './strategy-requests.js';

export interface StoredStrategy extends WithOutbox, Omit<Strategy, 'id'> {
  readonly idempotencyKey?: string;
}

const storedStrategy = z.object({
  _id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  config: storedConfig,
  risk: storedRisk,
  tags: z.array(z.string()),
  isActive: z.boolean(),
  revision: z.number(),
  ownerId: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

const sortPaths: Readonly<Record<StrategySortField, string>> = {
  NAME: 'name',
  CREATED_AT: 'createdAt',
  UPDATED_AT: 'updatedAt',
};

export class StrategyRepository {
  private constructor(readonly documents: DocumentCollection<StoredStrategy>) {}

  static async open(store: DocumentStore): Promise<StrategyRepository> {
    const indexes = [
      { fields: ['ownerId', 'updatedAt'] },
      { fields: ['ownerId', 'idempotencyKey'], unique: true },
      outboxIndex,
      tombstoneIndex,
    ];
    return new StrategyRepository(await store.collection<StoredStrategy>('strategies', indexes));
  }

  /** Stores it with its event; when the owner has used the key before, gives what that call created. */
  async insert(strategy: Strategy, idempotencyKey: string | null, event: DomainEvent): Promise<Strategy> {
    const { id, ...fields } = strategy;
    const key = idempotencyKey === null ? {} : { idempotencyKey };
    try {
      await this.documents.insert(withEvents({ _id: id, ...fields, ...key }, [event]));
      return strategy;
    } catch (error) {
      const first = error instanceof DuplicateKey && idempotencyKey !== null;
      const earlier = first ? await this.documents.findOne({ ownerId: strategy.ownerId, idempotencyKey }) : null;
      if (earlier === null) throw error;
      return toStrategy(earlier);
    }
  }

  async findById(id: string): Promise<Strategy | null> {
    return optional(await this.documents.findOne({ $and: [{ _id: id }, notDeleted] }));
  }

  async findByIds(ids: readonly string[]): Promise<Strategy[]> {
    return (await this.documents.find({ $and: [{ _id: { $in: ids } }, notDeleted] })).map(toStrategy);
  }

  async findPage(
    ownerId: string,
    filter: StrategyFilter,
    order: StrategyOrder,
    page: Omit<PageRequest, 'sort'>,
  ): Promise<Page<Strategy>> {
    const direction = order.direction === SortDirection.ASC ? 1 : -1;
    const sort = [[sortPaths[order.by], direction]] as const;
    const found = await this.documents.findPage(asFilter(ownerId, filter), { ...page, sort });
    return { ...found, items: found.items.map(({ item, cursor }) => ({ item: toStrategy(item), cursor })) };
  }

  count(ownerId: string, filter: StrategyFilter): Promise<number> {
    return this.documents.count(asFilter(ownerId, filter));
  }

  /** Null when the stored revision is another one by now. */
  async change(
    strategy: Strategy,
    changes: StrategyChanges & Pick<Strategy, 'revision' | 'updatedAt'>,
    event: DomainEvent,
  ): Promise<Strategy | null> {
    const current = { $and: [{ _id: strategy.id, revision: strategy.revision }, notDeleted] };
    return optional(await this.documents.updateOne(current, { $set: { ...changes }, $push: pushEvent(event) }));
  }

  async delete(id: string, event: DomainEvent): Promise<boolean> {
    return (await markDeleted(this.documents, { _id: id }, event, ['idempotencyKey'])) !== null;
  }
}

function asFilter(ownerId: string, filter: StrategyFilter): Filter {
  const parts: Filter[] = [{ ownerId }, notDeleted];
  if (filter.ids !== null) parts.push({ _id: { $in: filter.ids } });
  if (filter.types !== null) parts.push({ 'config.type': { $in: filter.types } });
  if (filter.isActive !== null) parts.push({ isActive: filter.isActive });
  for (const tag of filter.tags) parts.push({ tags: tag });
  for (const word of filter.search?.split(/\s+/) ?? []) {
    const $regex = new RegExp(word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
    parts.push({ $or: [{ name: { $regex } }, { description: { $regex } }] });
  }
  return { $and: parts };
}

function optional(document: StoredStrategy | null): Strategy | null {
  return document === null ? null : toStrategy(document);
}

function toStrategy(document: StoredStrategy): Strategy {
  const { _id: id, ...fields } = storedStrategy.parse(document);
  return { id, ...fields };
}
