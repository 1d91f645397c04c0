import { nameList } from './name-list.js';

/** What a run earned, and how dear in risk. */
export const RETURN_NAMES = {
  finalEquity: {
    unit: 'money',
    names: nameList`final equity, final capital, final value, ending equity, final balance, ended with #, ending with #,
      ended at #, ending at #, ended up with #, finished with #`,
    verbs: nameList`~ to #, into #, grew to #, rose to #, fell to #, became #`,
  },
  peakEquity: {
    unit: 'money',
    names: nameList`peak equity, highest equity, equity peak, equity peaked at #`,
  },
  totalReturn: {
    unit: 'fraction',
    names: nameList`total return(s), return(s), overall return, net return, cumulative return, total loss, total gain,
      # below its initial capital, # below the initial capital, # above its initial capital,
      # above the initial capital`,
    verbs: nameList`returned, returning, gained, gaining, gain, earned, earning, earn, made #, lost, lose, losing,
      grew by #, up #, down #, a gain of, a loss of, profit of #`,
  },
  buyAndHoldReturn: {
    unit: 'fraction',
    names: nameList`buy and hold return(s), buy and hold, buying and holding, return of buying and holding,
      return of buy and hold, passive return, holding the symbol(s)`,
  },
  annualisedReturn: {
    unit: 'fraction',
    names: nameList`annualised return(s), annualized return(s), annual return(s), yearly return(s), # a year, # per year,
      # per annum, # annually, returned # annualised, return of # annualised, returned # annualized,
      return of # annualized`,
  },
  cagr: {
    unit: 'fraction',
    names: nameList`compound annual growth rate, compound annual growth, CAGR, compound annual return, growth rate,
      # compounded, compounded at #`,
  },
  sharpeRatio: {
    unit: 'ratio',
    names: nameList`Sharpe ratio(s), Sharpe`,
  },
  sortinoRatio: {
    unit: 'ratio',
    names: nameList`Sortino ratio(s), Sortino`,
  },
  calmarRatio: {
    unit: 'ratio',
    names: nameList`Calmar ratio(s), Calmar`,
  },
  omegaRatio: {
    unit: 'ratio',
    names: nameList`Omega ratio, omega`,
  },
  alpha: {
    unit: 'fraction',
    names: nameList`alpha, Jensen's alpha, annual alpha, annualised alpha, alpha of # a year, alpha of # per year`,
  },
  beta: {
    unit: 'ratio',
    names: nameList`beta`,
  },
  probabilisticSharpeRatio: {
    unit: 'fraction',
    names: nameList`probabilistic Sharpe ratio, PSR, probability that the true Sharpe ratio is positive,
      probability that the true Sharpe ratio is above zero, probability of a positive Sharpe ratio,
      probability that its Sharpe ratio is positive, # probability`,
  },
} as const;
