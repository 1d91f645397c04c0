import { z } from 'zod';
import {
  type DocumentCollection,
  type DocumentStore,
  DuplicateKey,
  type StoredDocument,
} from '#kit/documents/document-collection.js';
import type { EconomicSeries } from './economic-series.js';

interface StoredSeries extends StoredDocument, Omit<EconomicSeries, 'code'> {}

const storedSeries = z.object({
  _id: z.string(),
  name: z.string(),
  unit: z.string(),
  frequency: z.string(),
  country: z.string(),
  source: z.string(),
});

/** The catalogue of the series that providers brought; the code is the id. */
export class EconomicSeriesRepository {
  private constructor(private readonly documents: DocumentCollection<StoredSeries>) {}

  static async open(store: DocumentStore): Promise<EconomicSeriesRepository> {
    return new EconomicSeriesRepository(await store.collection<StoredSeries>('economic-series'));
  }

  /** In the order of their codes. */
  async findAll(): Promise<EconomicSeries[]> {
    const found = await this.documents.find({}, { sort: [['_id', 1]] });
    return found.map((document) => {
      const { _id: code, ...fields } = storedSeries.parse(document);
      return { code, ...fields };
    });
  }

  /** Stores what is said of a series, in place of what was. */
  async save({ code: _id, ...fields }: EconomicSeries): Promise<void> {
    if ((await this.documents.updateOne({ _id }, { $set: fields })) !== null) return;
    try {
      await this.documents.insert({ _id, ...fields });
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
      await this.documents.updateOne({ _id }, { $set: fields });
    }
  }
}
