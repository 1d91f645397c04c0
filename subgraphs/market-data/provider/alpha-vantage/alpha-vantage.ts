import type { Clock } from '#kit/time/clock.js';
import { AssetClass, IngestionKind } from '#schema/generated/enums.js';
import type { EconomicSeries, Observations } from '../../economics/economic-series.js';
import type { ExchangeRate } from '../../exchange-rate/exchange-rate.js';
import type { Fundamentals } from '../../fundamentals/fundamentals.js';
import { calendarTime } from '../calendar-time.js';
import type {
  BarsWanted,
  FetchedArticle,
  FetchedBars,
  MarketDataProvider,
  NewsWanted,
} from '../market-data-provider.js';
import { malformed, ProviderFailure, providerNotConfigured, unknownSymbol } from '../provider.errors.js';
import { DEFAULT_GATE_LIMITS, type GateLimits, type GateSurroundings, ProviderGate } from '../provider-gate.js';
import {
  ALPHA_VANTAGE,
  ALPHA_VANTAGE_KEY_VARIABLE,
  AlphaVantageClient,
  type Answer,
  type Question,
} from './alpha-vantage-client.js';
import { barQuestions, shareName } from './bar-questions.js';
import { ECONOMIC_CODES } from './economic-codes.js';
import { toNumber } from './field.js';
import { readBars } from './read-bars.js';
import { readEconomic } from './read-economic.js';
import { readEarnings, readOverview, readStatements } from './read-fundamentals.js';
import { readNews } from './read-news.js';
import { TimeZone } from './zoned-time.js';

const DAY_MS = 86_400_000;

export interface AlphaVantageSettings {
  /** Null when none is set. */
  readonly apiKey: string | null;
  readonly url: string;
  readonly requestsPerMinute: number;
  readonly requestsPerDay: number;
}

/**
 * Alpha Vantage, by its documented HTTP interface (https://www.alphavantage.co/documentation/): all kinds of data. What a
 * key does not have (adjusted closes, more than the newest 100 days) is asked for in the next best form.
 */
export class AlphaVantage implements MarketDataProvider {
  readonly name = ALPHA_VANTAGE;
  readonly kinds = [IngestionKind.BARS, IngestionKind.FUNDAMENTALS, IngestionKind.ECONOMIC, IngestionKind.NEWS];
  readonly assetClasses = [AssetClass.STOCK, AssetClass.ETF, AssetClass.INDEX, AssetClass.FOREX, AssetClass.CRYPTO];
  readonly isFeed = true;
  readonly setting = ALPHA_VANTAGE_KEY_VARIABLE;
  private readonly gate: ProviderGate;
  private readonly client: AlphaVantageClient | null;
  private readonly clock: Clock;
  /** What this key does not have, by when that was said: asking again would cost a request of the few. */
  private readonly missing = new Map<string, number>();

  constructor(settings: AlphaVantageSettings, surroundings: GateSurroundings, limits: Partial<GateLimits> = {}) {
    const { apiKey, url, requestsPerMinute, requestsPerDay } = settings;
    const rates = [
      // Its free keys also bear no burst: one request a second.
      { requests: 1, perMs: Math.min(1_000, 60_000 / requestsPerMinute) },
      { requests: requestsPerMinute, perMs: 60_000 },
      { requests: requestsPerDay, perMs: DAY_MS },
    ];
    this.gate = new ProviderGate(this.name, { ...DEFAULT_GATE_LIMITS, rates, ...limits }, surroundings);
    this.client = apiKey === null ? null : new AlphaVantageClient(apiKey, url, this.gate);
    this.clock = surroundings.clock;
  }

  get configured(): boolean {
    return this.client !== null;
  }

  health() {
    return this.gate.health();
  }

  async fetchBars(wanted: BarsWanted, signal: AbortSignal): Promise<FetchedBars | null> {
    const answers: Answer[] = [];
    for (const choices of barQuestions(wanted, this.now())) answers.push(await this.askFirst(choices, signal));
    return readBars(answers, wanted, this.now());
  }

  async fetchFundamentals(symbol: string, signal: AbortSignal): Promise<Fundamentals> {
    const ask = (name: string) =>
      this.ask({ function: name, subject: symbol, parameters: { symbol: shareName(symbol) } }, signal);
    const overview = readOverview(await ask('OVERVIEW'));
    // An empty object is all that it says of what is no company, such as a fund: the other four would say the same.
    if (overview === null) throw unknownSymbol(this.name, `a company ${symbol}`);
    return {
      symbol,
      source: this.name,
      retrievedAt: this.clock.now().toISOString(),
      overview,
      incomeStatements: readStatements(await ask('INCOME_STATEMENT')),
      balanceSheets: readStatements(await ask('BALANCE_SHEET')),
      cashFlows: readStatements(await ask('CASH_FLOW')),
      earnings: readEarnings(await ask('EARNINGS')),
      analystRatings: [],
    };
  }

