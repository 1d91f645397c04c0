import { decodeCursor, encodeCursor } from '#kit/documents/cursor.js';
import { MAX_FIND } from '#kit/documents/document-collection.js';
import type { ItemPage } from '#kit/graphql/pagination.js';
import type { FetchedArticle } from '../provider/market-data-provider.js';
import { cleanArticle } from './clean-article.js';
import { analyseSentiment } from './engine/analyse-sentiment.js';
import { sentimentLabel } from './engine/sentiment-label.js';
import { newestOfEach } from './newest-of-each.js';
import {
  type ArticleText,
  MOST_ANALYSED,
  type NewsOfSymbol,
  type NewsPageRequest,
  type NewsRange,
  type NewsWindow,
  type SentimentAnalysis,
} from './news.js';
import type { NewsRepository } from './news.repository.js';
import type { NewsArticle } from './news-article.js';
import { articleId, mergeArticles } from './same-article.js';

/** Scores articles by their texts: −1 (bearish) to 1 (bullish), in their order. */
export type ScoreArticles = (articles: readonly ArticleText[]) => Promise<readonly number[]>;

export interface SavedNews {
  /** Articles that were new or brought something new. */
  readonly written: number;
  /** Articles without a title or a time, which are not stored. */
  readonly rejected: number;
}

/** What a batch gives for one of its requests: the answer, or why there is none. */
type Answer<T> = T | Error;

/** Articles and what they say of instruments; requests that differ in nothing but their symbol are one read. */
export class NewsService {
  constructor(
    private readonly repository: NewsRepository,
    private readonly scoreArticles: ScoreArticles,
  ) {}

  /** In the order of the ids; null where there is none. */
  async findMany(ids: readonly string[]): Promise<(NewsArticle | null)[]> {
    const found = new Map((await this.repository.findByIds(ids)).map((article) => [article.id, article]));
    return ids.map((id) => found.get(id) ?? null);
  }

  /** Newest first. */
  pages(requests: readonly NewsPageRequest[]): Promise<Answer<ItemPage<NewsArticle>>[]> {
    const likeness = ({ from, to, first, after }: NewsPageRequest) => JSON.stringify([from, to, first, after]);
    return this.inGroups(requests, likeness, async (symbols, { from, to, first, after }) => {
      const window = { from, to, after: after === null ? null : positionOf(after) };
      const lists = await this.newest(symbols, window, first + 1);
      return (symbol) => {
        const list = lists.get(symbol)!;
        const items = list.slice(0, first).map((item) => ({ item, cursor: cursorOf(item) }));
        return { items, hasNextPage: list.length > first, hasPreviousPage: after !== null };
      };
    });
  }

  /** How many articles there are, in the order of what is wanted. One read for each range among them. */
  counts(wanted: readonly NewsOfSymbol[]): Promise<Answer<number>[]> {
    return this.inGroups(wanted, rangeOf, async (symbols, range) => {
      const counts = (await this.countTogether(symbols, range)) ?? (await this.countEach(symbols, range));
      return (symbol) => counts.get(symbol)!;
    });
  }

  /** Of the newest 1,000 articles of the range each. */
  sentiments(wanted: readonly NewsOfSymbol[]): Promise<Answer<SentimentAnalysis>[]> {
    return this.inGroups(wanted, rangeOf, async (symbols, { from, to }) => {
      const lists = await this.newest(symbols, { from, to, after: null }, MOST_ANALYSED);
      return (symbol) => analyseSentiment(lists.get(symbol)!.map(({ sentimentScore }) => sentimentScore));
    });
  }

  /**
   * Stores articles, each once: one that is stored already gains the symbols and topics that it lacks. What has no
   * score of its source's gets one from its title and summary.
   */
  async save(fetched: readonly FetchedArticle[]): Promise<SavedNews> {
    const clean = fetched.map(cleanArticle).filter((article) => article !== null);
    let written = 0;
    for (let start = 0; start < clean.length; start += BATCH)
      written += await this.saveBatch(clean.slice(start, start + BATCH));
    return { written, rejected: fetched.length - clean.length };
  }

  private async saveBatch(clean: readonly FetchedArticle[]): Promise<number> {
    const unscored = clean.filter(({ sentimentScore }) => sentimentScore === null);
    const texts = unscored.map(({ title, summary }) => ({ title, summary }));
    const scores = texts.length === 0 ? [] : await this.scoreArticles(texts);
    const computed = new Map(unscored.map((article, i) => [article, scores[i]!]));
    let written = 0;
    for (const article of clean) {
      const sentimentScore = article.sentimentScore ?? computed.get(article)!;
      const whole = {
        ...article,
        id: articleId(article),
        sentimentScore,
        sentimentLabel: sentimentLabel(sentimentScore),
      };
      if (await this.repository.save(whole, (stored) => mergeArticles(stored, whole))) written += 1;
    }
    return written;
  }

  private newest(symbols: readonly string[], window: NewsWindow, each: number): Promise<Map<string, NewsArticle[]>> {
    return newestOfEach(symbols, each, MAX_FIND, (some, limit) => this.repository.findNewest(some, window, limit));
  }

  /** Null for more articles than one read gives. */
  private async countTogether(
    symbols: readonly string[],
    { from, to }: NewsRange,
  ): Promise<Map<string, number> | null> {
    if (symbols.length === 1) return null;
    const found = await this.repository.findNewest(symbols, { from, to, after: null }, MAX_FIND);
    if (found.length === MAX_FIND) return null;
    const counts = new Map(symbols.map((symbol) => [symbol, 0]));
    for (const symbol of found.flatMap((article) => article.symbols)) {
      if (counts.has(symbol)) counts.set(symbol, counts.get(symbol)! + 1);
    }
    return counts;
  }

  private async countEach(symbols: readonly string[], range: NewsRange): Promise<Map<string, number>> {
    const counts = await Promise.all(symbols.map((symbol) => this.repository.count(symbol, range)));
    return new Map(symbols.map((symbol, i) => [symbol, counts[i]!]));
  }

  /** Answers requests group by group, each by one read; a group that is refused takes no other with it. */
  private async inGroups<R extends NewsOfSymbol, T>(
    requests: readonly R[],
    likeness: (request: R) => string,
    read: (symbols: readonly string[], alike: R) => Promise<(symbol: string) => T>,
  ): Promise<Answer<T>[]> {
    const groups = new Map<string, R[]>();
    for (const request of requests) {
      const like = likeness(request);
      groups.set(like, [...(groups.get(like) ?? []), request]);
    }
    const answers = new Map<R, Answer<T>>();
    for (const group of groups.values()) {
      const symbols = [...new Set(group.map(({ symbol }) => symbol))];
      const answer = await read(symbols, group[0]!).catch((refusal: Error) => () => refusal);
      for (const request of group) answers.set(request, answer(request.symbol));
    }
    return requests.map((request) => answers.get(request)!);
  }
}

/** How many articles are scored at a time: what waits for the thread is held in memory twice. */
const BATCH = 500;

function rangeOf({ from, to }: NewsRange): string {
  return JSON.stringify([from, to]);
}

const SCOPE = 'news, newest first';

function cursorOf({ publishedAt, id }: NewsArticle): string {
  return encodeCursor(SCOPE, [publishedAt, id]);
}

/** @throws BadUserInput for what is no cursor of a list of news */
function positionOf(cursor: string): NewsWindow['after'] {
  const [publishedAt, id] = decodeCursor(SCOPE, cursor, 2);
  return { publishedAt: String(publishedAt), id: String(id) };
}
