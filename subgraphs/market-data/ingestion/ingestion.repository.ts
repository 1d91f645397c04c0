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
import { outboxIndex, pushEvent, replaceWithEvents, type WithOutbox, withEvents } from '#kit/events/outbox.js';
import { AssetClass, DataInterval, ErrorCode, IngestionKind, RunStatus } from '#schema/generated/enums.js';
import { INGESTION_TRANSITIONS, type Ingestion, type SymbolOutcome } from './ingestion.js';

interface StoredIngestion extends WithOutbox, Omit<Ingestion, 'id'> {}

const failure = z.object({ code: z.enum(ErrorCode), message: z.string() }).nullable();

const storedOutcome = z.object({
  symbol: z.string(),
  kind: z.enum(IngestionKind),
  status: z.enum(RunStatus),
  rowsWritten: z.number(),
  rowsRejected: z.number(),
  failure,
});

/** The fields with a default are younger than the first documents. */
const storedIngestion = z.object({
  _id: z.string(),
  kind: z.enum(IngestionKind),
  kinds: z.array(z.enum(IngestionKind)).optional(),
  status: z.enum(RunStatus),
  progress: z.number(),
  provider: z.string(),
  symbols: z.array(z.string()),
  interval: z.enum(DataInterval),
  assetClass: z.enum(AssetClass).nullable(),
  file: z.string().nullable(),
  from: z.number().nullable().default(null),
  to: z.number().nullable().default(null),
  rowsWritten: z.number(),
  rowsRejected: z.number(),
  rowsReplaced: z.number().default(0),
  rowsDuplicated: z.number().default(0),
  rowsHeldOut: z.number().default(0),
  qualityEventsRaised: z.number().default(0),
  outcomes: z.array(storedOutcome).default([]),
  snapshotId: z.string().nullable(),
  failure,
  ownerId: z.string(),
  createdAt: z.string(),
  completedAt: z.string().nullable(),
});

/** What a step of the run may change. */
export type IngestionChanges = Partial<
  Pick<
    Ingestion,
    | 'progress'
    | 'rowsWritten'
    | 'rowsRejected'
    | 'rowsReplaced'
    | 'rowsDuplicated'
    | 'rowsHeldOut'
    | 'qualityEventsRaised'
    | 'snapshotId'
    | 'failure'
    | 'completedAt'
  >
>;

/** What one symbol of a collection came to, besides its outcome. */
export interface OutcomeNews {
  readonly progress: number;
  readonly qualityEventsRaised: number;
  /** Null when no bar was written. */
  readonly snapshotId: string | null;
}

export class IngestionRepository {
  private constructor(readonly documents: DocumentCollection<StoredIngestion>) {}

  static async open(store: DocumentStore): Promise<IngestionRepository> {
    const indexes = [{ fields: ['ownerId', 'createdAt'] }, { fields: ['status'] }, outboxIndex];
    return new IngestionRepository(await store.collection<StoredIngestion>('ingestions', indexes));
  }

  /** False when one with this id is stored already; it then stays as it is. */
  async insert({ id, ...fields }: Ingestion, event: DomainEvent): Promise<boolean> {
    try {
      await this.documents.insert(withEvents({ _id: id, ...fields }, [event]));
      return true;
    } catch (error) {
      if (error instanceof DuplicateKey) return false;
      throw error;
    }
  }

  async findById(id: string): Promise<Ingestion | null> {
    return optional(await this.documents.findById(id));
  }

  async findByIds(ids: readonly string[]): Promise<Ingestion[]> {
    return (await this.documents.find({ _id: { $in: ids } })).map(toIngestion);
  }

  /** Those that were stored and have not ended. */
  async findUnfinished(): Promise<Ingestion[]> {
    return (await this.documents.find({ status: { $in: [RunStatus.PENDING, RunStatus.RUNNING] } })).map(toIngestion);
  }

  /** Newest first. */
  async findPage(ownerId: string, status: RunStatus | null, page: Omit<PageRequest, 'sort'>): Promise<Page<Ingestion>> {
    const found = await this.documents.findPage(asFilter(ownerId, status), { ...page, sort: [['createdAt', -1]] });
    return { ...found, items: found.items.map(({ item, cursor }) => ({ item: toIngestion(item), cursor })) };
  }

  count(ownerId: string, status: RunStatus | null): Promise<number> {
    return this.documents.count(asFilter(ownerId, status));
  }

  /** Notes what is known of one that runs. */
  async note(id: string, changes: IngestionChanges): Promise<void> {
    await this.documents.updateOne({ _id: id, status: RunStatus.RUNNING }, { $set: changes });
  }

  /** Adds what became of a symbol to one that runs, and counts it. Null when it does not run any more. */
  async addOutcome(id: string, outcome: SymbolOutcome, news: OutcomeNews): Promise<Ingestion | null> {
    const { progress, qualityEventsRaised, snapshotId } = news;
    const { rowsWritten, rowsRejected } = outcome;
    const update = {
      $push: { outcomes: outcome },
      $inc: { rowsWritten, rowsRejected, qualityEventsRaised },
      $set: { progress, ...(snapshotId === null ? {} : { snapshotId }) },
    };
    return optional(await this.documents.updateOne({ _id: id, status: RunStatus.RUNNING }, update));
  }

  /** Takes back what was stored and never queued. */
  async discard(id: string): Promise<void> {
    await this.documents.delete({ _id: id, status: RunStatus.PENDING });
  }

  /** The ingestion in its next status, in one write with its event; null when its status does not lead there. */
  async advance(
    id: string,
    to: RunStatus,
    changes: IngestionChanges,
    event: DomainEvent | null,
  ): Promise<Ingestion | null> {
    const from = Object.values(RunStatus).filter((status) => INGESTION_TRANSITIONS[status].includes(to));
    const update = { $set: { ...changes, status: to }, ...(event === null ? {} : { $push: pushEvent(event) }) };
    return optional(await this.documents.updateOne({ _id: id, status: { $in: from } }, update));
  }

  /** The ingestion at its end, in one write with its events; null when it has ended before. */
  async end(
    id: string,
    to: RunStatus,
    changes: IngestionChanges,
    events: readonly DomainEvent[],
  ): Promise<Ingestion | null> {
    const [event = null] = events;
    if (events.length <= 1) return this.advance(id, to, changes, event);
    for (;;) {
      const stored = await this.documents.findById(id);
      if (stored === null || !INGESTION_TRANSITIONS[stored.status].includes(to)) return null;
      // Null when another write, such as the relay's, was first: then what is stored now may not have ended yet.
      const ended = await replaceWithEvents(this.documents, { ...stored, ...changes, status: to }, events);
      if (ended !== null) return toIngestion(ended);
    }
  }
}

function asFilter(ownerId: string, status: RunStatus | null): Filter {
  return status === null ? { ownerId } : { ownerId, status };
}

function toIngestion(document: StoredIngestion): Ingestion {
  const { _id: id, kinds, ...fields } = storedIngestion.parse(document);
  return { id, kinds: kinds ?? [fields.kind], ...fields };
}

function optional(document: StoredIngestion | null): Ingestion | null {
  return document === null ? null : toIngestion(document);
}
