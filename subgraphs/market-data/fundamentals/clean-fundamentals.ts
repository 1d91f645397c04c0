import { SYMBOL_PATTERN } from '#kit/ids/symbol.js';
import { cleanText } from '../news/clean-text.js';
import { currency, day, expected, finite, instant } from './clean-field.js';
import type { AnalystRating, CompanyOverview, Earnings, FinancialStatement, Fundamentals } from './fundamentals.js';
import { MOST_KEPT } from './statement.js';

const MOST_ITEMS = 200;
const ITEM_NAME = /^[a-z][A-Za-z0-9]{0,79}$/;

/**
 * What a source says, as it may be stored: texts bounded and without control characters, numbers finite or null, the
 * newest 100 of each list, of two for the same day the last one.
 *
 * @throws BadUserInput for what cannot be mended: a symbol, date, currency or item name that is none
 */
export function cleanFundamentals(fundamentals: Fundamentals): Fundamentals {
  const { symbol, source, retrievedAt, overview } = fundamentals;
  if (!SYMBOL_PATTERN.test(symbol)) throw expected('symbol', 'a symbol in capitals, as SPX or BRK.B', symbol);
  return {
    symbol,
    source: cleanText(source, 100) ?? 'unknown',
    retrievedAt: instant('retrievedAt', retrievedAt),
    overview: overview && cleanOverview(symbol, overview),
    incomeStatements: statements('incomeStatements', fundamentals.incomeStatements),
    balanceSheets: statements('balanceSheets', fundamentals.balanceSheets),
    cashFlows: statements('cashFlows', fundamentals.cashFlows),
    earnings: newest(fundamentals.earnings.map(cleanEarnings), ({ fiscalDateEnding }) => fiscalDateEnding),
    analystRatings: newest(fundamentals.analystRatings.map(cleanRating), ({ date, firm }) => `${date} ${firm}`),
  };
}

function cleanOverview(symbol: string, overview: CompanyOverview): CompanyOverview {
  return {
    name: cleanText(overview.name, 200) ?? symbol,
    description: cleanText(overview.description, 5_000),
    sector: cleanText(overview.sector, 100),
    industry: cleanText(overview.industry, 100),
    country: cleanText(overview.country, 100),
    currency: overview.currency === null ? null : currency('overview.currency', overview.currency),
    marketCapitalisation: finite(overview.marketCapitalisation),
    peRatio: finite(overview.peRatio),
    pegRatio: finite(overview.pegRatio),
    bookValue: finite(overview.bookValue),
    dividendYield: finite(overview.dividendYield),
    eps: finite(overview.eps),
    profitMargin: finite(overview.profitMargin),
    returnOnEquity: finite(overview.returnOnEquity),
    beta: finite(overview.beta),
    fiftyTwoWeekHigh: finite(overview.fiftyTwoWeekHigh),
    fiftyTwoWeekLow: finite(overview.fiftyTwoWeekLow),
    sharesOutstanding: finite(overview.sharesOutstanding),
    asOf: overview.asOf === null ? null : day('overview.asOf', overview.asOf),
  };
}

function statements(field: string, list: readonly FinancialStatement[]): FinancialStatement[] {
  const clean = list.map((statement) => ({
    fiscalDateEnding: day(`${field}.fiscalDateEnding`, statement.fiscalDateEnding),
    period: statement.period,
    currency: currency(`${field}.currency`, statement.currency),
    items: items(`${field}.items`, statement.items),
  }));
  const periods = [...new Set(clean.map(({ period }) => period))];
  return periods.flatMap((period) =>
    newest(
      clean.filter((statement) => statement.period === period),
      ({ fiscalDateEnding }) => fiscalDateEnding,
    ),
  );
}

function items(field: string, found: FinancialStatement['items']): FinancialStatement['items'] {
  const entries = Object.entries(found);
  if (entries.length > MOST_ITEMS) throw expected(field, `at most ${MOST_ITEMS} items`, String(entries.length));
  for (const [name] of entries) if (!ITEM_NAME.test(name)) throw expected(field, 'names as totalRevenue', name);
  return Object.fromEntries(entries.map(([name, value]) => [name, finite(value)]));
}

function cleanEarnings(earnings: Earnings): Earnings {
  return {
    fiscalDateEnding: day('earnings.fiscalDateEnding', earnings.fiscalDateEnding),
    reportedDate: earnings.reportedDate === null ? null : day('earnings.reportedDate', earnings.reportedDate),
    reportedEps: finite(earnings.reportedEps),
    estimatedEps: finite(earnings.estimatedEps),
  };
}

function cleanRating(rating: AnalystRating): AnalystRating {
  const firm = cleanText(rating.firm, 200);
  const ratingCurrent = cleanText(rating.ratingCurrent, 100);
  if (firm === null) throw expected('analystRatings.firm', 'the name of a firm', rating.firm);
  if (ratingCurrent === null) throw expected('analystRatings.ratingCurrent', 'a rating', rating.ratingCurrent);
  return {
    date: day('analystRatings.date', rating.date),
    firm,
    ratingCurrent,
    ratingPrevious: cleanText(rating.ratingPrevious, 100),
    action: cleanText(rating.action, 100),
    priceTargetCurrent: finite(rating.priceTargetCurrent),
    priceTargetPrevious: finite(rating.priceTargetPrevious),
  };
}

/** One of each key, the last that was given, newest key first; no more than are kept. */
function newest<T>(list: readonly T[], keyOf: (item: T) => string): T[] {
  const byKey = new Map(list.map((item) => [keyOf(item), item]));
  const keys = [...byKey.keys()].sort().reverse();
  return keys.slice(0, MOST_KEPT).map((key) => byKey.get(key)!);
}
