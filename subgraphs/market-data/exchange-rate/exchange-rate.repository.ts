import { z } from 'zod';
import {
  type DocumentCollection,
  type DocumentStore,
  DuplicateKey,
  type StoredDocument,
} from '#kit/documents/document-collection.js';
import type { ExchangeRate } from './exchange-rate.js';

interface StoredRate extends StoredDocument, ExchangeRate {
  readonly pair: string;
}

const storedRate = z.object({
  base: z.string(),
  quote: z.string(),
  rate: z.number(),
  asOf: z.string(),
  source: z.string(),
});

/** How many rates of one pair are kept, the newest. */
export const MOST_RATES_KEPT = 1_000;

/** The newest rate of each pair, and, apart from it, what it was before. */
export class ExchangeRateRepository {
  private constructor(
    private readonly latest: DocumentCollection<StoredRate>,
    private readonly history: DocumentCollection<StoredRate>,
  ) {}

  static async open(store: DocumentStore): Promise<ExchangeRateRepository> {
    return new ExchangeRateRepository(
      await store.collection<StoredRate>('exchange-rates'),
      await store.collection<StoredRate>('exchange-rate-history', [{ fields: ['pair'] }]),
    );
  }

  /** The newest rates of these pairs, as `EUR/USD`; those that there are. */
  async findLatest(pairs: readonly string[]): Promise<ExchangeRate[]> {
    return (await this.latest.find({ _id: { $in: pairs } })).map((document) => storedRate.parse(document));
  }

  /** Newest first. */
  async findHistory(pair: string, limit: number): Promise<ExchangeRate[]> {
    const found = await this.history.find({ pair }, { sort: [['asOf', -1]], limit });
    return found.map((document) => storedRate.parse(document));
  }

  /** @returns whether it was new; a rate that is older than the newest goes to the history alone */
  async save(rate: ExchangeRate): Promise<boolean> {
    const pair = `${rate.base}/${rate.quote}`;
    const added = await put(this.history, { _id: `${pair} ${rate.asOf}`, pair, ...rate });
    await put(this.latest, { _id: pair, pair, ...rate });
    if (added && (await this.history.count({ pair })) > MOST_RATES_KEPT) {
      const [oldestKept] = (await this.findHistory(pair, MOST_RATES_KEPT)).slice(-1);
      await this.history.delete({ pair, asOf: { $lt: oldestKept!.asOf } });
    }
    return added;
  }
}

/** Stores the rate unless a newer one has its id. @returns false when exactly this was there */
async function put(collection: DocumentCollection<StoredRate>, document: Omit<StoredRate, 'rev'>): Promise<boolean> {
  const { _id, ...fields } = document;
  try {
    await collection.insert(document);
    return true;
  } catch (error) {
    if (!(error instanceof DuplicateKey)) throw error;
    const before = await collection.findById(_id);
    const changed = await collection.updateOne({ _id, asOf: { $lte: document.asOf } }, { $set: fields });
    return changed !== null && (before?.asOf !== fields.asOf || before.rate !== fields.rate);
  }
}
