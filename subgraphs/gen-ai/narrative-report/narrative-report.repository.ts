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
import { RunStatus } from '#schema/generated/enums.js';
import { type NarrativeReport, statusesBefore } from './narrative-report.js';
import { type StoredReport, toReport } from './stored-report.js';

/** What a step of the report may change. */
export type ReportChanges = Partial<
  Pick<
    NarrativeReport,
    'title' | 'sections' | 'recommendation' | 'confidence' | 'factCheck' | 'failure' | 'completedAt'
  >
>;

export interface ReportFilter {
  readonly ownerId: string;
  readonly status: RunStatus | null;
}

const NEWEST_FIRST = [['createdAt', -1]] as const;

export class NarrativeReportRepository {
  private constructor(readonly documents: DocumentCollection<StoredReport>) {}

  static async open(store: DocumentStore): Promise<NarrativeReportRepository> {
    const indexes = [
      { fields: ['ownerId', 'createdAt'] },
      { fields: ['backtestId'] },
      { fields: ['status'] },
      { fields: ['ownerId', 'idempotencyKey'], unique: true },
      outboxIndex,
      tombstoneIndex,
    ];
    return new NarrativeReportRepository(await store.collection<StoredReport>('narrative-reports', indexes));
  }

  /** Stores it; when the owner has used its key before, gives the report of that call. */
  async insert(report: NarrativeReport, event: DomainEvent): Promise<NarrativeReport> {
    const { id, idempotencyKey, ...fields } = report;
    const key = idempotencyKey === null ? {} : { idempotencyKey };
    const document = { _id: id, ...fields, ownerId: report.requester.id, ...key };
    try {
      await this.documents.insert(withEvents(document, [event]));
      return report;
    } catch (error) {
      const earlier = error instanceof DuplicateKey ? await this.findByKey(report.requester.id, idempotencyKey) : null;
      if (earlier === null) throw error;
      return earlier;
    }
  }

  async findByKey(ownerId: string, idempotencyKey: string | null): Promise<NarrativeReport | null> {
    return idempotencyKey === null ? null : optional(await this.documents.findOne({ ownerId, idempotencyKey }));
  }

  async findById(id: string): Promise<NarrativeReport | null> {
    return optional(await this.documents.findOne({ $and: [{ _id: id }, notDeleted] }));
  }

  /** Those on any of these backtests, newest first. */
  async findByBacktestIds(backtestIds: readonly string[]): Promise<NarrativeReport[]> {
    const filter: Filter = { $and: [{ backtestId: { $in: backtestIds } }, notDeleted] };
    return (await this.documents.find(filter, { sort: NEWEST_FIRST, limit: MAX_FIND })).map(toReport);
  }

  /** Those that were stored and have not ended. */
  async findUnfinished(): Promise<NarrativeReport[]> {
    const unfinished: Filter = { status: { $in: [RunStatus.PENDING, RunStatus.RUNNING] } };
    return (await this.documents.find({ $and: [unfinished, notDeleted] })).map(toReport);
  }

  async findPage(filter: ReportFilter, page: Omit<PageRequest, 'sort'>): Promise<Page<NarrativeReport>> {
    const found = await this.documents.findPage(asFilter(filter), { ...page, sort: NEWEST_FIRST });
    return { ...found, items: found.items.map(({ item, cursor }) => ({ item: toReport(item), cursor })) };
  }

  count(filter: ReportFilter): Promise<number> {
    return this.documents.count(asFilter(filter));
  }

  /** The report in its next status, in one write with its event; null when its status does not lead there (any more). */
  async advance(
    id: string,
    to: RunStatus,
    changes: ReportChanges,
    event: DomainEvent,
  ): Promise<NarrativeReport | null> {
    const from: Filter = { _id: id, status: { $in: statusesBefore(to) } };
    const update = { $set: { ...changes, status: to }, $push: pushEvent(event) };
    return optional(await this.documents.updateOne({ $and: [from, notDeleted] }, update));
  }

  /** Takes back what was stored and never queued. */
  async discard(id: string): Promise<void> {
    await this.documents.delete({ _id: id, status: RunStatus.PENDING });
  }

  async delete(id: string, event: DomainEvent): Promise<boolean> {
    return (await markDeleted(this.documents, { _id: id }, event, ['idempotencyKey'])) !== null;
  }
}

function asFilter({ ownerId, status }: ReportFilter): Filter {
  return { $and: [status === null ? { ownerId } : { ownerId, status }, notDeleted] };
}

function optional(document: StoredReport | null): NarrativeReport | null {
  return document === null ? null : toReport(document);
}
