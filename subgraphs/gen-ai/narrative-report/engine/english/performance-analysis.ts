import { ReportDetail } from '#schema/generated/enums.js';
import { type FactSheet, numberOf } from '../fact.js';
import type { SectionWriter } from '../report-language.js';
import { gained, metricSentences } from './phrases.js';
import { body, count, duration, money, paragraph, percent } from './say.js';

/** Return, its price in risk, and where it came from. */
export const performanceAnalysis: SectionWriter = {
  title: 'Performance analysis',
  write: (sheet, detail) => {
    const full = detail === ReportDetail.DETAILED;
    return body(
      paragraph(returns(sheet), full ? growth(sheet) : null),
      metricSentences(sheet, [
        ['sharpeRatio', 'Sharpe ratio'],
        ['sortinoRatio', 'Sortino ratio'],
        ['calmarRatio', 'Calmar ratio'],
        ...(full ? [['omegaRatio', 'Omega ratio'] as const] : []),
      ]),
      paragraph(...trades(sheet), full ? tradeStatistics(sheet) : null),
      full ? paragraph(...costs(sheet)) : '',
    );
  },
};

function returns(sheet: FactSheet): string {
  const yearly = numberOf(sheet, 'annualisedReturn');
  const volatility = numberOf(sheet, 'annualisedVolatility');
  const total = `The total return was ${percent(numberOf(sheet, 'totalReturn') ?? 0)}`;
  const rate = yearly === null ? '' : `, an annualised return of ${percent(yearly)}`;
  return `${total}${rate}${volatility === null ? '' : `, at an annualised volatility of ${percent(volatility)}`}.`;
}

function growth(sheet: FactSheet): string {
  const cagr = numberOf(sheet, 'cagr');
  const peak = `Equity reached its highest point at a peak equity of ${money(numberOf(sheet, 'peakEquity') ?? 0)}.`;
  return cagr === null ? peak : `By calendar time, the compound annual growth rate is ${percent(cagr)}. ${peak}`;
}

function trades(sheet: FactSheet): (string | null)[] {
  const total = numberOf(sheet, 'totalTrades') ?? 0;
  if (total === 0) return ['The run closed no trades, so there is nothing to say of wins, losses and holding periods.'];
  const [won, lost] = [numberOf(sheet, 'winningTrades') ?? 0, numberOf(sheet, 'losingTrades') ?? 0];
  return [
    `The run closed ${count(total, 'trade')}: ${count(won, 'winning trade')} and ${count(lost, 'losing trade')}.`,
    total > 1 ? extremes(sheet) : null,
    holding(sheet, total),
  ];
}

function extremes(sheet: FactSheet): string | null {
  const [best, worst, average] = ['bestTrade', 'worstTrade', 'averageTrade'].map((key) => numberOf(sheet, key));
  if (best == null || worst == null) return null;
  const mean = average == null ? '' : `; the average trade ${gained(average)}`;
  return `The best trade ${gained(best)} and the worst trade ${gained(worst)}${mean}.`;
}

function holding(sheet: FactSheet, total: number): string | null {
  const [average, longest] = [numberOf(sheet, 'averageTradeDays'), numberOf(sheet, 'maxTradeDays')];
  if (average === null || longest === null) return null;
  if (total === 1) return `The holding period was ${duration(average)}.`;
  return `The average holding period was ${duration(average)}, the longest holding period ${duration(longest)}.`;
}

function tradeStatistics(sheet: FactSheet): string | null {
  if (numberOf(sheet, 'totalTrades') === 0) return null;
  return metricSentences(sheet, [
    ['profitFactor', 'profit factor'],
    ['expectancy', 'expectancy per trade', percent],
    ['sqn', 'system quality number'],
    ['kellyCriterion', 'Kelly fraction', percent],
  ]);
}

function costs(sheet: FactSheet): (string | null)[] {
  const [rate, slippage] = [numberOf(sheet, 'commissionRate'), numberOf(sheet, 'slippageRate')];
  const turnover = numberOf(sheet, 'turnover');
  const charged = rate === null ? '' : `, at a commission rate of ${percent(rate)}`;
  return [
    `The total commission was ${money(numberOf(sheet, 'totalCommission') ?? 0)}${charged}.`,
    slippage === null ? null : `Market orders paid a slippage of ${percent(slippage)}.`,
    turnover === null ? null : metricSentences(sheet, [['turnover', 'annual turnover']]),
  ];
}
