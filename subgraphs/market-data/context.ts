import DataLoader from 'dataloader';
import type { RequestContext } from '#kit/graphql/request-context.js';
import type { Viewer } from '#kit/identity/viewer.js';
import { type BarLoaders, createBarLoaders } from './bar/bar.loader.js';
import type { BarService } from './bar/bar.service.js';
import type { EconomicSeries, Observations } from './economics/economic-series.js';
import type { EconomicsService } from './economics/economics.service.js';
import type { Ingestion } from './ingestion/ingestion.js';
import type { IngestionService } from './ingestion/ingestion.service.js';
import type { Instrument } from './instrument/instrument.js';
import type { InstrumentService } from './instrument/instrument.service.js';

/** What one request has read, so that a list of any length costs one read per kind of thing. */
export interface MarketDataLoaders extends BarLoaders {
  readonly instrument: DataLoader<string, Instrument | null>;
  readonly observations: DataLoader<EconomicSeries, Observations | null, string>;
  /** The states of one ingestion, for a subscription. */
  readonly ingestionUpdates: (id: string) => Promise<AsyncIterableIterator<Ingestion>>;
}

export type MarketDataContext = RequestContext<MarketDataLoaders>;

export interface LoaderSources {
  readonly bars: BarService;
  readonly instruments: InstrumentService;
  readonly economics: EconomicsService;
  readonly ingestions: IngestionService;
}

export function createLoaders(
  { bars, instruments, economics, ingestions }: LoaderSources,
  viewer: Viewer,
): MarketDataLoaders {
  const barLoaders = createBarLoaders(bars);
  return {
    ...barLoaders,
    instrument: new DataLoader(async (symbols) => instruments.findMany(await barLoaders.snapshot(), symbols)),
    observations: new DataLoader((series) => economics.observations(series), { cacheKeyFn: ({ code }) => code }),
    ingestionUpdates: (id) => ingestions.watch(id, viewer),
  };
}
