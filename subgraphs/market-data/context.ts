import DataLoader from 'dataloader';
import type { RequestContext } from '#kit/graphql/request-context.js';
import type { Viewer } from '#kit/identity/viewer.js';
import { type BarLoaders, createBarLoaders } from './bar/bar.loader.js';
import type { BarService } from './bar/bar.service.js';
import type { EconomicSeries, Observations } from './economics/economic-series.js';
import type { EconomicsService } from './economics/economics.service.js';
import { createExchangeRateLoaders, type ExchangeRateLoaders } from './exchange-rate/exchange-rate.loader.js';
import type { ExchangeRateService } from './exchange-rate/exchange-rate.service.js';
import { createFeedLoaders, type FeedLoaders } from './feed/feed.loader.js';
import type { FeedService } from './feed/feed.service.js';
import { createFundamentalsLoaders, type FundamentalsLoaders } from './fundamentals/fundamentals.loader.js';
import type { FundamentalsService } from './fundamentals/fundamentals.service.js';
import { createIndicatorLoaders, type IndicatorLoaders } from './indicator/indicator.loader.js';
import type { IndicatorService } from './indicator/indicator.service.js';
import type { Ingestion } from './ingestion/ingestion.js';
import type { IngestionService } from './ingestion/ingestion.service.js';
import type { Instrument } from './instrument/instrument.js';
import type { InstrumentService } from './instrument/instrument.service.js';
import { createNewsLoaders, type NewsLoaders } from './news/news.loader.js';
import type { NewsService } from './news/news.service.js';
import { createQualityLoaders, type QualityLoaders, type QualitySources } from './quality/quality.loader.js';
import { createRegimeLoaders, type RegimeLoaders } from './regime/regime.loader.js';
import type { RegimeService } from './regime/regime.service.js';

/** What one request has read, so that a list of any length costs one read per kind of thing. */
export interface MarketDataLoaders
  extends BarLoaders,
    FeedLoaders,
    QualityLoaders,
    IndicatorLoaders,
    RegimeLoaders,
    FundamentalsLoaders,
    NewsLoaders,
    ExchangeRateLoaders {
  readonly instrument: DataLoader<string, Instrument | null>;
  readonly observations: DataLoader<EconomicSeries, Observations | null, string>;
  /** The states of one ingestion, for a subscription. */
  readonly ingestionUpdates: (id: string) => Promise<AsyncIterableIterator<Ingestion>>;
}

export type MarketDataContext = RequestContext<MarketDataLoaders>;

export interface LoaderSources extends QualitySources {
  readonly bars: BarService;
  readonly indicators: IndicatorService;
  readonly regimes: RegimeService;
  readonly instruments: InstrumentService;
  readonly economics: EconomicsService;
  readonly fundamentals: FundamentalsService;
  readonly news: NewsService;
  readonly exchangeRates: ExchangeRateService;
  readonly ingestions: IngestionService;
  readonly feeds: FeedService;
}

export function createLoaders(
  {
    bars,
    indicators,
    regimes,
    instruments,
    economics,
    fundamentals,
    news,
    exchangeRates,
    ingestions,
    feeds,
    ...quality
  }: LoaderSources,
  viewer: Viewer,
): MarketDataLoaders {
  const barLoaders = createBarLoaders(bars);
  return {
    ...barLoaders,
    ...createFeedLoaders(feeds),
    ...createIndicatorLoaders(indicators, barLoaders.snapshot),
    ...createRegimeLoaders(regimes, barLoaders.snapshot),
    ...createQualityLoaders(quality, barLoaders.snapshot),
    ...createFundamentalsLoaders(fundamentals),
    ...createNewsLoaders(news),
    ...createExchangeRateLoaders(exchangeRates, barLoaders.snapshot),
    instrument: new DataLoader(async (symbols) => instruments.findMany(await barLoaders.snapshot(), symbols)),
    observations: new DataLoader((series) => economics.observations(series), { cacheKeyFn: ({ code }) => code }),
    ingestionUpdates: (id) => ingestions.watch(id, viewer),
  };
}
