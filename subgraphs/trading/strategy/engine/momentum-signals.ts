import { rateOfChange } from '#quant/indicators/rate-of-change.js';
import { sma } from '#quant/indicators/sma.js';
import type { BarColumns } from '#quant/series/bar-columns.js';
import type { MomentumConfig } from '../strategy.js';
import { BUY, SELL } from './signal-code.js';

/** The bars whose mean volume a bar's own volume is measured by; the bar itself is the last of them. */
export const VOLUME_MEAN_BARS = 20;

/**
 * BUY where the return over `period` bars is at least `buyThreshold`, SELL where it is at most `sellThreshold`. With a
 * `volumeRatio`, only on bars whose volume is at least that many times its 20-bar mean.
 */
export function momentumSignals(config: MomentumConfig, bars: BarColumns): Int8Array {
  const momentum = rateOfChange(bars.close, config.period);
  const signals = new Int8Array(momentum.length);
  const volumeMean = config.volumeRatio === null ? null : sma(bars.volume, VOLUME_MEAN_BARS);
  for (let i = 0; i < signals.length; i++) {
    if (volumeMean !== null && !(bars.volume[i]! / volumeMean[i]! >= config.volumeRatio!)) continue;
    if (momentum[i]! >= config.buyThreshold) signals[i] = BUY;
    else if (momentum[i]! <= config.sellThreshold) signals[i] = SELL;
  }
  return signals;
}
