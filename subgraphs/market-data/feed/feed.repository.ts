import { z } from 'zod';
import {
  type DocumentCollection,
  type DocumentStore,
  DuplicateKey,
  MAX_FIND,
  type StoredDocument,
  type Update,
} from '#kit/documents/document-collection.js';
import { DataInterval } from '#schema/generated/enums.js';
import type { Feed } from './feed.js';

interface StoredFeed extends StoredDocument, Feed {}
type FeedKey = Pick<Feed, 'symbol' | 'interval'>;

const storedFeed = z.object({
  _id: z.string(),
  symbol: z.string(),
  interval: z.enum(DataInterval),
  provider: z.string().nullable(),
  lastCollectedAt: z.string().nullable(),
  // Younger than the first documents.
  isOpenEnded: z.boolean().default(false),
  lastAttemptAt: z.string().nullable(),
  lastError: z.string().nullable(),
  keptFor: z.array(z.string()),
});

export class FeedRepository {
  private constructor(private readonly documents: DocumentCollection<StoredFeed>) {}

  static async open(store: DocumentStore): Promise<FeedRepository> {
    return new FeedRepository(await store.collection<StoredFeed>('feeds', [{ fields: ['keptFor'] }]));
  }

  async findByKeys(keys: readonly FeedKey[]): Promise<Feed[]> {
    return (await this.documents.find({ _id: { $in: keys.map(idOf) } })).map(toFeed);
  }

  /** Those that somebody has kept up to date, the longest untried first. */
  async findKept(): Promise<Feed[]> {
    const found = await this.documents.find(
      { keptFor: { $gt: '' } },
      { sort: [['lastAttemptAt', 1]], limit: MAX_FIND },
    );
    return found.map(toFeed);
  }

  /** Changes what is known of a feed, which is made when it is not there. */
  note(key: FeedKey, changes: Partial<Omit<Feed, keyof FeedKey | 'keptFor'>>): Promise<void> {
    return this.change(key, { $set: changes }, changes);
  }

  keep(key: FeedKey, ownerId: string): Promise<void> {
    return this.change(key, { $addToSet: { keptFor: ownerId } }, { keptFor: [ownerId] });
  }

  async leave(key: FeedKey, ownerId: string): Promise<void> {
    await this.documents.updateOne({ _id: idOf(key) }, { $pull: { keptFor: ownerId } });
  }

  private async change(key: FeedKey, update: Update, first: Partial<Feed>): Promise<void> {
    const { symbol, interval } = key;
    const never = { lastCollectedAt: null, lastAttemptAt: null, lastError: null };
    const nothing = { ...never, provider: null, isOpenEnded: false, keptFor: [] };
    if ((await this.documents.updateOne({ _id: idOf(key) }, update)) !== null) return;
    try {
      await this.documents.insert({ _id: idOf(key), symbol, interval, ...nothing, ...first });
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
      await this.documents.updateOne({ _id: idOf(key) }, update);
    }
  }
}

function idOf({ symbol, interval }: FeedKey): string {
  return `${interval}/${symbol}`;
}

function toFeed(document: StoredFeed): Feed {
  const { _id, ...feed } = storedFeed.parse(document);
  return feed;
}
