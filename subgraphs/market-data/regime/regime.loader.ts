import DataLoader from 'dataloader';
import type { Snapshot } from '#lake/snapshot.js';
import type { RegimeSeries } from './regime.js';
import type { RegimeSeriesKey, RegimeService } from './regime.service.js';

/** What one request has learned of regimes: any number of questions about an instrument share its bars and its fit. */
export interface RegimeLoaders {
  readonly regimeSeries: DataLoader<RegimeSeriesKey, RegimeSeries | null, string>;
}

export function createRegimeLoaders(service: RegimeService, snapshot: () => Promise<Snapshot>): RegimeLoaders {
  return {
    regimeSeries: new DataLoader<RegimeSeriesKey, RegimeSeries | null, string>(
      async (keys) => service.series(await snapshot(), keys),
      { cacheKeyFn: ({ symbol, method }) => `${method} ${symbol}` },
    ),
  };
}
