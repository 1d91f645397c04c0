import type { WindowMetrics } from '../regime.js';

/**
 * What the `bars` daily returns up to the bar at `last` did: their compound return, their sample standard deviation ×
 * √sessionsPerYear, and the greatest fall from a running high of the window's closes. Null when there are not so many.
 *
 * @throws RangeError below two bars, which have no standard deviation
 */
export function windowMetrics(
  close: Float64Array,
  last: number,
  bars: number,
  sessionsPerYear: number,
): WindowMetrics | null {
  if (!(bars >= 2)) throw new RangeError(`Expected a window of at least 2 bars, found ${bars}.`);
  const first = last - bars;
  if (first < 0 || last >= close.length) return null;
  let high = close[first]!;
  let maxDrawdown = 0;
  let sum = 0;
  for (let i = first + 1; i <= last; i++) {
    const price = close[i]!;
    if (price > high) high = price;
    else if (price < (1 - maxDrawdown) * high) maxDrawdown = 1 - price / high;
    sum += price / close[i - 1]! - 1;
  }
  const mean = sum / bars;
  let squares = 0;
  for (let i = first + 1; i <= last; i++) squares += (close[i]! / close[i - 1]! - 1 - mean) ** 2;
  return {
    trailingReturn: close[last]! / close[first]! - 1,
    annualisedVolatility: Math.sqrt((squares / (bars - 1)) * sessionsPerYear),
    maxDrawdown,
  };
}
