import { type DoubleAnswer, HttpDouble } from './http-double.js';

/** A bar of an hour or a day: start in milliseconds, and its close; the rest follows from it. */
export interface ExchangeBar {
  readonly time: number;
  readonly close: number;
}

const MARKETS = ['BTC/USD', 'ETH/USD'].map((name) => {
  const [base, counter] = name.split('/') as [string, string];
  return {
    ...{ name, market_symbol: name.toLowerCase().replace('/', ''), base_currency: base, counter_currency: counter },
    ...{ base_decimals: 8, counter_decimals: 0, minimum_order_value: '10', trading: 'Enabled', market_type: 'SPOT' },
    ...{ instant_order_counter_decimals: 2, instant_and_market_orders: 'Enabled', description: `${base} / ${counter}` },
  };
});

/** Bitstamp on this machine, as far as its markets and bars go: what ccxt asks it for. */
export class CryptoExchangeDouble {
  private script: DoubleAnswer[] = [];
  bars: readonly ExchangeBar[] = [];

  private constructor(private readonly http: HttpDouble) {}

  static async open(): Promise<CryptoExchangeDouble> {
    let double: CryptoExchangeDouble | undefined;
    const http = await HttpDouble.open((url) => double!.answer(url));
    double = new CryptoExchangeDouble(http);
    return double;
  }

  get url(): string {
    return this.http.url;
  }

  /** Paths that were asked, with what came after them. */
  get asked(): readonly string[] {
    return this.http.asked.map(({ pathname, search }) => `${pathname}${search}`);
  }

  reset(): void {
    this.http.asked.length = 0;
    this.script = [];
    this.bars = [];
  }

  /** What it answers to the next requests, one after the other. */
  next(...answers: DoubleAnswer[]): this {
    this.script.push(...answers);
    return this;
  }

  close(): Promise<void> {
    return this.http.close();
  }

  private answer({ pathname, searchParams }: URL): DoubleAnswer {
    const scripted = this.script.shift();
    if (scripted !== undefined) return scripted;
    if (pathname === '/api/v2/markets/') return { body: MARKETS };
    const pair = /^\/api\/v2\/ohlc\/([a-z]+)\/$/.exec(pathname)?.[1];
    if (pair === undefined) return { status: 404, body: { status: 'error', reason: 'Not found.' } };
    const [start, end] = [Number(searchParams.get('start')), Number(searchParams.get('end'))];
    const inWindow = this.bars.filter(({ time }) => time / 1_000 >= start && time / 1_000 <= end);
    const ohlc = inWindow.slice(0, Number(searchParams.get('limit'))).map(({ time, close }) => ({
      ...{ timestamp: String(time / 1_000), open: String(close - 1), high: String(close + 2), low: String(close - 3) },
      ...{ close: String(close), volume: '1.5' },
    }));
    return { body: { data: { pair: pair.toUpperCase(), ohlc } } };
  }
}
