import { expect, it } from 'vitest';
import { AssetClass } from '#schema/generated/enums.js';
import { marketSessions } from './market-sessions.js';

const HOUR = 3_600_000;
const [first, last] = [Date.UTC(2020, 0, 1), Date.UTC(2020, 11, 31)];

it.each([
  [AssetClass.STOCK, 0, [9.5, 16]],
  [AssetClass.ETF, 0, [9.5, 16]],
  [AssetClass.INDEX, 0, [9.5, 16]],
  [AssetClass.FOREX, -7, [-7]],
  [AssetClass.COMMODITY, -6, [-6]],
])('%s: a day in New York begins at %d:00, and bars at %j', (assetClass, dayStart, anchors) => {
  const sessions = marketSessions(assetClass, first, last);
  expect(sessions.dayStartMs / HOUR).toBe(dayStart);
  expect(sessions.anchorsMs.map((anchor) => anchor / HOUR)).toEqual(anchors);
  // Known from before the first bar on, with both changes of the year.
  expect(sessions.clock[0]!.from).toBeLessThan(first);
  expect(sessions.clock.map(({ offsetMs }) => offsetMs / HOUR)).toEqual([-5, -4, -5]);
});

it('CRYPTO: the UTC day', () => {
  expect(marketSessions(AssetClass.CRYPTO, first, last)).toEqual({
    name: 'UTC day',
    clock: [],
    dayStartMs: 0,
    anchorsMs: [0],
  });
});

it('has one name for one rule', () => {
  const named = Object.values(AssetClass).map((assetClass) => marketSessions(assetClass, first, last));
  for (const one of named) {
    for (const other of named) expect(one.name === other.name).toBe(JSON.stringify(one) === JSON.stringify(other));
  }
});