  async fetchEconomic(
    code: string,
    signal: AbortSignal,
  ): Promise<{ series: EconomicSeries; observations: Observations }> {
    const known = Object.hasOwn(ECONOMIC_CODES, code) ? ECONOMIC_CODES[code] : undefined;
    if (known === undefined) {
      throw unknownSymbol(this.name, `an economic series ${code} (it has ${Object.keys(ECONOMIC_CODES).join(', ')})`);
    }
    return readEconomic(await this.ask(known.question, signal), code, known.frequency);
  }

  async fetchNews({ symbols, from, to }: NewsWanted, signal: AbortSignal): Promise<readonly FetchedArticle[]> {
    const parameters = {
      tickers: symbols.map(toTicker).join(','),
      ...(from === null ? {} : { time_from: toMinute(from) }),
      ...(to === null ? {} : { time_to: toMinute(to) }),
      sort: 'LATEST',
      limit: '1000',
    };
    return readNews(await this.ask({ function: 'NEWS_SENTIMENT', subject: symbols.join(', '), parameters }, signal));
  }

  async fetchExchangeRate(base: string, quote: string, signal: AbortSignal): Promise<ExchangeRate> {
    const parameters = { from_currency: base, to_currency: quote };
    const question = { function: 'CURRENCY_EXCHANGE_RATE', subject: `${base}/${quote}`, parameters };
    const answer = (await this.ask(question, signal))['Realtime Currency Exchange Rate'];
    if (typeof answer !== 'object' || answer === null) throw unknownSymbol(this.name, `a rate of ${base} in ${quote}`);
    const fields = answer as Record<string, unknown>;
    const rate = toNumber(fields['5. Exchange Rate']);
    const shown = calendarTime(`${String(fields['6. Last Refreshed']).replace(' ', 'T')}Z`);
    if (rate === null || rate <= 0 || !Number.isFinite(shown))
      throw malformed(this.name, 'a rate and its time', 'none');
    const asOf = new TimeZone(String(fields['7. Time Zone'] ?? 'UTC')).toUtc(shown);
    return { base, quote, rate, asOf: new Date(asOf).toISOString(), source: this.name };
  }

  /** The first of the choices that this key has. */
  private async askFirst(choices: readonly Question[], signal: AbortSignal): Promise<Answer> {
    const open = choices.filter((choice) => this.now() - (this.missing.get(nameOf(choice)) ?? -DAY_MS) >= DAY_MS);
    for (const [i, choice] of open.entries()) {
      try {
        return await this.ask(choice, signal);
      } catch (error) {
        const isMissing = error instanceof ProviderFailure && error.reason === 'NOT_OFFERED';
        if (!isMissing || i === open.length - 1) throw error;
        this.missing.set(nameOf(choice), this.now());
      }
    }
    return this.ask(choices.at(-1)!, signal);
  }

  private ask(question: Question, signal: AbortSignal): Promise<Answer> {
    if (this.client === null) return Promise.reject(providerNotConfigured(this.name, this.setting));
    return this.client.query(question, signal);
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}

/** By what a key has something or not: the function, and how much of it. */
function nameOf({ function: name, parameters }: Question): string {
  return `${name} ${parameters?.['outputsize'] ?? ''}`;
}

/** 20240131T1530, in UTC. */
function toMinute(time: number): string {
  return new Date(time).toISOString().replace(/[-:]/g, '').slice(0, 13);
}

/** Our BTC/USD is its CRYPTO:BTC. A pair of currencies has no ticker of its own: FOREX:EUR is all there is of EUR/USD. */
function toTicker(symbol: string): string {
  const pair = /^([A-Z0-9]{2,10})\/([A-Z]{3,5})$/.exec(symbol);
  if (pair === null) return shareName(symbol);
  return `${FIAT.has(pair[1]!) ? 'FOREX' : 'CRYPTO'}:${pair[1]}`;
}

const FIAT = new Set([
  'USD',
  'EUR',
  'GBP',
  'JPY',
  'CHF',
  'AUD',
  'CAD',
  'NZD',
  'SEK',
  'NOK',
  'DKK',
  'CNY',
  'HKD',
  'SGD',
  'KRW',
  'INR',
]);
