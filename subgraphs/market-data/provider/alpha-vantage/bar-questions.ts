import { AssetClass, DataInterval } from '#schema/generated/enums.js';
import type { BarsWanted } from '../market-data-provider.js';
import { notOffered, unknownSymbol } from '../provider.errors.js';
import { ALPHA_VANTAGE, type Question } from './alpha-vantage-client.js';

const DAY_MS = 86_400_000;
/** `compact` answers the newest 100 bars: at least so many days, or minutes' sessions, back. */
const COMPACT_DAYS = 100;

/** How an interval is called within a day; null for days and longer. */
const MINUTES: Readonly<Record<DataInterval, string | null>> = {
  ONE_MINUTE: '1min',
  FIVE_MINUTES: '5min',
  FIFTEEN_MINUTES: '15min',
  THIRTY_MINUTES: '30min',
  SIXTY_MINUTES: '60min',
  DAILY: null,
  WEEKLY: null,
  MONTHLY: null,
};

/**
 * The questions that give the wanted bars: first choices, and for each what else to ask when the key does not have it.
 * @throws ProviderFailure for what Alpha Vantage does not have
 */
export function barQuestions(wanted: BarsWanted, now: number): readonly (readonly Question[])[] {
  const { assetClass } = wanted;
  if (assetClass === AssetClass.FOREX) return [[pairQuestion(wanted, now, 'FX')]];
  if (assetClass === AssetClass.CRYPTO) return [[pairQuestion(wanted, now, 'CRYPTO')]];
  if (assetClass === AssetClass.COMMODITY)
    throw notOffered(ALPHA_VANTAGE, 'bars of commodities; their prices are ECONOMIC series there');
  return shareQuestions(wanted, now);
}

function shareQuestions({ symbol, interval, from, to }: BarsWanted, now: number): (readonly Question[])[] {
  const parameters = { symbol: shareName(symbol) };
  const ask = (name: string, more: Readonly<Record<string, string>> = {}): Question => ({
    function: name,
    subject: symbol,
    parameters: { ...parameters, ...more },
  });
  if (interval === DataInterval.WEEKLY) return [[ask('TIME_SERIES_WEEKLY_ADJUSTED')]];
  if (interval === DataInterval.MONTHLY) return [[ask('TIME_SERIES_MONTHLY_ADJUSTED')]];
  const minutes = MINUTES[interval];
  if (minutes === null) {
    const outputsize = outputSize(from, now);
    const raw = ask('TIME_SERIES_DAILY', { outputsize });
    // A free key has neither adjusted closes nor, in some plans, more than the newest 100 days.
    const last = outputsize === 'full' ? [ask('TIME_SERIES_DAILY', { outputsize: 'compact' })] : [];
    return [[ask('TIME_SERIES_DAILY_ADJUSTED', { outputsize }), raw, ...last]];
  }
  // Prices as they were traded, in the regular session: what the daily bars are made of.
  const intraday = { interval: minutes, adjusted: 'false', extended_hours: 'false', outputsize: 'full' };
  if (from === null) return [[ask('TIME_SERIES_INTRADAY', intraday)]];
  return monthsOf(from, to ?? now).map((month) => [ask('TIME_SERIES_INTRADAY', { ...intraday, month })]);
}

function pairQuestion({ symbol, interval, from }: BarsWanted, now: number, kind: 'FX' | 'CRYPTO'): Question {
  const { base, quote } = pairOf(symbol);
  const names = kind === 'FX' ? { from_symbol: base, to_symbol: quote } : { symbol: base, market: quote };
  const minutes = MINUTES[interval];
  const name =
    kind === 'CRYPTO' && minutes === null
      ? `DIGITAL_CURRENCY_${interval}`
      : `${kind}_${minutes === null ? interval : 'INTRADAY'}`;
  const isWhole = minutes === null && (kind === 'CRYPTO' || interval !== DataInterval.DAILY);
  const size = isWhole ? {} : { outputsize: minutes === null ? outputSize(from, now) : 'full' };
  return {
    function: name,
    subject: symbol,
    parameters: { ...names, ...(minutes === null ? {} : { interval: minutes }), ...size },
  };
}

/** As it is written there: the class of a share after a dash, BRK-B. */
export function shareName(symbol: string): string {
  return symbol.replace(/^([A-Z]+)\.([A-Z])$/, '$1-$2');
}

/** The two currencies of EUR/USD, EUR-USD, EURUSD or EURUSD=X. */
export function pairOf(symbol: string): { readonly base: string; readonly quote: string } {
  const parts = /^([A-Z0-9]{2,10})[/-]([A-Z]{3,5})$/.exec(symbol) ?? /^([A-Z]{3})([A-Z]{3})(?:=X)?$/.exec(symbol);
  if (parts === null) throw unknownSymbol(ALPHA_VANTAGE, `${symbol}, for a pair is written as EUR/USD`);
  return { base: parts[1]!, quote: parts[2]! };
}

function outputSize(from: number | null, now: number): 'compact' | 'full' {
  return from !== null && now - from < COMPACT_DAYS * DAY_MS ? 'compact' : 'full';
}

/** `2024-01`, …: oldest first; at most 25 years of them. */
function monthsOf(from: number, to: number): string[] {
  const [first, last] = [new Date(from), new Date(to)];
  const months: string[] = [];
  for (let i = first.getUTCFullYear() * 12 + first.getUTCMonth(); ; i++) {
    const [year, month] = [Math.floor(i / 12), i % 12];
    if (year > last.getUTCFullYear() || (year === last.getUTCFullYear() && month > last.getUTCMonth())) return months;
    if (months.length === 300) return months;
    months.push(`${year}-${String(month + 1).padStart(2, '0')}`);
  }
}
