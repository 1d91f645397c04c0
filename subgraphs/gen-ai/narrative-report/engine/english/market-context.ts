import { ReportDetail } from '#schema/generated/enums.js';
import { dateOf, type FactSheet, numberOf } from '../fact.js';
import type { SectionWriter } from '../report-language.js';
import { metricSentences, returned, universe } from './phrases.js';
import { body, count, duration, longDate, paragraph, percent } from './say.js';

/** What the market did meanwhile, and how much of the result is the market's. */
export const marketContext: SectionWriter = {
  title: 'Market context',
  write: (sheet, detail) =>
    body(
      paragraph(period(sheet), detail === ReportDetail.DETAILED ? history(sheet) : null),
      paragraph(passive(sheet), dependence(sheet)),
    ),
};

function period(sheet: FactSheet): string {
  return `The test covers a period of ${duration(numberOf(sheet, 'periodDays') ?? 0)} on ${universe(sheet)}.`;
}

function history(sheet: FactSheet): string | null {
  const [first, last] = [dateOf(sheet, 'historyStart'), dateOf(sheet, 'historyEnd')];
  const bars = numberOf(sheet, 'barCount');
  if (!first || !last || bars === null) return null;
  return `The history on record has ${count(bars, 'bar')}: its first bar is of ${longDate(first)}, its last bar of ${longDate(last)}.`;
}

function passive(sheet: FactSheet): string {
  const value = numberOf(sheet, 'buyAndHoldReturn');
  if (value === null) return 'The return of buying and holding is undefined for this run, so there is no yardstick.';
  const total = numberOf(sheet, 'totalReturn') ?? 0;
  return `Buying and holding ${returned(value)} against a total return of ${percent(total)} for the strategy.`;
}

function dependence(sheet: FactSheet): string | null {
  const beta = numberOf(sheet, 'beta');
  if (beta === null || numberOf(sheet, 'alpha') === null) return null;
  const reading =
    beta > 0.8
      ? 'The strategy moves almost one for one with its market.'
      : beta > 0.3
        ? 'Part of the result is the market’s.'
        : 'The result owes little to the direction of the market.';
  return `${metricSentences(sheet, [
    ['beta', 'beta'],
    ['alpha', 'annualised alpha', percent],
  ])} ${reading}`;
}
