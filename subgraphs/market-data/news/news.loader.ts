import DataLoader from 'dataloader';
import type { CountedPage, ItemPage } from '#kit/graphql/pagination.js';
import type { NewsOfSymbol, NewsPageRequest, SentimentAnalysis } from './news.js';
import type { NewsService } from './news.service.js';
import type { NewsArticle } from './news-article.js';

/** What one request has read of the news; a list of any length costs one read per kind. */
export interface NewsLoaders {
  readonly newsArticle: DataLoader<string, NewsArticle | null>;
  /** Pages whose count is read only when it is asked for. */
  readonly newsPage: (request: NewsPageRequest) => Promise<CountedPage<NewsArticle>>;
  readonly sentiment: DataLoader<NewsOfSymbol, SentimentAnalysis, string>;
}

export function createNewsLoaders(service: NewsService): NewsLoaders {
  const cacheKeyFn = (key: object) => JSON.stringify(key);
  const counts = new DataLoader<NewsOfSymbol, number, string>((wanted) => service.counts(wanted), { cacheKeyFn });
  const pages = new DataLoader<NewsPageRequest, ItemPage<NewsArticle>, string>((requests) => service.pages(requests), {
    cacheKeyFn,
  });
  return {
    newsArticle: new DataLoader((ids) => service.findMany(ids)),
    newsPage: async (request) => {
      const { symbol, from, to } = request;
      return { ...(await pages.load(request)), count: () => counts.load({ symbol, from, to }) };
    },
    sentiment: new DataLoader<NewsOfSymbol, SentimentAnalysis, string>((wanted) => service.sentiments(wanted), {
      cacheKeyFn,
    }),
  };
}
