import { noticeOf, type ReportDocument } from './report-document.js';

const STYLE =
  'body{font:16px/1.6 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}' +
  'h1{font-size:1.6rem;line-height:1.3}h2{font-size:1.15rem;margin-top:2rem}' +
  '.notice{border-left:4px solid #b42318;background:#fef3f2;padding:.75rem 1rem}';

/** The report as one page of HTML that loads nothing and runs nothing; every text is escaped. */
export function renderHtml(report: ReportDocument): string {
  const notice = noticeOf(report);
  const title = escaped(report.title);
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    `<h1>${title}</h1>`,
    ...(notice === null ? [] : [`<p class="notice">${escaped(notice)}</p>`]),
    ...report.sections.map(
      ({ title: heading, body }) => `<section>\n<h2>${escaped(heading)}</h2>\n${blocks(body)}\n</section>`,
    ),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** Paragraphs, and lists where every line begins with "- ". */
function blocks(body: string): string {
  return body
    .split('\n\n')
    .map((block) => {
      const lines = block.split('\n');
      if (!lines.every((line) => line.startsWith('- '))) return `<p>${escaped(block)}</p>`;
      return `<ul>\n${lines.map((line) => `<li>${escaped(line.slice(2))}</li>`).join('\n')}\n</ul>`;
    })
    .join('\n');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
