import { ReportDetail } from '#schema/generated/enums.js';
import { dateOf, type FactSheet, numberOf } from '../fact.js';
import type { SectionWriter } from '../report-language.js';
import { metricSentences } from './phrases.js';
import { body, duration, longDate, paragraph, percent, ratio } from './say.js';

/** How deep, how long, how often, and what guarded against it. */
export const riskAssessment: SectionWriter = {
  title: 'Risk assessment',
  write: (sheet, detail) => {
    const full = detail === ReportDetail.DETAILED;
    return body(
      paragraph(depth(sheet), course(sheet), full ? underWater(sheet) : null),
      paragraph(tail(sheet), full ? shape(sheet) : null),
      paragraph(exposure(sheet), guard(sheet)),
    );
  },
};

function depth(sheet: FactSheet): string {
  const deepest = numberOf(sheet, 'maxDrawdown') ?? 0;
  if (deepest === 0) return 'Equity never fell below an earlier peak at the close of a bar.';
  const average = numberOf(sheet, 'averageDrawdown');
  const typical = average === null ? '' : `; the average drawdown was ${percent(average)}`;
  return `The maximum drawdown was ${percent(deepest)}${typical}.`;
}

function course(sheet: FactSheet): string | null {
  const [start, trough, recovery] = ['drawdownStart', 'drawdownTrough', 'drawdownRecovery'].map((key) =>
    dateOf(sheet, key),
  );
  if (!start || !trough) return null;
  const fall = `It fell from a peak on ${longDate(start)} to a trough on ${longDate(trough)}`;
  if (!recovery) return `${fall} and had not recovered when the test ended.`;
  const days = numberOf(sheet, 'deepestDrawdownDays');
  const length = days === null ? '' : ` The deepest drawdown lasted ${duration(days)}.`;
  return `${fall} and recovered on ${longDate(recovery)}.${length}`;
}

function underWater(sheet: FactSheet): string | null {
  const [average, longest] = [numberOf(sheet, 'averageDrawdownDays'), numberOf(sheet, 'maxDrawdownDays')];
  if (average === null || longest === null) return null;
  return `The average time under water was ${duration(average)}, the longest time under water ${duration(longest)}.`;
}

function tail(sheet: FactSheet): string | null {
  const [var95, var99, shortfall] = ['valueAtRisk95', 'valueAtRisk99', 'conditionalValueAtRisk95'].map((key) =>
    numberOf(sheet, key),
  );
  if (var95 == null || var99 == null) return 'The run has too few daily returns to estimate a value at risk.';
  const beyond =
    shortfall == null ? '' : ` On days beyond the former, the expected shortfall is ${percent(shortfall)}.`;
  return `For a single day, the 95% value at risk is ${percent(var95)} and the 99% value at risk ${percent(var99)}.${beyond}`;
}

function shape(sheet: FactSheet): string | null {
  const [skewness, kurtosis] = [numberOf(sheet, 'skewness'), numberOf(sheet, 'kurtosis')];
  if (skewness === null || kurtosis === null) return null;
  const tilt = skewness < 0 ? 'the large moves lean to the losing side' : 'the large moves lean to the winning side';
  const tails =
    kurtosis > 0.5
      ? 'extremes are more frequent than in a normal distribution'
      : 'extremes are no more frequent than in a normal distribution';
  return `The daily returns have a skewness of ${ratio(skewness)} and an excess kurtosis of ${ratio(kurtosis)}: ${tilt}, and ${tails}.`;
}

function exposure(sheet: FactSheet): string {
  const share = numberOf(sheet, 'exposure') ?? 0;
  const leverage = numberOf(sheet, 'leverage');
  const borrowed = leverage !== null && leverage > 1 ? ` The run allowed a leverage of ${ratio(leverage)}.` : '';
  if (share === 0) return `No bar closed with an open position.${borrowed}`;
  return `The exposure, the share of bars that closed with an open position, was ${percent(share)}.${borrowed}`;
}

function guard(sheet: FactSheet): string {
  const metrics = [
    ['stopLoss', 'stop-loss', percent],
    ['takeProfit', 'take-profit', percent],
    ['trailingStop', 'trailing stop', percent],
    ['maxDrawdownHalt', 'drawdown halt', percent],
  ] as const;
  const used = metrics.filter(([key]) => numberOf(sheet, key) !== null);
  return used.length === 0 ? 'Positions were not guarded by stops.' : metricSentences(sheet, used);
}
