import DataLoader from 'dataloader';
import type { Snapshot } from '#lake/snapshot.js';
import type { IndicatorRequest, IndicatorSeries } from './indicator.js';
import type { IndicatorService } from './indicator.service.js';

/** What one request has computed: indicators of a list of instruments share one read of the bars. */
export interface IndicatorLoaders {
  readonly indicators: DataLoader<IndicatorRequest, readonly IndicatorSeries[], string>;
}

export function createIndicatorLoaders(service: IndicatorService, snapshot: () => Promise<Snapshot>): IndicatorLoaders {
  return {
    indicators: new DataLoader<IndicatorRequest, readonly IndicatorSeries[], string>(
      async (requests) => service.compute(await snapshot(), requests),
      { cacheKeyFn: (request) => JSON.stringify(request) },
    ),
  };
}
