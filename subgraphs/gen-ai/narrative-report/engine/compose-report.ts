import type { Language, ReportDetail, ReportRecommendation } from '#schema/generated/enums.js';
import type { BacktestFacts } from './backtest-facts.js';
import { checkFacts } from './check-facts.js';
import { numberOf } from './fact.js';
import { buildFactSheet } from './fact-sheet.js';
import type { ReportDocument } from './report-document.js';
import { proseOf, writeReport } from './write-report.js';

export interface ComposedReport extends ReportDocument {
  readonly recommendation: ReportRecommendation;
  /** 0 to 1. */
  readonly confidence: number;
}

/** From the facts to the whole report: sheet, recommendation, prose, and the check of every number in the prose. */
export function composeReport(backtest: BacktestFacts, language: Language, detail: ReportDetail): ComposedReport {
  const sheet = buildFactSheet(backtest);
  const written = writeReport(sheet, language, detail);
  return {
    ...written,
    recommendation: sheet.labels.recommendation,
    confidence: numberOf(sheet, 'confidence') ?? 0,
    factCheck: checkFacts(proseOf(written), sheet),
  };
}
