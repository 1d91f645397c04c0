import type { GaussianHiddenMarkovModel } from '#quant/inference/gaussian-hidden-markov-model.js';
import { MarketRegimeType } from '#schema/generated/enums.js';

/** From which trend on, in standard deviations of 120 bars, a state rises; below its negative it falls. */
const CLEAR_TREND = 0.5;

/**
 * The name of each state of a model over (trend, log volatility), by its means: a trend of at least .5 is BULLISH, of at
 * most −.5 BEARISH; of the others the most volatile is VOLATILE and the rest SIDEWAYS. Not every name need occur.
 */
export function nameStates({ states, dimensions, means }: GaussianHiddenMarkovModel): MarketRegimeType[] {
  const trend = (k: number) => means[k * dimensions]!;
  const volatility = (k: number) => means[k * dimensions + 1]!;
  const trendless = Array.from({ length: states }, (_, k) => k).filter((k) => Math.abs(trend(k)) < CLEAR_TREND);
  const wildest = trendless.reduce((most, k) => (volatility(k) > volatility(most) ? k : most), trendless[0] ?? -1);
  return Array.from({ length: states }, (_, k) => {
    if (trend(k) >= CLEAR_TREND) return MarketRegimeType.BULLISH;
    if (trend(k) <= -CLEAR_TREND) return MarketRegimeType.BEARISH;
    return k === wildest ? MarketRegimeType.VOLATILE : MarketRegimeType.SIDEWAYS;
  });
}
