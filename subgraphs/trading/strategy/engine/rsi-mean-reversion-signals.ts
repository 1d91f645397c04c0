import { wilderRsi } from '#quant/indicators/wilder-rsi.js';
import type { BarColumns } from '#quant/series/bar-columns.js';
import type { RsiMeanReversionConfig } from '../strategy.js';
import { crossesAbove, crossesBelow } from './crosses.js';
import { BUY, SELL } from './signal-code.js';

/** BUY where Wilder's RSI of the close crosses below `oversold`, SELL where it crosses above `overbought`. */
export function rsiMeanReversionSignals(config: RsiMeanReversionConfig, bars: BarColumns): Int8Array {
  const rsi = wilderRsi(bars.close, config.period);
  const oversold = new Float64Array(rsi.length).fill(config.oversold);
  const overbought = new Float64Array(rsi.length).fill(config.overbought);
  const signals = new Int8Array(rsi.length);
  for (let i = 1; i < signals.length; i++) {
    if (crossesBelow(rsi, oversold, i)) signals[i] = BUY;
    else if (crossesAbove(rsi, overbought, i)) signals[i] = SELL;
  }
  return signals;
}
