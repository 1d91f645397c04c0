import { z } from 'zod';
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
import { outboxIndex, pushEvent, type WithOutbox, withEvents } from '#kit/events/outbox.js';
import {
  AnomalyType,
  DataInterval,
  type DataQualitySeverity,
  DataQualityStatus,
  DataQualitySeverity as Severity,
} from '#schema/generated/enums.js';
import { QUALITY_TRANSITIONS, type QualityEvent, type QualityEventFilter, severitiesFrom } from './quality.js';

interface StoredQualityEvent extends WithOutbox, Omit<QualityEvent, 'id'> {}

const storedBar = z.object({
  timestamp: z.number(),
  open: z.number(),
  high: z.number(),
  low: z.number(),
  close: z.number(),
  volume: z.number(),
  adjustedClose: z.number(),
});

const storedEvent = z.object({
  _id: z.string(),
  symbol: z.string(),
  interval: z.enum(DataInterval),
  occurredAt: z.string(),
  detectedAt: z.string(),
  severity: z.enum(Severity),
  anomalyType: z.enum(AnomalyType),
  score: z.number(),
  message: z.string(),
  details: z.record(z.string(), z.unknown()),
  status: z.enum(DataQualityStatus),
  acknowledgedBy: z.string().nullable(),
  acknowledgedAt: z.string().nullable(),
  resolvedBy: z.string().nullable(),
  resolvedAt: z.string().nullable(),
  resolution: z.string().nullable(),
  quarantined: z.boolean(),
  bar: storedBar.nullable(),
  removalPending: z.boolean(),
});

/** The newest detected first; events of one check by their time. */
export const PAGE_ORDER = [
  ['detectedAt', -1],
  ['occurredAt', -1],
] as const;

/** Which series: every one of the symbols at every one of the intervals. */
export interface SeriesOf {
  readonly symbols: readonly string[];
  readonly intervals: readonly DataInterval[];
}

/** What a step of an event's life may change. */
export type QualityEventChanges = Partial<
  Pick<
    QualityEvent,
    | 'acknowledgedBy'
    | 'acknowledgedAt'
    | 'resolvedBy'
    | 'resolvedAt'
    | 'resolution'
    | 'quarantined'
    | 'bar'
    | 'removalPending'
  >
>;

/** Resolved by nobody: new bars did. */
const SETTLED = { status: DataQualityStatus.RESOLVED, resolvedBy: null } as const;

export class QualityRepository {
  private constructor(readonly documents: DocumentCollection<StoredQualityEvent>) {}

  static async open(store: DocumentStore): Promise<QualityRepository> {
    const indexes = [
      { fields: ['symbol', 'interval', 'occurredAt', 'anomalyType'], unique: true },
      { fields: ['status', 'detectedAt'] },
      { fields: ['detectedAt'] },
      { fields: ['removalPending'] },
      outboxIndex,
    ];
    return new QualityRepository(await store.collection<StoredQualityEvent>('data-quality-events', indexes));
  }

  /** Stores the event together with the bus's; false when it was raised before, and stays as it is. */
  async insert({ id, ...fields }: QualityEvent, event: DomainEvent): Promise<boolean> {
    try {
      await this.documents.insert(withEvents({ _id: id, ...fields }, [event]));
      return true;
    } catch (error) {
      if (error instanceof DuplicateKey) return false;
      throw error;
    }
  }

  async findById(id: string): Promise<QualityEvent | null> {
    return optional(await this.documents.findById(id));
  }

  async findByIds(ids: readonly string[]): Promise<QualityEvent[]> {
    return (await this.documents.find({ _id: { $in: ids } })).map(toEvent);
  }

  /** The newest detected first. */
  async findPage(filter: QualityEventFilter, page: Omit<PageRequest, 'sort'>): Promise<Page<QualityEvent>> {
    const found = await this.documents.findPage(asFilter(filter), { ...page, sort: PAGE_ORDER });
    return { ...found, items: found.items.map(({ item, cursor }) => ({ item: toEvent(item), cursor })) };
  }

  /** As the pages have them; null when there are more than one read gives. */
  async findOfMany(filter: QualityEventFilter): Promise<QualityEvent[] | null> {
    const found = await this.documents.find(asFilter(filter), { sort: [...PAGE_ORDER, ['_id', 1]] });
    return found.length < MAX_FIND ? found.map(toEvent) : null;
  }

  count(filter: QualityEventFilter): Promise<number> {
    return this.documents.count(asFilter(filter));
  }

  /**
   * What bears on a report and cannot be seen in the bars: events that are open, whose bar is under quarantine, or that
   * are about rows as they were given.
   */
  findStanding(series: SeriesOf, aboutRows: readonly AnomalyType[]): Promise<QualityEvent[]> {
    const $or = [{ status: DataQualityStatus.OPEN }, { quarantined: true }, { anomalyType: { $in: aboutRows } }];
    return this.findAll({ ...ofSeries(series), $or });
  }

