/** Bars of the trend, and of the volatility. */
export const TREND_BARS = 120;
export const VOLATILITY_BARS = 20;

/**
 * The least daily volatility that is told apart from none: a price that does not move at all has a finite logarithm of
 * its volatility, and no trend.
 */
const LEAST_VOLATILITY = 1e-6;

/**
 * What the regimes are told by, two values for each bar from index 120 on, each from closes up to its bar alone:
 * - trend: ln(Cₜ ÷ Cₜ₋₁₂₀) ÷ (s₁₂₀ √120), the return of 120 bars in its own standard deviations;
 * - volatility: ln s₂₀;
 * where sₙ is the sample standard deviation of the last n daily log returns.
 *
 * @param close above 0
 */
export function regimeFeatures(close: Float64Array): Float64Array {
  const returns = new Float64Array(close.length);
  for (let i = 1; i < close.length; i++) returns[i] = Math.log(close[i]! / close[i - 1]!);
  const features = new Float64Array(2 * Math.max(0, close.length - TREND_BARS));
  for (let i = TREND_BARS; i < close.length; i++) {
    const trend = Math.log(close[i]! / close[i - TREND_BARS]!);
    const row = 2 * (i - TREND_BARS);
    features[row] = trend / (volatility(returns, i, TREND_BARS) * Math.sqrt(TREND_BARS));
    features[row + 1] = Math.log(volatility(returns, i, VOLATILITY_BARS));
  }
  return features;
}

/** Sample standard deviation of the `count` returns up to index `last`. */
function volatility(returns: Float64Array, last: number, count: number): number {
  let sum = 0;
  for (let i = last - count + 1; i <= last; i++) sum += returns[i]!;
  const mean = sum / count;
  let squares = 0;
  for (let i = last - count + 1; i <= last; i++) squares += (returns[i]! - mean) ** 2;
  return Math.max(LEAST_VOLATILITY, Math.sqrt(squares / (count - 1)));
}
