import { noticeOf, type ReportDocument } from './report-document.js';

/** The report as Markdown (CommonMark). Names that users typed in cannot format, link or embed anything. */
export function renderMarkdown(report: ReportDocument): string {
  const notice = noticeOf(report);
  return [
    `# ${escaped(report.title)}`,
    ...(notice === null ? [] : [`> **${escaped(notice)}**`]),
    ...report.sections.flatMap(({ title, body }) => [`## ${escaped(title)}`, escaped(body)]),
  ]
    .join('\n\n')
    .concat('\n');
}

/** Everything that CommonMark could take for markup within a line; the writers' own lists begin with "- " and stay. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>&#|~!]/g, (character) => `\\${character}`);
}
