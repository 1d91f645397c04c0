import { Language, ReportDetail, ReportSectionType } from '#schema/generated/enums.js';
import { english } from './english/english.js';
import type { FactSheet } from './fact.js';
import type { ReportLanguage } from './report-language.js';

export interface WrittenReport {
  readonly title: string;
  readonly sections: readonly WrittenSection[];
}

export interface WrittenSection {
  readonly type: ReportSectionType;
  readonly title: string;
  /** Markdown paragraphs and lists. */
  readonly body: string;
}

const LANGUAGES: Readonly<Record<Language, ReportLanguage | null>> = {
  [Language.EN]: english,
  [Language.KO]: null,
};

const EVERY_SECTION = [
  ReportSectionType.EXECUTIVE_SUMMARY,
  ReportSectionType.PERFORMANCE_ANALYSIS,
  ReportSectionType.STRATEGY_INSIGHTS,
  ReportSectionType.RISK_ASSESSMENT,
  ReportSectionType.MARKET_CONTEXT,
  ReportSectionType.RECOMMENDATIONS,
] as const;

/** In reading order. A brief report is for the one who decides; a detailed one has every section at full depth. */
const SECTIONS: Readonly<Record<ReportDetail, readonly ReportSectionType[]>> = {
  [ReportDetail.BRIEF]: [ReportSectionType.EXECUTIVE_SUMMARY, ReportSectionType.RECOMMENDATIONS],
  [ReportDetail.STANDARD]: EVERY_SECTION,
  [ReportDetail.DETAILED]: EVERY_SECTION,
};

export function canWriteIn(language: Language): boolean {
  return LANGUAGES[language] !== null;
}

/**
 * The offline writer: prose by templates, the same numbers giving the same words. Every number comes from the sheet, is
 * rounded once, and stands by the name of its fact, so that the fact checker can hold it against the backtest.
 * RangeError for a language that `canWriteIn` denies.
 */
export function writeReport(sheet: FactSheet, language: Language, detail: ReportDetail): WrittenReport {
  const writer = LANGUAGES[language];
  if (writer === null) throw new RangeError(`No writer for ${language}`);
  const sections = SECTIONS[detail].map((type) => ({
    type,
    title: writer.sections[type].title,
    body: writer.sections[type].write(sheet, detail),
  }));
  return { title: writer.title(sheet), sections: sections.filter(({ body }) => body !== '') };
}

/** The whole text that a reader sees, for the fact checker: a title per line, paragraphs apart. */
export function proseOf(report: WrittenReport): string {
  return [report.title, ...report.sections.flatMap(({ title, body }) => [title, body])].join('\n\n');
}
