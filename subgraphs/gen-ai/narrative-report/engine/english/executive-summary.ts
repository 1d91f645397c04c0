import { ReportRecommendation } from '#schema/generated/enums.js';
import { dateOf, type FactSheet, numberOf } from '../fact.js';
import type { SectionWriter } from '../report-language.js';
import { KIND, returned, universe, whyUndefined } from './phrases.js';
import { body, count, longDate, money, paragraph, percent, plain, points, probability, ratio } from './say.js';

const ADVICE: Readonly<Record<ReportRecommendation, string>> = {
  [ReportRecommendation.PROCEED]: 'to proceed',
  [ReportRecommendation.OPTIMIZE]: 'to optimise before going on',
  [ReportRecommendation.REJECT]: 'to reject the strategy as it stands',
  [ReportRecommendation.RESEARCH]: 'to gather more evidence first',
};

/** What was run, what came of it, and what to do. */
export const executiveSummary: SectionWriter = {
  title: 'Executive summary',
  write: (sheet) =>
    body(
      paragraph(whatRan(sheet), outcome(sheet), againstPassive(sheet)),
      paragraph(tradeCount(sheet), riskAndReward(sheet), significance(sheet)),
      `The recommendation is ${ADVICE[sheet.labels.recommendation]}, at a confidence of ${plain(Math.round(100 * (numberOf(sheet, 'confidence') ?? 0)))}%.`,
    ),
};

function whatRan(sheet: FactSheet): string {
  const { subject, strategyType } = sheet.labels;
  const [start, end] = [dateOf(sheet, 'startDate') ?? '', dateOf(sheet, 'endDate') ?? ''];
  return `${subject}, ${KIND[strategyType]}, was tested on ${universe(sheet)} from ${longDate(start)} to ${longDate(end)}.`;
}

function outcome(sheet: FactSheet): string {
  const [cash, equity, total] = ['initialCash', 'finalEquity', 'totalReturn'].map((key) => numberOf(sheet, key) ?? 0);
  const yearly = numberOf(sheet, 'annualisedReturn');
  const rate = yearly === null ? '' : ` and an annualised return of ${percent(yearly)}`;
  return `It turned an initial capital of ${money(cash ?? 0)} into a final equity of ${money(equity ?? 0)}, which is a total return of ${percent(total ?? 0)}${rate}.`;
}

/** The excess is said when it is a tenth of a point at least. */
function againstPassive(sheet: FactSheet): string | null {
  const passive = numberOf(sheet, 'buyAndHoldReturn');
  const excess = numberOf(sheet, 'excessReturn');
  if (passive === null || excess === null) return null;
  const level = Math.abs(excess) < 0.001;
  const place = level ? 'level with it' : `${points(excess)} ${excess < 0 ? 'behind' : 'ahead'}`;
  return `Buying and holding ${returned(passive)} in the same time, so the strategy finished ${place}.`;
}

function tradeCount(sheet: FactSheet): string {
  const trades = numberOf(sheet, 'totalTrades') ?? 0;
  const winRate = numberOf(sheet, 'winRate');
  if (trades === 0) return 'It closed no trades.';
  if (trades === 1) return `It closed one trade, which ${winRate === 0 ? 'made nothing' : 'made a profit'}.`;
  return `It closed ${count(trades, 'trade')}${winRate === null ? '' : ` at a win rate of ${percent(winRate)}`}.`;
}

function riskAndReward(sheet: FactSheet): string {
  const sharpe = numberOf(sheet, 'sharpeRatio');
  const drawdown = percent(numberOf(sheet, 'maxDrawdown') ?? 0);
  if (sharpe === null) {
    return `The maximum drawdown was ${drawdown}; the Sharpe ratio is undefined because ${whyUndefined(sheet, 'sharpeRatio')}.`;
  }
  return `The Sharpe ratio was ${ratio(sharpe)} and the maximum drawdown ${drawdown}.`;
}

function significance(sheet: FactSheet): string | null {
  const value = numberOf(sheet, 'probabilisticSharpeRatio');
  if (value === null) return null;
  return `Given the length and the shape of the returns, the probability that the true Sharpe ratio is positive is ${probability(value)}.`;
}
