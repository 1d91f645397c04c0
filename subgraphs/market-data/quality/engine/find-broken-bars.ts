import { AnomalyType } from '#schema/generated/enums.js';
import type { InspectedBars } from '../quality.js';
import type { Sighting } from './finding-collector.js';

/** Prices that were computed, by resampling say, may be off in their last digits. */
const ROUNDING = 1e-9;
/** The scale of an inconsistency: one percent of the price. */
const OUTSIDE_SCALE = 0.01;
const STALE_BARS = 5;

/**
 * OHLC_INCONSISTENT: high < max(open, close) or low > min(open, close); its scale is 1 % of the close.
 * NON_POSITIVE_PRICE: a price of zero or less; its excess is how many of open, high, low and close are, on a scale of
 * one. An adjusted close counts only where the close is above zero: else it is the same fault twice.
 * STALE_PRICE: the fifth bar in a row with one and the same open, high, low and close; four may be chance, so its excess
 * is one bar on a scale of four. One event a run, however long.
 */
export function findBrokenBars(
  { timestamps, open, high, low, close, adjustedClose }: InspectedBars,
  found: (sighting: Sighting) => void,
): void {
  let run = 1;
  for (let i = 0; i < timestamps.length; i++) {
    const [o, h, l, c, adjusted] = [open[i]!, high[i]!, low[i]!, close[i]!, adjustedClose[i]!];
    const at = { index: i, occurredAt: timestamps[i]! };
    if (!(o > 0 && h > 0 && l > 0 && c > 0 && adjusted > 0)) {
      found({ ...at, ...nonPositive({ open: o, high: h, low: l, close: c, adjustedClose: adjusted }) });
    }
    const outside = Math.max(Math.max(o, c) - h, l - Math.min(o, c));
    if (outside > ROUNDING * Math.abs(c)) {
      const excess = outside / (Math.abs(c) || outside);
      const facts = { open: o, high: h, low: l, close: c, outsideFraction: excess };
      found({ ...at, anomalyType: AnomalyType.OHLC_INCONSISTENT, excess, scale: OUTSIDE_SCALE, facts });
    }
    const same = i > 0 && c === close[i - 1] && o === open[i - 1] && h === high[i - 1] && l === low[i - 1];
    run = same ? run + 1 : 1;
    if (run === STALE_BARS) {
      const facts = { bars: STALE_BARS, open: o, high: h, low: l, close: c };
      found({ ...at, anomalyType: AnomalyType.STALE_PRICE, excess: 1, scale: STALE_BARS - 1, facts });
    }
  }
}

const PRICES = { open: 'open', high: 'high', low: 'low', close: 'close', adjustedClose: 'adjusted close' } as const;

type Prices = Readonly<Record<keyof typeof PRICES, number>>;

/** What is said of a bar, or a row, with such prices. */
export function nonPositive(prices: Prices): Pick<Sighting, 'anomalyType' | 'excess' | 'scale' | 'facts'> {
  const names = Object.keys(PRICES) as (keyof Prices)[];
  const faulty = names.filter((name) => !(prices[name] > 0) && (name !== 'adjustedClose' || prices.close > 0));
  const given = Object.fromEntries(
    names.flatMap((name) => (Number.isFinite(prices[name]) ? [[name, prices[name]]] : [])),
  );
  const faults = faulty.map((name) => `${PRICES[name]} ${prices[name]}`).join(', ');
  const facts = { ...given, count: faulty.length, faults };
  return { anomalyType: AnomalyType.NON_POSITIVE_PRICE, excess: faulty.length, scale: 1, facts };
}
