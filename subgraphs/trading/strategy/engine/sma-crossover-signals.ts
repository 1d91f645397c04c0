import { assertPeriod } from '#quant/indicators/assert-period.js';
import { RollingSum } from '#quant/indicators/rolling-sum.js';
import { windowMean } from '#quant/indicators/window-mean.js';
import type { BarColumns } from '#quant/series/bar-columns.js';
import type { SmaCrossoverConfig } from '../strategy.js';

/** BUY where the short average of the close crosses above the long one, SELL where it crosses below. */
export function smaCrossoverSignals({ longPeriod, shortPeriod }: SmaCrossoverConfig, { close }: BarColumns): Int8Array {
  assertPeriod(shortPeriod);
  assertPeriod(longPeriod);
  const signals = new Int8Array(close.length);
  const short = new RollingSum();
  const long = new RollingSum();
  const longest = Math.max(shortPeriod, longPeriod);
  let shortSum = 0;
  let longSum = 0;
  let price = NaN;
  let flatFrom = 0;
  // The windows fill in a loop of their own: the one after it has a question less per sum, and takes two thirds of the time.
  for (let i = 0; i < longest && i < close.length; i++) {
    if (close[i] !== price) flatFrom = i;
    price = close[i]!;
    shortSum = short.slide(price, i < shortPeriod ? 0 : close[i - shortPeriod]!);
    longSum = long.slide(price, i < longPeriod ? 0 : close[i - longPeriod]!);
  }
  if (close.length <= longest) return signals;

  let flatBars = longest - 1 - flatFrom;
  // Both crossings in one pass: on which side of the long average the short one was, 0 while equal or undefined.
  let side = sideOf(
    windowMean(shortSum, shortPeriod, price, flatBars) - windowMean(longSum, longPeriod, price, flatBars),
  );
  for (let i = longest; i < signals.length; i++) {
    if (close[i] !== price) flatFrom = i;
    price = close[i]!;
    flatBars = i - flatFrom;
    shortSum = short.slide(price, close[i - shortPeriod]!);
    longSum = long.slide(price, close[i - longPeriod]!);
    // The shorter window is flat before the longer one; hardly ever is either.
    const now = sideOf(
      flatBars < shortPeriod - 1
        ? shortSum / shortPeriod - longSum / longPeriod
        : windowMean(shortSum, shortPeriod, price, flatBars) - windowMean(longSum, longPeriod, price, flatBars),
    );
    if (now + side === 0 && now !== 0) signals[i] = now;
    side = now;
  }
  return signals;
}

function sideOf(difference: number): number {
  return difference > 0 ? 1 : difference < 0 ? -1 : 0;
}
