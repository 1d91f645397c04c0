import { z } from 'zod';
import {
  type DocumentCollection,
  type DocumentStore,
  DuplicateKey,
  type Filter,
  type StoredDocument,
} from '#kit/documents/document-collection.js';
import { SentimentLabel } from '#schema/generated/enums.js';
import type { NewsRange, NewsWindow } from './news.js';
import type { NewsArticle } from './news-article.js';

interface StoredArticle extends StoredDocument, Omit<NewsArticle, 'id'> {}

const storedArticle = z.object({
  _id: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  source: z.string().nullable(),
  summary: z.string().nullable(),
  publishedAt: z.string(),
  topics: z.array(z.string()),
  symbols: z.array(z.string()),
  sentimentScore: z.number(),
  sentimentLabel: z.enum(SentimentLabel),
});

const NEWEST_FIRST = [
  ['publishedAt', -1],
  ['_id', 1],
] as const;

/** Articles, each once: its id is made of what it is. */
export class NewsRepository {
  private constructor(private readonly documents: DocumentCollection<StoredArticle>) {}

  static async open(store: DocumentStore): Promise<NewsRepository> {
    const indexes = [{ fields: ['symbols'] }, { fields: ['publishedAt'] }];
    return new NewsRepository(await store.collection<StoredArticle>('news', indexes));
  }

  async findByIds(ids: readonly string[]): Promise<NewsArticle[]> {
    return (await this.documents.find({ _id: { $in: ids } })).map(toArticle);
  }

  /** The newest articles on any of the symbols, newest first; at most `limit`. */
  async findNewest(symbols: readonly string[], window: NewsWindow, limit: number): Promise<NewsArticle[]> {
    return (await this.documents.find(asFilter(symbols, window), { sort: NEWEST_FIRST, limit })).map(toArticle);
  }

  count(symbol: string, range: NewsRange): Promise<number> {
    return this.documents.count(asFilter([symbol], { ...range, after: null }));
  }

  /**
   * Stores an article, or merges it with the one that is stored.
   * @returns whether anything changed
   */
  async save(article: NewsArticle, merge: (stored: NewsArticle) => NewsArticle | null): Promise<boolean> {
    for (;;) {
      const stored = await this.documents.findById(article.id);
      if (stored === null) {
        if (await this.insert(article)) return true;
        continue;
      }
      const merged = merge(toArticle(stored));
      if (merged === null) return false;
      const { id: _id, ...fields } = merged;
      // Null when somebody else changed it in between: then it is merged with that.
      if ((await this.documents.replace({ _id, rev: stored.rev, ...fields })) !== null) return true;
    }
  }

  private async insert({ id: _id, ...fields }: NewsArticle): Promise<boolean> {
    try {
      await this.documents.insert({ _id, ...fields });
      return true;
    } catch (error) {
      if (error instanceof DuplicateKey) return false;
      throw error;
    }
  }
}

function asFilter(symbols: readonly string[], { from, to, after }: NewsWindow): Filter {
  const parts: Filter[] = [{ symbols: { $in: symbols } }];
  if (from !== null) parts.push({ publishedAt: { $gte: from } });
  if (to !== null) parts.push({ publishedAt: { $lte: to } });
  if (after !== null) {
    const { publishedAt, id } = after;
    parts.push({ $or: [{ publishedAt: { $lt: publishedAt } }, { publishedAt, _id: { $gt: id } }] });
  }
  return { $and: parts };
}

function toArticle(document: StoredArticle): NewsArticle {
  const { _id: id, ...fields } = storedArticle.parse(document);
  return { id, ...fields };
}
