import { AssetClass } from '#schema/generated/enums.js';

/** The currencies of states that are traded most: what else stands before a slash is taken for a cryptocurrency. */
const FIAT = new Set(
  'AUD BRL CAD CHF CLP CNH CNY COP CZK DKK EUR GBP HKD HUF IDR ILS INR JPY KRW MXN MYR NOK NZD PEN PHP PLN RON RUB SAR SEK SGD THB TRY TWD USD ZAR'.split(
    ' ',
  ),
);

/** What a symbol that nothing is known of probably is: `^GSPC` an index, `EUR/USD` and `EURUSD=X` currencies, `BTC/USD` a cryptocurrency. */
export function guessAssetClass(symbol: string): AssetClass {
  if (symbol.startsWith('^')) return AssetClass.INDEX;
  const pair = /^([A-Z0-9]{2,10})\/([A-Z0-9]{3,5})$/.exec(symbol) ?? /^([A-Z]{3})([A-Z]{3})=X$/.exec(symbol);
  if (pair === null) return AssetClass.STOCK;
  return FIAT.has(pair[1]!) && FIAT.has(pair[2]!) ? AssetClass.FOREX : AssetClass.CRYPTO;
}
