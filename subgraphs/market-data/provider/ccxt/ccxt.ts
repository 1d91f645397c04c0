import { AsyncLocalStorage } from 'node:async_hooks';
import type { Exchange } from 'ccxt';
import { AssetClass, DataInterval, IngestionKind } from '#schema/generated/enums.js';
import { fetchText } from '../bounded-fetch.js';
import { type GivenRow, isPlausibleTime, toFetchedBars } from '../fetched-bars.js';
import type { BarsWanted, FetchedBars, MarketDataProvider } from '../market-data-provider.js';
import {
  malformed,
  notOffered,
  ProviderFailure,
  providerNotConfigured,
  rateLimited,
  unknownSymbol,
  unreachable,
} from '../provider.errors.js';
import { DEFAULT_GATE_LIMITS, type GateLimits, type GateSurroundings, ProviderGate } from '../provider-gate.js';
import type { CcxtExchange } from './exchanges.js';

export interface CcxtSettings {
  /** Null when none is set. */
  readonly exchange: CcxtExchange | null;
  /** Instead of the exchange's own address: of a proxy, or of a double in tests. */
  readonly url: string | null;
  readonly requestsPerMinute: number;
}

/**
 * ccxt's names. Weeks and months are made here of days: what exchanges call a week differs (Bitstamp's, in ccxt, has
 * three days).
 */
const TIMEFRAMES: Readonly<Record<DataInterval, { readonly name: string; readonly ms: number } | null>> = {
  ONE_MINUTE: { name: '1m', ms: 60_000 },
  FIVE_MINUTES: { name: '5m', ms: 300_000 },
  FIFTEEN_MINUTES: { name: '15m', ms: 900_000 },
  THIRTY_MINUTES: { name: '30m', ms: 1_800_000 },
  SIXTY_MINUTES: { name: '1h', ms: 3_600_000 },
  DAILY: { name: '1d', ms: 86_400_000 },
  WEEKLY: null,
  MONTHLY: null,
};
/** Bars of one request; what an exchange gives less of, it gives from the beginning. */
const PAGE = 1_000;
/** Requests of one call: a year of minutes is some 530. */
const MAX_PAGES = 1_000;
/** Nothing was traded before: the first bitcoin is of January 2009. */
const FIRST_DAY = Date.UTC(2009, 0, 3);
/** The greatest that a Date holds, in milliseconds. */
const MAX_TIME = 8.64e15;
/** How many bars of less than a day are "as far as there is": a whole history of minutes has millions. */
const NEWEST_INTRADAY = 20 * PAGE;

/** Bars of cryptocurrencies from one exchange, by ccxt, which is loaded when it is first asked for. */
export class Ccxt implements MarketDataProvider {
  readonly name = 'ccxt';
  readonly kinds = [IngestionKind.BARS];
  readonly assetClasses = [AssetClass.CRYPTO];
  readonly isFeed = true;
  readonly setting = 'CCXT_EXCHANGE';
  private readonly gate: ProviderGate;
  private readonly signals = new AsyncLocalStorage<AbortSignal>();
  private opening: Promise<Exchange> | undefined;

  constructor(
    private readonly settings: CcxtSettings,
    private readonly surroundings: GateSurroundings,
    limits: Partial<GateLimits> = {},
  ) {
    const rates = [{ requests: settings.requestsPerMinute, perMs: 60_000 }];
    this.gate = new ProviderGate(this.name, { ...DEFAULT_GATE_LIMITS, rates, ...limits }, surroundings);
  }

  get configured(): boolean {
    return this.settings.exchange !== null;
  }

  health() {
    return this.gate.health();
  }

  async fetchBars(wanted: BarsWanted, signal: AbortSignal): Promise<FetchedBars | null> {
    const timeframe = TIMEFRAMES[wanted.interval];
    if (timeframe === null)
      throw notOffered(this.name, `${wanted.interval} bars: collect DAILY ones, of which they are made`);
    // EUR/USD as it is, BTC-USD as BTC/USD.
    const symbol = wanted.symbol.replace(/^([A-Z0-9]+)-([A-Z0-9]+)$/, '$1/$2');
    const exchange = await this.open();
    return this.signals.run(signal, async () => {
      try {
        return await this.readPages(exchange, symbol, wanted, timeframe);
      } catch (error) {
        signal.throwIfAborted();
        throw await this.translate(error, symbol);
      }
    });
  }

