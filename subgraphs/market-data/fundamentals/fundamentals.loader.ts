import DataLoader from 'dataloader';
import type { AnalystRating, Earnings, FinancialStatement } from './fundamentals.js';
import type { FundamentalsService } from './fundamentals.service.js';
import type { Company, StatementsWanted } from './statement.js';

/** What one request has read of companies: each list is whole, and cut where it is shown. */
export interface FundamentalsLoaders {
  readonly company: DataLoader<string, Company | null>;
  readonly statements: DataLoader<StatementsWanted, readonly FinancialStatement[], string>;
  readonly earnings: DataLoader<string, readonly Earnings[]>;
  readonly analystRatings: DataLoader<string, readonly AnalystRating[]>;
}

export function createFundamentalsLoaders(service: FundamentalsService): FundamentalsLoaders {
  return {
    company: new DataLoader((symbols) => service.companies(symbols)),
    statements: new DataLoader<StatementsWanted, readonly FinancialStatement[], string>(
      (wanted) => service.statements(wanted),
      { cacheKeyFn: ({ symbol, kind, period }) => `${symbol} ${kind} ${period}` },
    ),
    earnings: new DataLoader((symbols) => service.earnings(symbols)),
    analystRatings: new DataLoader((symbols) => service.analystRatings(symbols)),
  };
}
