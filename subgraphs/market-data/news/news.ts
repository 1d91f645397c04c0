import type { SentimentLabel } from '#schema/generated/enums.js';

/** When articles were published: ISO 8601, both ends included, null for no bound. */
export interface NewsRange {
  readonly from: string | null;
  readonly to: string | null;
}

/** Articles of a range that come after one, newest first. */
export interface NewsWindow extends NewsRange {
  readonly after: { readonly publishedAt: string; readonly id: string } | null;
}

export interface NewsOfSymbol extends NewsRange {
  readonly symbol: string;
}

export interface NewsPageRequest extends NewsOfSymbol {
  readonly first: number;
  readonly after: string | null;
}

/** What the articles on one instrument say, all in all. */
export interface SentimentAnalysis {
  readonly articleCount: number;
  readonly positiveCount: number;
  readonly neutralCount: number;
  readonly negativeCount: number;
  /** The mean of the articles' scores; null when there are none. */
  readonly score: number | null;
  readonly label: SentimentLabel | null;
}

/** What of an article its score is made of. */
export interface ArticleText {
  readonly title: string;
  readonly summary: string | null;
}

/** Of how many articles, the newest, a sentiment is made at most. */
export const MOST_ANALYSED = 1_000;
