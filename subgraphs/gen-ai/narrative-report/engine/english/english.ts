import { ReportSectionType } from '#schema/generated/enums.js';
import { dateOf } from '../fact.js';
import type { ReportLanguage } from '../report-language.js';
import { executiveSummary } from './executive-summary.js';
import { marketContext } from './market-context.js';
import { performanceAnalysis } from './performance-analysis.js';
import { universe } from './phrases.js';
import { recommendations } from './recommendations.js';
import { riskAssessment } from './risk-assessment.js';
import { strategyInsights } from './strategy-insights.js';

export const english: ReportLanguage = {
  title: (sheet) =>
    `${sheet.labels.subject} on ${universe(sheet)}, ${dateOf(sheet, 'startDate')} to ${dateOf(sheet, 'endDate')}`,
  sections: {
    [ReportSectionType.EXECUTIVE_SUMMARY]: executiveSummary,
    [ReportSectionType.PERFORMANCE_ANALYSIS]: performanceAnalysis,
    [ReportSectionType.STRATEGY_INSIGHTS]: strategyInsights,
    [ReportSectionType.RISK_ASSESSMENT]: riskAssessment,
    [ReportSectionType.MARKET_CONTEXT]: marketContext,
    [ReportSectionType.RECOMMENDATIONS]: recommendations,
  },
};
