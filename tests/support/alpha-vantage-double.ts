import { type DoubleAnswer, HttpDouble } from './http-double.js';

/** The key that the double takes. */
export const GOOD_KEY = 'K3YTHATMUSTNOTLEAK';

/** What Alpha Vantage says, word for word but for the key, with HTTP 200, instead of an answer. */
export const SAYS = {
  minute: {
    Note: 'Thank you for using Alpha Vantage! Our standard API call frequency is 5 calls per minute and 500 calls per day. Please visit https://www.alphavantage.co/premium/ if you would like to target a higher API call frequency.',
  },
  second: {
    Information:
      'Thank you for using Alpha Vantage! Please consider spreading out your free API requests more sparingly (1 request per second). You may subscribe to any of the premium plans at https://www.alphavantage.co/premium/ to lift the free key rate limit (25 requests per day), raise the per-second burst limit, and instantly unlock all premium endpoints',
  },
  day: {
    Information: `We have detected your API key as ${GOOD_KEY} and our standard API rate limit is 25 requests per day. Please subscribe to any of the premium plans at https://www.alphavantage.co/premium/ to instantly remove all daily rate limits.`,
  },
  premium: {
    Information:
      'Thank you for using Alpha Vantage! This is a premium endpoint. You may subscribe to any of the premium plans at https://www.alphavantage.co/premium/ to instantly unlock all premium endpoints',
  },
  key: {
    'Error Message':
      'the parameter apikey is invalid or missing. Please claim your free API key on (https://www.alphavantage.co/support/#api-key). It should take less than 20 seconds.',
  },
  demo: {
    Information:
      'The **demo** API key is for demo purposes only. Please claim your free API key at (https://www.alphavantage.co/support/#api-key) to explore our full API offerings. It takes fewer than 20 seconds.',
  },
  symbol: {
    'Error Message':
      'Invalid API call. Please retry or visit the documentation (https://www.alphavantage.co/documentation/) for TIME_SERIES_DAILY_ADJUSTED.',
  },
  inputs: {
    Information:
      'Invalid inputs. Please refer to the API documentation https://www.alphavantage.co/documentation#newsapi and try again.',
  },
} as const;

type Answer = DoubleAnswer | ((query: URLSearchParams) => DoubleAnswer);

/** Alpha Vantage on this machine: answers by function, in the form of the real one. */
export class AlphaVantageDouble {
  private readonly answers = new Map<string, Answer>();
  /** Given first, one a request, whatever is asked. */
  private readonly script: DoubleAnswer[] = [];

  private constructor(private readonly http: HttpDouble) {}

  static async open(): Promise<AlphaVantageDouble> {
    let double: AlphaVantageDouble | undefined;
    const http = await HttpDouble.open(({ searchParams }) => double!.answer(searchParams));
    double = new AlphaVantageDouble(http);
    return double;
  }

  get url(): string {
    return this.http.url;
  }

  /** What was asked: parameters but the key. */
  get asked(): readonly Readonly<Record<string, string>>[] {
    return this.http.asked.map(({ searchParams }) => {
      const { apikey: _key, ...rest } = Object.fromEntries(searchParams);
      return rest;
    });
  }

  /** Forgets what was asked and what it was told to answer. */
  reset(): void {
    this.http.asked.length = 0;
    this.script.length = 0;
    this.answers.clear();
  }

  /** What it answers to a function from now on. */
  on(name: string, answer: Answer): this {
    this.answers.set(name, answer);
    return this;
  }

  /** What it answers to the next requests, one after the other. */
  next(...answers: DoubleAnswer[]): this {
    this.script.push(...answers);
    return this;
  }

  requests(count: number): Promise<void> {
    return this.http.requests(count);
  }

  close(): Promise<void> {
    return this.http.close();
  }

  private answer(query: URLSearchParams): DoubleAnswer {
    const scripted = this.script.shift();
    if (scripted !== undefined) return scripted;
    if (query.get('apikey') !== GOOD_KEY) return { body: SAYS.key };
    const answer = this.answers.get(query.get('function') ?? '');
    if (answer === undefined) return { body: SAYS.symbol };
    return typeof answer === 'function' ? answer(query) : answer;
  }
}

/** A row: date, open, high, low, close, adjusted close, volume. */
export type DailyRow = readonly [
  date: string,
  open: number,
  high: number,
  low: number,
  close: number,
  adjusted: number,
  volume: number,
];

/** The answer of TIME_SERIES_DAILY_ADJUSTED: newest first, all numbers as texts. */
export function dailyAdjusted(symbol: string, rows: readonly DailyRow[]): Record<string, unknown> {
  return {
    'Meta Data': {
      '1. Information': 'Daily Time Series with Splits and Dividend Events',
      '2. Symbol': symbol,
      '3. Last Refreshed': rows.at(-1)?.[0] ?? '',
      '4. Output Size': 'Compact',
      '5. Time Zone': 'US/Eastern',
    },
    'Time Series (Daily)': Object.fromEntries(
      rows.toReversed().map(([date, open, high, low, close, adjusted, volume]) => [
        date,
        {
          '1. open': open.toFixed(4),
          '2. high': high.toFixed(4),
          '3. low': low.toFixed(4),
          '4. close': close.toFixed(4),
          '5. adjusted close': String(adjusted),
          '6. volume': String(volume),
          '7. dividend amount': '0.0000',
          '8. split coefficient': '1.0',
        },
      ]),
    ),
  };
}

/** The answer of TIME_SERIES_INTRADAY; stamps are what clocks in New York show. */
export function intraday(
  symbol: string,
  interval: string,
  rows: readonly (readonly [stamp: string, close: number])[],
): Record<string, unknown> {
  return {
    'Meta Data': {
      '1. Information': `Intraday (${interval}) open, high, low, close prices and volume`,
      '2. Symbol': symbol,
      '3. Last Refreshed': rows.at(-1)?.[0] ?? '',
      '4. Interval': interval,
      '5. Output Size': 'Full size',
      '6. Time Zone': 'US/Eastern',
    },
    [`Time Series (${interval})`]: Object.fromEntries(
      rows.toReversed().map(([stamp, close]) => {
        const price = close.toFixed(4);
        return [stamp, { '1. open': price, '2. high': price, '3. low': price, '4. close': price, '5. volume': '1200' }];
      }),
    ),
  };
}
