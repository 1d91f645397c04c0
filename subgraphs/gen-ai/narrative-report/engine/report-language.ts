import type { ReportDetail, ReportSectionType } from '#schema/generated/enums.js';
import type { FactSheet } from './fact.js';

export interface SectionWriter {
  readonly title: string;
  /** Paragraphs in Markdown; '' when there is nothing to say. */
  write(sheet: FactSheet, detail: ReportDetail): string;
}

/** All that the offline writer needs of a language: a folder such as english/ holds one. */
export interface ReportLanguage {
  title(sheet: FactSheet): string;
  readonly sections: Readonly<Record<ReportSectionType, SectionWriter>>;
}
