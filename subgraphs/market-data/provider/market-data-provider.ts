import type { BarColumns } from '#lake/bar-columns.js';
import type { AssetClass, DataInterval, IngestionKind } from '#schema/generated/enums.js';
import type { EconomicSeries, Observations } from '../economics/economic-series.js';
import type { ExchangeRate } from '../exchange-rate/exchange-rate.js';
import type { Fundamentals } from '../fundamentals/fundamentals.js';
import type { NewsArticle } from '../news/news-article.js';
import type { ProviderHealth } from './provider-gate.js';

/** Which bars are wanted; times are epoch milliseconds, both ends included, null for as far as there is. */
export interface BarsWanted {
  readonly symbol: string;
  readonly assetClass: AssetClass;
  readonly interval: DataInterval;
  readonly from: number | null;
  readonly to: number | null;
}

/** What a provider gave; see `toFetchedBars`. */
export interface FetchedBars {
  /** At least one, in time order; one that was given twice stands there twice. */
  readonly bars: BarColumns;
  /** Whether adjusted closes are the provider's own. Else they are the closes, which says nothing about adjustments. */
  readonly isAdjusted: boolean;
  /** Rows that cannot be, and are left out: how many, and what is wrong with the first; null when all can. */
  readonly refused: RefusedRows | null;
}

export interface RefusedRows {
  readonly count: number;
  readonly first: string;
}

export interface NewsWanted {
  readonly symbols: readonly string[];
  readonly from: number | null;
  readonly to: number | null;
}

/** An article as a provider gives it: the score is null where it has none of its own. */
export type FetchedArticle = Omit<NewsArticle, 'id' | 'sentimentScore' | 'sentimentLabel'> & {
  readonly sentimentScore: number | null;
};

/**
 * A source of market data. What it cannot give has no method. Each request of it goes through its gate (provider-gate.ts),
 * which keeps its rates, tries again what is worth it, and leaves it alone while it is broken; so a method answers, or
 * throws a ProviderFailure that is the last word on the matter.
 */
export interface MarketDataProvider {
  /** As users name it: `alpha-vantage`, `ccxt`, `files`. */
  readonly name: string;
  readonly kinds: readonly IngestionKind[];
  /** Of what it has bars. */
  readonly assetClasses: readonly AssetClass[];
  /** Whether it has something new day by day; files have what somebody put there. */
  readonly isFeed: boolean;
  /** What has to be set in the environment to configure it. */
  readonly setting: string;
  /** Whether everything is set that it needs, such as its key. */
  readonly configured: boolean;
  health(): ProviderHealth;
  /** Null when the provider knows the symbol and has no bar in the range. */
  fetchBars?(wanted: BarsWanted, signal: AbortSignal): Promise<FetchedBars | null>;
  /**
   * For a provider whose bars are files: the one that has these, below the import folder and relative to it, to be read
   * as a stream and whole.
   */
  findBarFile?(wanted: BarsWanted): Promise<string>;
  fetchFundamentals?(symbol: string, signal: AbortSignal): Promise<Fundamentals>;
  fetchEconomic?(code: string, signal: AbortSignal): Promise<{ series: EconomicSeries; observations: Observations }>;
  fetchNews?(wanted: NewsWanted, signal: AbortSignal): Promise<readonly FetchedArticle[]>;
  fetchExchangeRate?(base: string, quote: string, signal: AbortSignal): Promise<ExchangeRate>;
}
