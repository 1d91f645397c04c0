import { AssetClass } from '#schema/generated/enums.js';
import { isUsMarketHoliday } from './us-holidays.js';

/**
 * Whether instruments of a class trade on a day: STOCK, ETF and INDEX on the days of the US exchanges, FOREX and
 * COMMODITY on weekdays, CRYPTO on every day.
 *
 * @param day epoch milliseconds of midnight UTC
 */
export function isTradingSession(assetClass: AssetClass, day: number): boolean {
  const weekday = new Date(day).getUTCDay();
  switch (assetClass) {
    case AssetClass.CRYPTO:
      return true;
    case AssetClass.FOREX:
    case AssetClass.COMMODITY:
      return weekday !== 0 && weekday !== 6;
    case AssetClass.STOCK:
    case AssetClass.ETF:
    case AssetClass.INDEX:
      return weekday !== 0 && weekday !== 6 && !isUsMarketHoliday(day);
    default:
      return assertNever(assetClass);
  }
}

function assertNever(value: never): never {
  throw new RangeError(`There is no asset class ${value}.`);
}
