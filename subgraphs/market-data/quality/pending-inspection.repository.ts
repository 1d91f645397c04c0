import { z } from 'zod';
import type { DocumentCollection, DocumentStore, Filter, StoredDocument } from '#kit/documents/document-collection.js';
import { AssetClass, DataInterval } from '#schema/generated/enums.js';
import type { PendingInspection } from './pending-inspection.js';

type SeriesKey = PendingInspection['key'];

/** The key is stored as fields of its own, by which it is found. */
interface StoredPending extends StoredDocument, SeriesKey, Omit<PendingInspection, 'id' | 'key'> {}

const storedRow = z.object({
  timestamp: z.number(),
  open: z.number(),
  high: z.number(),
  low: z.number(),
  close: z.number(),
  volume: z.number(),
  adjustedClose: z.number(),
});

const storedPending = z.object({
  _id: z.string(),
  symbol: z.string(),
  interval: z.enum(DataInterval),
  assetClass: z.enum(AssetClass),
  ingestionId: z.string(),
  ownerId: z.string(),
  judgeFrom: z.number().nullable(),
  rejected: z.array(storedRow),
  duplicates: z.array(z.number()),
  isLeft: z.boolean(),
});

export class PendingInspectionRepository {
  private constructor(private readonly documents: DocumentCollection<StoredPending>) {}

  static async open(store: DocumentStore): Promise<PendingInspectionRepository> {
    const indexes = [{ fields: ['symbol', 'interval'] }];
    return new PendingInspectionRepository(await store.collection<StoredPending>('pending-inspections', indexes));
  }

  async insert({ id, key, ...fields }: PendingInspection): Promise<void> {
    await this.documents.insert({ _id: id, symbol: key.symbol, interval: key.interval, ...fields });
  }

  /** Those that anybody may make up for: of one series, or of all. */
  findLeft(key?: SeriesKey): Promise<PendingInspection[]> {
    return this.find({ isLeft: true, ...(key && { symbol: key.symbol, interval: key.interval }) });
  }

  /** Those of writes that may be under way as well. */
  findAll(): Promise<PendingInspection[]> {
    return this.find({});
  }

  /** Notes that nobody is at it any more, with the rows that are known by now. */
  async leave({ id, rejected, duplicates }: PendingInspection): Promise<void> {
    await this.documents.updateOne({ _id: id }, { $set: { rejected, duplicates, isLeft: true } });
  }

  async delete(ids: readonly string[]): Promise<void> {
    await this.documents.delete({ _id: { $in: ids } });
  }

  private async find(filter: Filter): Promise<PendingInspection[]> {
    return (await this.documents.find(filter, { sort: [['_id', 1]] })).map((document) => {
      const { _id: id, symbol, interval, ...fields } = storedPending.parse(document);
      return { id, key: { symbol, interval }, ...fields };
    });
  }
}
