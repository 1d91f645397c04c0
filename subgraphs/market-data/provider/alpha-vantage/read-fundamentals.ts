import { z } from 'zod';
import { StatementPeriod } from '#schema/generated/enums.js';
import type { CompanyOverview, Earnings, FinancialStatement } from '../../fundamentals/fundamentals.js';
import { malformed } from '../provider.errors.js';
import { ALPHA_VANTAGE, type Answer } from './alpha-vantage-client.js';
import { toDate, toNumber, toText } from './field.js';

const reports = z.array(z.record(z.string(), z.unknown())).max(10_000);
const NO_ITEM = new Set(['fiscalDateEnding', 'reportedCurrency']);

/** What Alpha Vantage calls otherwise than docs/financial-items.md. */
const STANDARD_NAMES: Readonly<Record<string, string>> = {
  operatingCashflow: 'operatingCashFlow',
  cashflowFromInvestment: 'investingCashFlow',
  cashflowFromFinancing: 'financingCashFlow',
  changeInCashAndCashEquivalents: 'changeInCash',
};

/** The answer of OVERVIEW; null where it knows nothing, which it says with an empty object. */
export function readOverview(answer: Answer): CompanyOverview | null {
  const name = toText(answer['Name']);
  if (name === null) return null;
  return {
    name,
    description: toText(answer['Description']),
    sector: toText(answer['Sector']),
    industry: toText(answer['Industry']),
    country: toText(answer['Country']),
    currency: toCurrency(answer['Currency']),
    marketCapitalisation: toNumber(answer['MarketCapitalization']),
    peRatio: toNumber(answer['PERatio']),
    pegRatio: toNumber(answer['PEGRatio']),
    bookValue: toNumber(answer['BookValue']),
    dividendYield: toNumber(answer['DividendYield']),
    eps: toNumber(answer['EPS']),
    profitMargin: toNumber(answer['ProfitMargin']),
    returnOnEquity: toNumber(answer['ReturnOnEquityTTM']),
    beta: toNumber(answer['Beta']),
    fiftyTwoWeekHigh: toNumber(answer['52WeekHigh']),
    fiftyTwoWeekLow: toNumber(answer['52WeekLow']),
    sharesOutstanding: toNumber(answer['SharesOutstanding']),
    asOf: toDate(answer['LatestQuarter']),
  };
}

/** The answers of INCOME_STATEMENT, BALANCE_SHEET and CASH_FLOW; a report without a date is left out. */
export function readStatements(answer: Answer): FinancialStatement[] {
  return [
    ...reportsOf(answer, 'annualReports').flatMap((report) => toStatement(report, StatementPeriod.ANNUAL)),
    ...reportsOf(answer, 'quarterlyReports').flatMap((report) => toStatement(report, StatementPeriod.QUARTERLY)),
  ];
}

/** The quarters of the answer of EARNINGS. */
export function readEarnings(answer: Answer): Earnings[] {
  return reportsOf(answer, 'quarterlyEarnings').flatMap((report) => {
    const fiscalDateEnding = toDate(report['fiscalDateEnding']);
    if (fiscalDateEnding === null) return [];
    return {
      fiscalDateEnding,
      reportedDate: toDate(report['reportedDate']),
      reportedEps: toNumber(report['reportedEPS']),
      estimatedEps: toNumber(report['estimatedEPS']),
    };
  });
}

function toStatement(report: Readonly<Record<string, unknown>>, period: StatementPeriod): FinancialStatement[] {
  const fiscalDateEnding = toDate(report['fiscalDateEnding']);
  if (fiscalDateEnding === null) return [];
  const items = Object.entries(report).filter(([name]) => !NO_ITEM.has(name) && /^[a-z][A-Za-z0-9]{0,79}$/.test(name));
  return [
    {
      fiscalDateEnding,
      period,
      currency: toCurrency(report['reportedCurrency']) ?? 'USD',
      items: Object.fromEntries(items.map(([name, value]) => [STANDARD_NAMES[name] ?? name, toNumber(value)])),
    },
  ];
}

function reportsOf(answer: Answer, key: string): readonly Readonly<Record<string, unknown>>[] {
  if (!(key in answer)) return [];
  const parsed = reports.safeParse(answer[key]);
  if (parsed.success) return parsed.data;
  throw malformed(ALPHA_VANTAGE, `a list of objects as ${key}`, typeof answer[key]);
}

function toCurrency(value: unknown): string | null {
  const text = toText(value)?.toUpperCase() ?? null;
  return text !== null && /^[A-Z]{3}$/.test(text) ? text : null;
}
