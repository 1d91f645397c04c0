import { ReportFormat } from '#schema/generated/enums.js';
import { renderHtml } from './render-html.js';
import { renderMarkdown } from './render-markdown.js';
import type { ReportDocument } from './report-document.js';

export type TextFormat = Exclude<ReportFormat, typeof ReportFormat.PDF>;

/** The whole report as one text; JSON has the sections and the fact check as the API has them. */
export function renderReport(report: ReportDocument, format: TextFormat): string {
  switch (format) {
    case ReportFormat.MARKDOWN:
      return renderMarkdown(report);
    case ReportFormat.HTML:
      return renderHtml(report);
    case ReportFormat.JSON:
      return JSON.stringify({ title: report.title, sections: report.sections, factCheck: report.factCheck }, null, 2);
    default:
      return format satisfies never;
  }
}
