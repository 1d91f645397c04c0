import { nameList } from './name-list.js';

/** What could have been lost, and for how long. */
export const RISK_NAMES = {
  annualisedVolatility: {
    unit: 'fraction',
    names: nameList`annualised volatility, annualized volatility, annual volatility, volatility, volatility of # a year,
      volatility of # per year`,
  },
  maxDrawdown: {
    unit: 'fraction',
    magnitude: true,
    names: nameList`maximum drawdown(s), max drawdown(s), maximal drawdown, deepest drawdown, worst drawdown,
      largest drawdown, peak to trough loss, peak to trough decline, drawdown`,
  },
  averageDrawdown: {
    unit: 'fraction',
    magnitude: true,
    names: nameList`average drawdown(s), mean drawdown, typical drawdown`,
  },
  maxDrawdownDays: {
    unit: 'days',
    names: nameList`longest drawdown, maximum drawdown duration, longest time under water, longest spell under water,
      longest period under water, longest recovery`,
  },
  averageDrawdownDays: {
    unit: 'days',
    names: nameList`average drawdown(s), mean drawdown, average time under water, average drawdown duration`,
  },
  exposure: {
    unit: 'fraction',
    names: nameList`exposure, market exposure, time in the market, share of bars with a position, invested # of the time,
      in the market # of the time, # of the time, # of the bars, # of bars`,
  },
  valueAtRisk95: {
    unit: 'fraction',
    magnitude: true,
    names: nameList`95% value at risk, 95 percent value at risk, value at risk at 95%, value at risk (95%), 95% VaR,
      VaR at 95%, VaR (95%), 5% value at risk, daily value at risk, value at risk, VaR`,
  },
  valueAtRisk99: {
    unit: 'fraction',
    magnitude: true,
    names: nameList`99% value at risk, 99 percent value at risk, value at risk at 99%, value at risk (99%), 99% VaR,
      VaR at 99%, VaR (99%), 1% value at risk`,
  },
  conditionalValueAtRisk95: {
    unit: 'fraction',
    magnitude: true,
    names: nameList`95% conditional value at risk, conditional value at risk, conditional value at risk at 95%,
      conditional value at risk (95%), expected shortfall, 95% expected shortfall, CVaR, 95% CVaR`,
  },
  skewness: {
    unit: 'ratio',
    names: nameList`skewness, skew`,
  },
  kurtosis: {
    unit: 'ratio',
    names: nameList`excess kurtosis, kurtosis`,
  },
} as const;
