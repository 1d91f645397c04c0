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
 * NON_POSITIVE_PRICE: a price of zero or less; its excess is how many of the four are, on a scale of one.
 * STALE_PRICE: the fifth bar in a row with one and the same open, high, low and close; four may be chance, so its excess
 * is one bar on a scale of four. One event a run, however long.
 */
export function findBrokenBars(
  { timestamps, open, high, low, close }: InspectedBars,
  found: (sighting: Sighting) => void,
): void {
  let run = 1;
  for (let i = 0; i < timestamps.length; i++) {
    const [o, h, l, c] = [open[i]!, high[i]!, low[i]!, close[i]!];
    const at = { index: i, occurredAt: timestamps[i]! };
    if (!(o > 0 && h > 0 && l > 0 && c > 0)) found({ ...at, ...nonPositive([o, h, l, c]) });
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

/** What is said of a bar with such prices: open, high, low, close. */
export function nonPositive(prices: readonly number[]): Pick<Sighting, 'anomalyType' | 'excess' | 'scale' | 'facts'> {
  const count = prices.filter((price) => !(price > 0)).length;
  const names = ['open', 'high', 'low', 'close'];
  const given = Object.fromEntries(prices.flatMap((price, i) => (Number.isFinite(price) ? [[names[i]!, price]] : [])));
  return { anomalyType: AnomalyType.NON_POSITIVE_PRICE, excess: count, scale: 1, facts: { ...given, count } };
}
