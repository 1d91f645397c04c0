import type { BacktestFacts } from './backtest-facts.js';
import type { Fact, FactUnit } from './fact.js';
import { nameList } from './name-list.js';

const MS_PER_DAY = 86_400_000;

/** The period, the money, the costs, the history on record: what surrounds the metrics. */
export function contextFacts(backtest: BacktestFacts): Fact[] {
  return [...periodFacts(backtest), ...moneyFacts(backtest), ...costFacts(backtest), ...historyFacts(backtest)];
}

function periodFacts({ startDate, endDate, symbols }: BacktestFacts): Fact[] {
  const days = (Date.parse(endDate) - Date.parse(startDate)) / MS_PER_DAY;
  return [
    fact(
      ['startDate', startDate, 'date'],
      nameList`start date, first day, from #, since #, began on #, begins on #, starting on #, starting in #,
        between # and ~, # to ~, # through ~, # – ~`,
    ),
    fact(
      ['endDate', endDate, 'date'],
      nameList`end date, last day, by #, to #, until #, through #, ended on #, ends on #, ending on #, ending in #,
        ended in #, between ~ and #, ~ to #, ~ through #, ~ – #`,
    ),
    fact(
      ['periodDays', days, 'days'],
      nameList`period, test period, span, a span of, length of the test`,
      nameList`over, for #, spanned, covers, covering`,
    ),
    fact(['symbolCount', symbols.length, 'count'], nameList`symbols, instruments, # symbol, # instrument`),
  ];
}

function moneyFacts({ initialCash, performance }: BacktestFacts): Fact[] {
  const passive = performance.buyAndHoldReturn;
  const multiple = initialCash > 0 ? performance.finalEquity / initialCash : null;
  return [
    fact(
      ['initialCash', initialCash, 'money'],
      nameList`initial capital, initial cash, starting capital, starting cash, starting balance, started with #,
        began with #, capital of #, put in #, invested #`,
      nameList`from #, turned #`,
    ),
    fact(
      ['growthMultiple', multiple, 'ratio'],
      nameList`growth multiple, multiple of the initial capital, # its initial capital, # the initial capital,
        # its capital, # the capital, # its starting capital, # its money, # the money`,
    ),
    fact(
      ['excessReturn', passive === null ? null : performance.totalReturn - passive, 'points'],
      nameList`excess return, outperformance, buy and hold, buying and holding, buy and hold return, outperformed,
        underperformed, ahead, behind`,
    ),
  ];
}

function costFacts({ settings }: BacktestFacts): Fact[] {
  return [
    fact(['commissionRate', settings.commissionRate, 'fraction'], nameList`commission rate, commission(s)`),
    fact(['slippageRate', settings.slippageRate, 'fraction'], nameList`slippage, slippage rate`),
    fact(['spread', settings.spread, 'fraction'], nameList`spread`),
    fact(['riskFreeRate', settings.riskFreeRate, 'fraction'], nameList`risk free rate`),
    fact(['leverage', settings.leverage, 'ratio'], nameList`leverage`),
  ];
}

/** Of one instrument only: prose about several does not say whose history it means. */
function historyFacts({ instruments, trades }: BacktestFacts): Fact[] {
  const coverage = instruments.length === 1 ? instruments[0]?.coverage : null;
  return [
    fact(
      ['historyStart', calendarDay(coverage?.firstBarAt), 'date'],
      nameList`first bar, history begins, records begin`,
    ),
    fact(['historyEnd', calendarDay(coverage?.lastBarAt), 'date'], nameList`last bar, history ends, records end`),
    fact(
      ['barCount', coverage?.barCount ?? null, 'count'],
      nameList`bars on record, # daily bars, # bars of history, # observations, number of bars`,
      nameList`# bars, # bar`,
    ),
    fact(
      ['firstEntry', calendarDay(trades[0]?.entryAt), 'date'],
      nameList`first trade, first entry, first position, first bought, entered first`,
    ),
  ];
}

export function fact(
  [key, value, unit]: readonly [key: string, value: Fact['value'], unit: FactUnit],
  names: readonly string[],
  verbs: readonly string[] = [],
): Fact {
  return { key, value, unit, names, verbs };
}

/** The calendar day of an ISO 8601 instant, in UTC; null for none. */
export function calendarDay(instant: string | null | undefined): string | null {
  return instant ? instant.slice(0, 10) : null;
}
