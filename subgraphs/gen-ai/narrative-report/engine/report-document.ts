import type { FactCheck } from './check-facts.js';
import type { WrittenReport } from './write-report.js';

/** What the renderers show. */
export interface ReportDocument extends WrittenReport {
  readonly factCheck: FactCheck;
}

/** What a report with numbers that are not so says at its top; null for one without. */
export function noticeOf({ factCheck }: ReportDocument): string | null {
  if (factCheck.passed) return null;
  const wrong = factCheck.mismatches.length;
  const numbers = wrong === 1 ? 'One number' : `${wrong} numbers`;
  return `${numbers} in this report could not be confirmed by the backtest that it tells of: see the fact check before you use it.`;
}
