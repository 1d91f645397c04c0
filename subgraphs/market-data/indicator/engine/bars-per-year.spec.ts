import { expect, it } from 'vitest';
import { AssetClass, DataInterval } from '#schema/generated/enums.js';
import { barsPerYear } from './bars-per-year.js';

it.each([
  [DataInterval.DAILY, AssetClass.STOCK, 252],
  [DataInterval.DAILY, AssetClass.CRYPTO, 365],
  [DataInterval.WEEKLY, AssetClass.CRYPTO, 52],
  [DataInterval.MONTHLY, AssetClass.INDEX, 12],
  [DataInterval.ONE_MINUTE, AssetClass.STOCK, 252 * 390],
  [DataInterval.SIXTY_MINUTES, AssetClass.ETF, 252 * 6.5],
  [DataInterval.FIFTEEN_MINUTES, AssetClass.CRYPTO, 365 * 96],
  [DataInterval.SIXTY_MINUTES, AssetClass.COMMODITY, 252 * 23],
])('a year of %s bars of a %s is %f', (interval, assetClass, expected) => {
  expect(barsPerYear(interval, assetClass)).toBe(expected);
});
