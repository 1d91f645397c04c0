/** How many units of `quote` one unit of `base` costs. */
export interface ExchangeRate {
  /** ISO 4217, or a cryptocurrency's symbol; in capitals. */
  readonly base: string;
  readonly quote: string;
  readonly rate: number;
  /** ISO 8601. */
  readonly asOf: string;
  readonly source: string;
}

export interface CurrencyPair {
  readonly base: string;
  readonly quote: string;
}

/** What a currency's code looks like: USD, BTC, USDT, 1INCH. */
export const CURRENCY_CODE = /^[A-Z0-9]{2,10}$/;
