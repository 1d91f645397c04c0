/** The exchanges that can be named: those of ccxt's that answer to everybody, without a key. */
export const CCXT_EXCHANGES = [
  'binance',
  'bitfinex',
  'bitstamp',
  'bybit',
  'coinbase',
  'gemini',
  'kraken',
  'kucoin',
  'okx',
] as const;

export type CcxtExchange = (typeof CCXT_EXCHANGES)[number];