  private async readPages(
    exchange: Exchange,
    symbol: string,
    { interval, from, to }: BarsWanted,
    { name, ms }: { readonly name: string; readonly ms: number },
  ): Promise<FetchedBars | null> {
    const now = this.surroundings.clock.now().getTime();
    const first = from ?? (interval === DataInterval.DAILY ? FIRST_DAY : now - NEWEST_INTRADAY * ms);
    const last = Math.min(to ?? now, now);
    // ccxt keeps a failed attempt for good unless it is told to load again.
    await exchange.loadMarkets(exchange.markets === undefined);
    const rows: GivenRow[] = [];
    let since = Math.floor(first / ms) * ms;
    for (let page = 0; since <= last; page++) {
      if (page === MAX_PAGES)
        throw notOffered(this.name, `so many bars at once: ask for less than ${MAX_PAGES * PAGE}`);
      const found = (await exchange.fetchOHLCV(symbol, name, since, PAGE)) as unknown[][];
      // What an exchange repeats of the answer before, ccxt drops; what it gives twice in one answer stays.
      const good = found.map((row) => toRow(this.name, row)).filter(({ time }) => time >= since);
      const newest = good.reduce(
        (latest, { time }) => (isPlausibleTime(time, now) ? Math.max(latest, time) : latest),
        Number.NEGATIVE_INFINITY,
      );
      for (const row of good) rows.push(row);
      // An exchange answers the bars of this window, or the next ones that there are: none is a hole, and not the end.
      since = Number.isFinite(newest) ? newest + ms : since + PAGE * ms;
    }
    return toFetchedBars(this.name, rows, { from: first, to: last }, { isAdjusted: false, now });
  }

  private open(): Promise<Exchange> {
    const { exchange: id, url } = this.settings;
    if (id === null) return Promise.reject(providerNotConfigured(this.name, this.setting));
    this.opening ??= import('ccxt').then(({ default: ccxt }) => {
      // Rates, attempts and time-outs are the gate's.
      const exchange = new ccxt[id]({ enableRateLimit: false, timeout: 3_600_000, fetchImplementation: this.fetch });
      if (url !== null) exchange.urls['api'] = redirect(exchange.urls['api'], url) as never;
      return exchange as Exchange;
    });
    return this.opening;
  }

  /** What ccxt fetches by: each of its requests through the gate. */
  private readonly fetch = async (
    url: string,
    { method = 'GET', headers }: { readonly method?: string; readonly headers?: Record<string, string> },
  ): Promise<Response> => {
    if (method !== 'GET')
      throw notOffered(this.name, `bars of ${this.settings.exchange}, which are asked for with ${method}`);
    const signal = this.signals.getStore() ?? new AbortController().signal;
    const {
      status,
      text,
      headers: received,
    } = await this.gate.request(
      (inTime) => fetchText(this.name, new URL(url), { signal: inTime, ...(headers ? { headers } : {}) }),
      signal,
    );
    const contentType = received.get('content-type') ?? 'application/json';
    return new Response(status === 204 ? null : text, { status, headers: { 'content-type': contentType } });
  };

  /** ccxt's errors as ours. Their messages hold what the exchange sent, so they are not repeated. */
  private async translate(error: unknown, symbol: string): Promise<unknown> {
    if (error instanceof ProviderFailure) return error;
    const ccxt = await import('ccxt');
    const name = `${this.name} (${this.settings.exchange})`;
    if (error instanceof ccxt.BadSymbol) return unknownSymbol(name, symbol);
    if (error instanceof ccxt.RateLimitExceeded || error instanceof ccxt.DDoSProtection) return rateLimited(name, null);
    if (error instanceof ccxt.NetworkError) return unreachable(name, `it answered with ${error.constructor.name}`);
    if (error instanceof ccxt.NotSupported) return notOffered(name, 'such bars');
    return error instanceof ccxt.BaseError ? malformed(name, 'bars', error.constructor.name) : error;
  }
}

/** Of time, open, high, low, close and volume, which not every exchange gives. */
function toRow(provider: string, row: readonly unknown[]): GivenRow {
  const numbers = row.slice(0, 6).map((value, i) => (value == null && i === 5 ? 0 : value));
  if (numbers.length === 6 && numbers.every((value) => typeof value === 'number' && Number.isFinite(value))) {
    const [time, open, high, low, close, volume] = numbers as [number, number, number, number, number, number];
    return { dated: toText(time), time, open, high, low, close, volume, adjustedClose: close };
  }
  throw malformed(provider, 'six numbers a bar', JSON.stringify(row).slice(0, 100));
}

function toText(time: number): string {
  return Math.abs(time) > MAX_TIME ? String(time) : new Date(time).toISOString();
}

/** All addresses of an exchange at another one, with their paths. */
function redirect(address: unknown, to: string): unknown {
  if (typeof address === 'string') return address.replace(/^https?:\/\/[^/]+/, to.replace(/\/+$/, ''));
  if (typeof address !== 'object' || address === null) return address;
  return Object.fromEntries(Object.entries(address).map(([key, value]) => [key, redirect(value, to)]));
}
