import { describe, expect, it } from 'vitest';
import { Language, ReportDetail } from '#schema/generated/enums.js';
import type { BacktestFacts } from './backtest-facts.js';
import { checkFacts } from './check-facts.js';
import { buildFactSheet } from './fact-sheet.js';
import { GOLDEN_CROSS } from './golden-cross.fixture.js';
import { renderHtml } from './render-html.js';
import { renderMarkdown } from './render-markdown.js';
import { proseOf, writeReport } from './write-report.js';

function report(backtest: BacktestFacts) {
  const sheet = buildFactSheet(backtest);
  const written = writeReport(sheet, Language.EN, ReportDetail.STANDARD);
  return { ...written, factCheck: checkFacts(proseOf(written), sheet) };
}
const hostile = report({ ...GOLDEN_CROSS, strategyName: '<script>alert(1)</script> [x](javascript:alert(1)) "&\'' });
const doubtful = {
  ...report(GOLDEN_CROSS),
  factCheck: { passed: false, numbersChecked: 3, mismatches: [{ sentence: 'S', stated: '1', actual: null }] },
};

describe('renderHtml', () => {
  it('is a page by itself, with headings, paragraphs and lists', () => {
    const html = renderHtml(report(GOLDEN_CROSS));
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).toContain('<h1>Golden cross on S&amp;P 500 (SPX), 2000-01-03 to 2020-04-17</h1>');
    expect(html.match(/<h2>/g)).toHaveLength(6);
    expect(html).toContain('<li>Most trades pay, at a win rate of 70.6%.</li>');
    expect(html).not.toMatch(/(?:src|href)=|<script/);
  });

  it('escapes what users typed in', () => {
    const html = renderHtml(hostile);
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; [x](javascript:alert(1)) &quot;&amp;&#39;');
  });

  it('says at its top when a number could not be confirmed', () => {
    expect(renderHtml(doubtful)).toContain('<p class="notice">One number in this report could not be confirmed');
    expect(renderHtml(report(GOLDEN_CROSS))).not.toContain('class="notice"');
  });
});

describe('renderMarkdown', () => {
  it('has one heading for each section, and lists', () => {
    const markdown = renderMarkdown(report(GOLDEN_CROSS));
    expect(markdown.match(/^# .+$/gm)).toEqual(['# Golden cross on S\\&P 500 (SPX), 2000-01-03 to 2020-04-17']);
    expect(markdown.match(/^## .+$/gm)).toHaveLength(6);
    expect(markdown).toContain('\n- Most trades pay, at a win rate of 70.6%.\n');
  });

  it('lets names format nothing', () => {
    expect(renderMarkdown(hostile)).toContain('\\<script\\>alert(1)\\</script\\> \\[x\\](javascript:alert(1))');
  });

  it('says at its top when a number could not be confirmed', () => {
    expect(renderMarkdown(doubtful)).toContain('\n\n> **One number in this report could not be confirmed');
  });
});
