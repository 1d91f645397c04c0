import { ReportRecommendation } from '#schema/generated/enums.js';
import { type FactSheet, numberOf } from '../fact.js';
import type { SectionWriter } from '../report-language.js';
import { whyUndefined } from './phrases.js';
import { body, bullets, count, paragraph, percent, plain, probability } from './say.js';

const VERDICT: Readonly<Record<ReportRecommendation, string>> = {
  [ReportRecommendation.PROCEED]: 'Proceed: the run meets every threshold that can be checked in sample.',
  [ReportRecommendation.OPTIMIZE]: 'Optimise: the sample is large enough, but the run misses a threshold.',
  [ReportRecommendation.REJECT]: 'Reject: the run falls short by more than tuning should be asked to mend.',
  [ReportRecommendation.RESEARCH]: 'Research: the run does not hold enough evidence to judge the strategy by.',
};

const STEPS: Readonly<Record<ReportRecommendation, readonly string[]>> = {
  [ReportRecommendation.PROCEED]: [
    'Test it out of sample, by a walk-forward study, before any money is put at risk.',
    'Repeat the run with higher costs, to see how much of the edge they leave.',
    'Trade it on paper with the same sizing, and compare the fills with the ones assumed here.',
  ],
  [ReportRecommendation.OPTIMIZE]: [
    'Vary the parameters in a study that reports the deflated Sharpe ratio, so that the search itself is paid for.',
    'Judge the best parameters out of sample only.',
    'Try a stop or a smaller size where the maximum drawdown is what misses its threshold.',
  ],
  [ReportRecommendation.REJECT]: [
    'Do not tune this run until it looks better: the figures that fail are far from their thresholds.',
    'Ask whether the idea should work in this market at all, and write down why, before the next test.',
  ],
  [ReportRecommendation.RESEARCH]: [
    'Lengthen the period, or add symbols, until the minimum number of trades is reached.',
    'Check that the entry rule can fire in this market: a rule that seldom does cannot be judged.',
  ],
};

/** The verdict with the thresholds that it was made by, and what to do next. */
export const recommendations: SectionWriter = {
  title: 'Recommendations',
  write: (sheet) =>
    body(
      VERDICT[sheet.labels.recommendation],
      paragraph(significance(sheet), drawdown(sheet), sample(sheet), 'There is no out-of-sample result yet.'),
      bullets(STEPS[sheet.labels.recommendation]),
      'A backtest tells what would have been, under the costs and fills that it assumes; it promises nothing.',
    ),
};

function significance(sheet: FactSheet): string {
  const value = numberOf(sheet, 'probabilisticSharpeRatio');
  if (value === null) {
    return `The probabilistic Sharpe ratio is undefined because ${whyUndefined(sheet, 'probabilisticSharpeRatio')}.`;
  }
  return `The probabilistic Sharpe ratio is ${probability(value)}; the required probability is ${threshold(sheet, 'proceedProbability')}.`;
}

function drawdown(sheet: FactSheet): string {
  const value = numberOf(sheet, 'maxDrawdown') ?? 0;
  const accepted = `The maximum drawdown is ${percent(value)}; the accepted drawdown is ${threshold(sheet, 'proceedDrawdown')}`;
  const ruinous = value > (numberOf(sheet, 'rejectDrawdown') ?? 1);
  return ruinous ? `${accepted}, the tolerated drawdown ${threshold(sheet, 'rejectDrawdown')}.` : `${accepted}.`;
}

function sample(sheet: FactSheet): string {
  const closed = count(numberOf(sheet, 'totalTrades') ?? 0, 'trade');
  return `The run closed ${closed}; the minimum number of trades is ${plain(numberOf(sheet, 'minimumTrades') ?? 0)}.`;
}

function threshold(sheet: FactSheet, key: string): string {
  return `${plain(100 * (numberOf(sheet, key) ?? 0))}%`;
}
