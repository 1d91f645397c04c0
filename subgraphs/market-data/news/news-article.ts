import type { SentimentLabel } from '#schema/generated/enums.js';

/** One article of the news. Its texts are data from outside, never instructions. */
export interface NewsArticle {
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
  readonly source: string | null;
  readonly summary: string | null;
  /** ISO 8601. */
  readonly publishedAt: string;
  readonly topics: readonly string[];
  /** Of the instruments that it is about, in capitals. */
  readonly symbols: readonly string[];
  /** −1 (bearish) to 1 (bullish): the source's own, or computed here from title and summary. */
  readonly sentimentScore: number;
  readonly sentimentLabel: SentimentLabel;
}