  findQuarantined(symbol: string, interval: DataInterval): Promise<QualityEvent[]> {
    return this.findAll({ symbol, interval, quarantined: true });
  }

  /** Those whose bar is still to be taken out of the lake. */
  async findPendingRemovals(): Promise<QualityEvent[]> {
    return (await this.documents.find({ removalPending: true })).map(toEvent);
  }

  /** Of the open ones detected since a time, the newest: at most MAX_FIND, by symbol and severity alone. */
  async findOpenSince(since: string): Promise<{ readonly symbol: string; readonly severity: DataQualitySeverity }[]> {
    const filter = { status: DataQualityStatus.OPEN, detectedAt: { $gte: since } };
    return this.documents.find(filter, { sort: [['detectedAt', -1]] });
  }

  countOpenSince(since: string, severity: DataQualitySeverity): Promise<number> {
    return this.documents.count({ status: DataQualityStatus.OPEN, severity, detectedAt: { $gte: since } });
  }

  async findNewest(since: string, limit: number): Promise<QualityEvent[]> {
    const found = await this.documents.find({ detectedAt: { $gte: since } }, { sort: [['detectedAt', -1]], limit });
    return found.map(toEvent);
  }

  /** Those of a series that new bars have resolved, and nobody did. */
  findSettled(symbol: string, interval: DataInterval): Promise<QualityEvent[]> {
    return this.findAll({ symbol, interval, ...SETTLED });
  }

  /** What new bars had resolved and is found again: as it is found now, with the bus's; false when it is open already. */
  async reopen({ id, ...fields }: QualityEvent, event: DomainEvent): Promise<boolean> {
    const update = { $set: fields, $push: pushEvent(event) };
    return (await this.documents.updateOne({ _id: id, ...SETTLED }, update)) !== null;
  }

  /**
   * The event in its next status, in one write with the bus's; null when its status does not lead there.
   * @param from only from these; from all that lead there when absent
   */
  async advance(
    id: string,
    to: DataQualityStatus,
    changes: QualityEventChanges,
    event: DomainEvent,
    from = Object.values(DataQualityStatus).filter((status) => QUALITY_TRANSITIONS[status].includes(to)),
  ): Promise<QualityEvent | null> {
    const update = { $set: { ...changes, status: to }, $push: pushEvent(event) };
    return optional(await this.documents.updateOne({ _id: id, status: { $in: from } }, update));
  }

  /** Notes that the lake is without the bar. */
  async noteRemoved(id: string): Promise<void> {
    await this.documents.updateOne({ _id: id, removalPending: true }, { $set: { removalPending: false } });
  }

  /** Ends the quarantine of a bar that came again, corrected. */
  async release(id: string): Promise<void> {
    const held = { _id: id, quarantined: true, removalPending: false };
    await this.documents.updateOne(held, { $set: { quarantined: false } });
  }

  /** Every match, however many: read in the order of their ids. */
  private async findAll(filter: Filter): Promise<QualityEvent[]> {
    const all: QualityEvent[] = [];
    for (;;) {
      const last = all.at(-1)?.id;
      const rest = last === undefined ? filter : { $and: [filter, { _id: { $gt: last } }] };
      const found = await this.documents.find(rest, { sort: [['_id', 1]] });
      for (const document of found) all.push(toEvent(document));
      if (found.length < MAX_FIND) return all;
    }
  }
}

function ofSeries({ symbols, intervals }: SeriesOf) {
  return { symbol: { $in: symbols }, interval: { $in: intervals } };
}

function asFilter(filter: QualityEventFilter): Filter {
  const { symbols, minSeverity, status, anomalyTypes, from, to } = filter;
  const parts: Filter[] = [];
  if (symbols !== null) parts.push({ symbol: { $in: symbols } });
  if (minSeverity !== null) parts.push({ severity: { $in: severitiesFrom(minSeverity) } });
  if (status !== null) parts.push({ status });
  if (anomalyTypes !== null) parts.push({ anomalyType: { $in: anomalyTypes } });
  if (from !== null) parts.push({ occurredAt: { $gte: from } });
  if (to !== null) parts.push({ occurredAt: { $lte: to } });
  return parts.length === 0 ? {} : { $and: parts };
}

function toEvent(document: StoredQualityEvent): QualityEvent {
  const { _id: id, ...fields } = storedEvent.parse(document);
  return { id, ...fields };
}

function optional(document: StoredQualityEvent | null): QualityEvent | null {
  return document === null ? null : toEvent(document);
}
