import { AssetClass } from '#schema/generated/enums.js';
import { type ClockStep, newYorkClock } from './new-york-clock.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How intraday bars of a market fall into days, and where in a day longer bars begin. */
export interface MarketSessions {
  readonly name: string;
  readonly clock: readonly ClockStep[];
  /** When a day begins, from midnight on the market's clock. */
  readonly dayStartMs: number;
  /** At which times of a day longer bars begin anew. */
  readonly anchorsMs: readonly [number, ...number[]];
}

type Rule = Omit<MarketSessions, 'clock'> & { readonly isNewYork: boolean };

/** The New York Stock Exchange's core session, 9:30 to 16:00; what trades before and after is of the same day. */
const EXCHANGE_DAY: Rule = {
  name: 'exchange day, New York',
  isNewYork: true,
  dayStartMs: 0,
  anchorsMs: [9.5 * HOUR_MS, 16 * HOUR_MS],
};

/** The day of foreign exchange ends at 17:00 in New York: what trades on a Sunday evening is Monday's. */
const FOREX_DAY: Rule = {
  name: 'forex day, 17:00 New York',
  isNewYork: true,
  dayStartMs: -7 * HOUR_MS,
  anchorsMs: [-7 * HOUR_MS],
};

/**
 * The trading day of CME Globex (energy, metals, agriculture), which opens at 17:00 in Chicago on the evening before:
 * 18:00 in New York, after a pause of an hour.
 */
const GLOBEX_DAY: Rule = {
  name: 'Globex day, 18:00 New York',
  isNewYork: true,
  dayStartMs: -6 * HOUR_MS,
  anchorsMs: [-6 * HOUR_MS],
};

const UTC_DAY: Rule = { name: 'UTC day', isNewYork: false, dayStartMs: 0, anchorsMs: [0] };

const RULES: Readonly<Record<AssetClass, Rule>> = {
  [AssetClass.STOCK]: EXCHANGE_DAY,
  [AssetClass.ETF]: EXCHANGE_DAY,
  [AssetClass.INDEX]: EXCHANGE_DAY,
  [AssetClass.FOREX]: FOREX_DAY,
  [AssetClass.COMMODITY]: GLOBEX_DAY,
  [AssetClass.CRYPTO]: UTC_DAY,
};

/**
 * The sessions of an asset class over a span of time, daylight saving time included. STOCK, ETF and INDEX: the calendar
 * day in New York, with new bars from 9:30 and from 16:00. FOREX: 17:00 to 17:00 in New York, named by the day on which
 * it ends. COMMODITY: 18:00 to 18:00 in New York, likewise. CRYPTO: the UTC day.
 *
 * @param first epoch milliseconds
 * @param last epoch milliseconds
 */
export function marketSessions(assetClass: AssetClass, first: number, last: number): MarketSessions {
  const { isNewYork, ...rule } = RULES[assetClass];
  return { ...rule, clock: isNewYork ? newYorkClock(first - DAY_MS, last + DAY_MS) : [] };
}
