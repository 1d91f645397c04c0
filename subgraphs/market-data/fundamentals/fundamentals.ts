import type { StatementPeriod } from '#schema/generated/enums.js';

/** What a company is, and its key figures on one day. Ratios and yields are fractions; null for what is not known. */
export interface CompanyOverview {
  readonly name: string;
  readonly description: string | null;
  readonly sector: string | null;
  readonly industry: string | null;
  readonly country: string | null;
  readonly currency: string | null;
  readonly marketCapitalisation: number | null;
  readonly peRatio: number | null;
  readonly pegRatio: number | null;
  readonly bookValue: number | null;
  readonly dividendYield: number | null;
  readonly eps: number | null;
  readonly profitMargin: number | null;
  readonly returnOnEquity: number | null;
  readonly beta: number | null;
  readonly fiftyTwoWeekHigh: number | null;
  readonly fiftyTwoWeekLow: number | null;
  readonly sharesOutstanding: number | null;
  /** ISO 8601 date. */
  readonly asOf: string | null;
}

/** One statement of one fiscal period; `items` under the standard names of docs/financial-items.md, in `currency` units. */
export interface FinancialStatement {
  /** ISO 8601 date. */
  readonly fiscalDateEnding: string;
  readonly period: StatementPeriod;
  readonly currency: string;
  readonly items: Readonly<Record<string, number | null>>;
}

/** What was earned per share in one fiscal quarter, and what had been expected. */
export interface Earnings {
  readonly fiscalDateEnding: string;
  readonly reportedDate: string | null;
  readonly reportedEps: number | null;
  readonly estimatedEps: number | null;
}

/** What an analyst's firm says of an instrument. */
export interface AnalystRating {
  readonly date: string;
  readonly firm: string;
  readonly ratingCurrent: string;
  readonly ratingPrevious: string | null;
  readonly action: string | null;
  readonly priceTargetCurrent: number | null;
  readonly priceTargetPrevious: number | null;
}

/** All that one source says of one company. */
export interface Fundamentals {
  readonly symbol: string;
  /** A provider's name, or `synthetic`. */
  readonly source: string;
  /** When it was fetched; ISO 8601. */
  readonly retrievedAt: string;
  readonly overview: CompanyOverview | null;
  readonly incomeStatements: readonly FinancialStatement[];
  readonly balanceSheets: readonly FinancialStatement[];
  readonly cashFlows: readonly FinancialStatement[];
  readonly earnings: readonly Earnings[];
  readonly analystRatings: readonly AnalystRating[];
}
