import { type AssetClass, IngestionKind } from '#schema/generated/enums.js';
import type { EconomicSeries, Observations } from '../economics/economic-series.js';
import type { ExchangeRate } from '../exchange-rate/exchange-rate.js';
import type { Fundamentals } from '../fundamentals/fundamentals.js';
import type { FetchedArticle } from '../provider/market-data-provider.js';
import { notOffered } from '../provider/provider.errors.js';
import type { BarCollector } from './bar-collector.js';
import { type Collected, type CollectTask, NOTHING_NEW } from './collection.js';

/** Who keeps what is not bars; each says how much of it was new. */
export interface Keepers {
  readonly fundamentals: {
    save(fetched: Fundamentals): Promise<{ readonly written: number; readonly qualityEventsRaised: number }>;
  };
  readonly news: {
    save(fetched: readonly FetchedArticle[]): Promise<{ readonly written: number; readonly rejected: number }>;
  };
  readonly economics: {
    save(series: EconomicSeries, observations: Observations): Promise<{ readonly written: number }>;
  };
  readonly collections: { registerSymbol(symbol: string, given: AssetClass | null): Promise<void> };
  readonly exchangeRates: { save(rate: ExchangeRate): Promise<{ readonly written: number }> };
}

export type KindCollectors = Readonly<Record<IngestionKind, (task: CollectTask) => Promise<Collected>>>;

/** How each kind of data is fetched and kept. */
export function kindCollectors(bars: BarCollector, keepers: Keepers): KindCollectors {
  return {
    BARS: (task) => bars.collect(task),
    FUNDAMENTALS: async ({ provider, symbol, signal }) => {
      if (!provider.fetchFundamentals) throw notOffered(provider.name, IngestionKind.FUNDAMENTALS);
      const { written, qualityEventsRaised } = await keepers.fundamentals.save(
        await provider.fetchFundamentals(symbol, signal),
      );
      return { ...NOTHING_NEW, rowsWritten: written, qualityEventsRaised };
    },
    ECONOMIC: async ({ provider, symbol, signal }) => {
      const [base, quote] = symbol.split('/');
      if (quote !== undefined) {
        if (!provider.fetchExchangeRate) throw notOffered(provider.name, 'exchange rates');
        const rate = await provider.fetchExchangeRate(base!, quote, signal);
        return { ...NOTHING_NEW, rowsWritten: (await keepers.exchangeRates.save(rate)).written };
      }
      if (!provider.fetchEconomic) throw notOffered(provider.name, IngestionKind.ECONOMIC);
      const { series, observations } = await provider.fetchEconomic(symbol, signal);
      return { ...NOTHING_NEW, rowsWritten: (await keepers.economics.save(series, observations)).written };
    },
    NEWS: async ({ provider, symbol, ingestion: { from, to, assetClass }, signal }) => {
      if (!provider.fetchNews) throw notOffered(provider.name, IngestionKind.NEWS);
      const articles = await provider.fetchNews({ symbols: [symbol], from, to }, signal);
      const { written, rejected } = await keepers.news.save(articles);
      if (articles.length > 0) await keepers.collections.registerSymbol(symbol, assetClass);
      return { ...NOTHING_NEW, rowsWritten: written, rowsRejected: rejected };
    },
  };
}
