import type { BarColumns } from '#quant/series/bar-columns.js';
import { StrategyType } from '#schema/generated/enums.js';
import type { BacktestInput } from './backtest-input.js';
import { hasExitLevels } from './exit-at-levels.js';

/**
 * Refuses bars that would let NaN or a division by 0 into the run. Looks only at the columns that the run reads; an open
 * is looked at when an order may fill there, by `step`.
 *
 * @throws RangeError when a column is empty, of another length or out of order, or holds a number that cannot be.
 */
export function assertBars({ config, risk, symbols }: BacktestInput): void {
  const readsVolume = config.type === StrategyType.MOMENTUM && config.volumeRatio !== null;
  for (const { symbol, bars } of symbols) {
    assertLengths(symbol, bars);
    assertClock(symbol, bars.timestamps, bars.close);
    if (hasExitLevels(risk)) {
      assertPrices(symbol, 'high', bars.high);
      assertPrices(symbol, 'low', bars.low);
    }
    if (readsVolume) assertVolumes(symbol, bars.volume);
  }
}

function assertLengths(symbol: string, bars: BarColumns): void {
  const { length } = bars.timestamps;
  if (length === 0) throw new RangeError(`Expected bars of ${symbol} in the period, found none.`);
  for (const column of [bars.open, bars.high, bars.low, bars.close, bars.volume]) {
    if (column.length !== length) {
      throw new RangeError(`Expected columns of ${length} bars for ${symbol}, found one of ${column.length}.`);
    }
  }
}

/** Timestamps and closes in one walk, as these are the columns that every run reads whole. */
function assertClock(symbol: string, timestamps: Float64Array, close: Float64Array): void {
  const sound = soundBars(timestamps, close);
  let previous = sound === 0 ? -Infinity : timestamps[sound - 1]!;
  for (let i = sound; i < timestamps.length; i++) {
    const at = timestamps[i]!;
    const price = close[i]!;
    if (at > previous && at < Infinity && price > 0 && price < Infinity) {
      previous = at;
      continue;
    }
    if (at > previous && at < Infinity) assertPrices(symbol, 'close', close);
    throw new RangeError(`Expected bar ${i} of ${symbol} to be later than the one before it, found ${at}.`);
  }
}

/**
 * How many bars from the first on are surely sound: all of them, but for the last one or two, when none is unsound. Two
 * bars at a turn, and no question of which column fails. Of times that ascend only the last can be infinite; an infinite
 * close is seen in the sum. Half the time of the walk that can tell.
 */
function soundBars(timestamps: Float64Array, close: Float64Array): number {
  let previous = -Infinity;
  let sum = 0;
  let i = 0;
  for (; i + 1 < timestamps.length; i += 2) {
    const first = timestamps[i]!;
    const second = timestamps[i + 1]!;
    const price = close[i]!;
    const next = close[i + 1]!;
    if (!(previous < first && first < second && price > 0 && next > 0)) break;
    sum += price + next;
    previous = second;
  }
  return previous < Infinity && sum < Infinity ? i : 0;
}

// The comparisons are written so that NaN fails, too.
function assertPrices(symbol: string, name: string, prices: Float64Array): void {
  for (let i = 0; i < prices.length; i++) {
    const price = prices[i]!;
    if (!(price > 0 && price < Infinity)) {
      throw new RangeError(`Expected ${name} of bar ${i} of ${symbol} to be above 0, found ${price}.`);
    }
  }
}

function assertVolumes(symbol: string, volumes: Float64Array): void {
  for (let i = 0; i < volumes.length; i++) {
    const volume = volumes[i]!;
    if (!(volume >= 0 && volume < Infinity)) {
      throw new RangeError(`Expected volume of bar ${i} of ${symbol} to be at least 0, found ${volume}.`);
    }
  }
}
