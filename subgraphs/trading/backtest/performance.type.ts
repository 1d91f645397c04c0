import { Field, Float, Int, ObjectType } from 'type-graphql';

/** A metric that a run may leave undefined. */
const Metric = (description: string): PropertyDecorator =>
  Field(() => Float, { nullable: true, description }) as PropertyDecorator;

@ObjectType('PerformanceMetrics', {
  description:
    'Ratios are fractions: 0.12 is 12 %. A metric that the run does not define (no trades, no losses) is null.',
})
export class PerformanceMetricsType {
  @Field(() => Float, { description: 'Equity at the last close.' })
  finalEquity!: number;

  @Field(() => Float, { description: 'The highest equity at any close; at least the initial cash.' })
  peakEquity!: number;

  @Field(() => Float, { description: 'Final equity over initial cash, less one.' })
  totalReturn!: number;

  @Metric('Return of holding the symbols with equal weights, from the first bar at which the strategy could signal.')
  buyAndHoldReturn!: number | null;

  @Metric('Geometric mean of the daily returns, compounded over a year.')
  annualisedReturn!: number | null;

  @Metric('Standard deviation of the daily returns, times the square root of the days in a year.')
  annualisedVolatility!: number | null;

  @Metric('Compound annual growth rate over the calendar days of the run.')
  cagr!: number | null;

  @Metric('Annualised mean of the returns above the risk-free rate, over their standard deviation.')
  sharpeRatio!: number | null;

  @Metric('As the Sharpe ratio, over the root mean square of the returns below the risk-free rate.')
  sortinoRatio!: number | null;

  @Metric('Annualised return over the maximum drawdown.')
  calmarRatio!: number | null;

  @Metric('Annual return that beta times the benchmark does not explain.')
  alpha!: number | null;

  @Metric('Covariance with the benchmark (buy-and-hold when there is none) over its variance.')
  beta!: number | null;

  @Field(() => Float, { description: 'The deepest fall of equity below its running peak: positive.' })
  maxDrawdown!: number;

  @Metric('Mean depth of the drawdowns.')
  averageDrawdown!: number | null;

  @Metric('Calendar days of the longest drawdown.')
  maxDrawdownDays!: number | null;

  @Metric('Mean calendar days of the drawdowns.')
  averageDrawdownDays!: number | null;

  @Field(() => Float, { description: 'Share of the bars whose close finds a position open.' })
  exposure!: number;

  @Metric('Amounts bought and sold, halved, over mean equity, a year.')
  turnover!: number | null;

  @Field(() => Float, { description: 'Money paid in commissions.' })
  totalCommission!: number;

  @Field(() => Int, { description: 'Closed trades.' })
  totalTrades!: number;

  @Field(() => Int, { description: 'Closed trades with a profit.' })
  winningTrades!: number;

  @Field(() => Int, { description: 'Closed trades with a loss.' })
  losingTrades!: number;

  @Metric('Share of the closed trades with a profit.')
  winRate!: number | null;

  @Metric('Largest return of a trade.')
  bestTrade!: number | null;

  @Metric('Smallest return of a trade.')
  worstTrade!: number | null;

  @Metric('Geometric mean of the returns of the trades.')
  averageTrade!: number | null;

  @Metric('Calendar days of the longest trade.')
  maxTradeDays!: number | null;

  @Metric('Mean calendar days of the trades.')
  averageTradeDays!: number | null;

  @Metric('Sum of the positive returns of trades over that of the negative ones; null without a loss.')
  profitFactor!: number | null;

  @Metric('Mean return of a trade.')
  expectancy!: number | null;

  @Metric('System quality number: mean over standard deviation of the profits, times the root of their number.')
  sqn!: number | null;

  @Metric('Share of equity that the Kelly criterion would risk, from profits in money.')
  kellyCriterion!: number | null;

  @Metric('Loss of a day that one day in twenty exceeds.')
  valueAtRisk95!: number | null;

  @Metric('Loss of a day that one day in a hundred exceeds.')
  valueAtRisk99!: number | null;

  @Metric('Mean loss of the days at or beyond valueAtRisk95.')
  conditionalValueAtRisk95!: number | null;

  @Metric('Sum of the positive daily returns over that of the negative ones.')
  omegaRatio!: number | null;

  @Metric('Skewness of the daily returns, corrected for bias.')
  skewness!: number | null;

  @Metric('Excess kurtosis of the daily returns, corrected for bias.')
  kurtosis!: number | null;

  @Metric('Probability that the true Sharpe ratio is above zero, given the length, skew and kurtosis of the returns.')
  probabilisticSharpeRatio!: number | null;
}
