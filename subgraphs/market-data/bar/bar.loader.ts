import DataLoader from 'dataloader';
import type { CountedPage } from '#kit/graphql/pagination.js';
import type { SeriesKey } from '#lake/series-key.js';
import type { Snapshot } from '#lake/snapshot.js';
import type { AssetClass } from '#schema/generated/enums.js';
import type { Bar, BarPageRequest, BarSeries, Coverage, Quote, SeriesRequest } from './bar.js';
import type { BarService } from './bar.service.js';

/** What one request has read of the lake, all of one snapshot; a list of any length costs one read per kind. */
export interface BarLoaders {
  readonly snapshot: () => Promise<Snapshot>;
  readonly coverage: DataLoader<SeriesKey, Coverage | null, string>;
  readonly missingSessions: DataLoader<SeriesKey & { readonly assetClass: AssetClass }, number, string>;
  readonly barPage: DataLoader<BarPageRequest, CountedPage<Bar>, string>;
  readonly barSeries: DataLoader<SeriesRequest, BarSeries, string>;
  readonly quote: DataLoader<string, Quote | null>;
}

export function createBarLoaders(service: BarService): BarLoaders {
  let current: Promise<Snapshot> | undefined;
  const snapshot = () => {
    current ??= service.currentSnapshot();
    return current;
  };
  const cacheKeyFn = (key: object) => JSON.stringify(key);
  return {
    snapshot,
    coverage: new DataLoader<SeriesKey, Coverage | null, string>(
      async (keys) => service.coverages(await snapshot(), keys),
      { cacheKeyFn },
    ),
    missingSessions: new DataLoader<SeriesKey & { readonly assetClass: AssetClass }, number, string>(
      async (keys) => service.missingSessions(await snapshot(), keys),
      { cacheKeyFn },
    ),
    barPage: new DataLoader<BarPageRequest, CountedPage<Bar>, string>(
      async (requests) => service.pages(await snapshot(), requests),
      { cacheKeyFn },
    ),
    barSeries: new DataLoader<SeriesRequest, BarSeries, string>(
      async (requests) => service.series(await snapshot(), requests),
      { cacheKeyFn },
    ),
    quote: new DataLoader(async (symbols) => service.quotes(await snapshot(), symbols)),
  };
}
