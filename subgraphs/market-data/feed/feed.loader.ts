import DataLoader from 'dataloader';
import type { SeriesKey } from '#lake/series-key.js';
import type { Feed } from './feed.js';
import type { FeedService } from './feed.service.js';

export interface FeedLoaders {
  /** How a series is kept up to date; null where nobody was ever asked for it. */
  readonly feed: DataLoader<SeriesKey, Feed | null, string>;
}

export function createFeedLoaders(service: FeedService): FeedLoaders {
  return {
    feed: new DataLoader<SeriesKey, Feed | null, string>((keys) => service.findMany(keys), {
      cacheKeyFn: ({ symbol, interval }) => `${interval}/${symbol}`,
    }),
  };
}
