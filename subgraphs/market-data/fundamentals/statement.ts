import type { StatementPeriod } from '#schema/generated/enums.js';
import type { CompanyOverview, Earnings } from './fundamentals.js';

/** Which of the three statements; also how a stored one says what it is. */
export type StatementKind = 'INCOME' | 'BALANCE' | 'CASH_FLOW';

/** The newest statements of one kind of one company. */
export interface StatementsWanted {
  readonly symbol: string;
  readonly kind: StatementKind;
  readonly period: StatementPeriod;
}

/** That a company is known, and what is known of it besides statements. */
export interface Company {
  readonly symbol: string;
  readonly source: string;
  readonly retrievedAt: string;
  readonly overview: CompanyOverview | null;
}

/** The most that is kept of statements of one kind and period, of earnings and of ratings of one company: the newest. */
export const MOST_KEPT = 100;

export interface EarningsSurprise {
  /** Reported less estimated earnings per share; null when either is not known. */
  readonly surprise: number | null;
  /** The surprise as a fraction of the size of the estimate; null when that is 0 or not known. */
  readonly surpriseFraction: number | null;
}

/** By how much earnings differed from what had been expected. */
export function earningsSurprise({
  reportedEps,
  estimatedEps,
}: Pick<Earnings, 'reportedEps' | 'estimatedEps'>): EarningsSurprise {
  if (reportedEps === null || estimatedEps === null) return { surprise: null, surpriseFraction: null };
  const surprise = reportedEps - estimatedEps;
  const fraction = surprise / Math.abs(estimatedEps);
  return { surprise, surpriseFraction: Number.isFinite(fraction) ? fraction : null };
}
