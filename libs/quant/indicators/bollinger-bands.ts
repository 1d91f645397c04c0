import { assertPeriod } from './assert-period.js';
import { bars, defineIndicator } from './define-indicator.js';
import { overDefinedRuns } from './over-defined-runs.js';
import { endSums, RollingSpread } from './rolling-spread.js';

export interface BollingerBands<T> {
  readonly upper: T;
  readonly middle: T;
  readonly lower: T;
}

/**
 * Bollinger bands: middle = mean of the last `period` values; upper, lower = middle ± width × their standard deviation.
 *
 * The standard deviation is the population's (÷ period), as Bollinger prescribes. A flat window has bands of no width at
 * exactly its value. The middle is sma within a rounding error. Defined from index period − 1, counted anew after an
 * undefined value; NaN before.
 *
 * Source: J. Bollinger (2001), Bollinger on Bollinger Bands, chapter 7.
 *
 * @param width in standard deviations, as a rule 2
 */
export function bollingerBands(values: Float64Array, period: number, width: number): BollingerBands<Float64Array> {
  assertPeriod(period);
  const column = () => new Float64Array(values.length);
  const bands = { upper: column(), middle: column(), lower: column() };
  overDefinedRuns(values, Object.values(bands), (run, outputs) => fill(run, period, width, outputs));
  return bands;
}

/** RollingSpread, written out block by block: see there. */
function fill(values: Float64Array, period: number, width: number, outputs: readonly Float64Array[]): number {
  const [upper, middle, lower] = outputs as [Float64Array, Float64Array, Float64Array];
  const sums = new Float64Array(period + 1);
  const squareSums = new Float64Array(period + 1);
  const share = 1 / period;
  const warm = Math.min(period - 1, values.length);
  let seen = 0;
  for (let block = 0; block < values.length; block += period) {
    const origin = values[block]!;
    const end = Math.min(block + period, values.length);
    if (block > 0) endSums(values, block - period, origin, period, sums, squareSums);
    let sum = 0;
    let squareSum = 0;
    let i = block;
    for (; i < warm; i++) {
      const distance = values[i]! - origin;
      sum += distance;
      squareSum += distance * distance;
      upper[i] = NaN;
      middle[i] = NaN;
      lower[i] = NaN;
    }
    for (; i < end; i++) {
      const distance = values[i]! - origin;
      sum += distance;
      squareSum += distance * distance;
      const windowSum = sums[i - block + 1]! + sum;
      const squares = squareSums[i - block + 1]! + squareSum - windowSum * windowSum * share;
      const mean = origin + windowSum * share;
      const half = width * Math.sqrt(squares < 0 ? 0 : squares * share);
      upper[i] = mean + half;
      middle[i] = mean;
      lower[i] = mean - half;
    }
    seen += sum;
  }
  return seen;
}

/** As bollingerBands, one value at a time. */
export function bollingerBandsStream(period: number, width: number) {
  assertPeriod(period);
  const share = 1 / period;
  let spread = new RollingSpread(period);
  let count = 0;
  return {
    next(value: number): BollingerBands<number> {
      if (!Number.isFinite(value)) {
        spread = new RollingSpread(period);
        count = 0;
        return { upper: NaN, middle: NaN, lower: NaN };
      }
      spread.add(value);
      if (++count < period) return { upper: NaN, middle: NaN, lower: NaN };
      const half = width * Math.sqrt(spread.squares * share);
      return { upper: spread.mean + half, middle: spread.mean, lower: spread.mean - half };
    },
  };
}

const warmUpBars = ({ period }: { readonly period: number }) => period - 1;

export const BOLLINGER_BANDS = defineIndicator({
  columns: ['source'],
  parameters: {
    period: bars(20, 'Length of the window.'),
    standardDeviations: {
      default: 2,
      min: 0,
      max: 10,
      isMinExcluded: true,
      isWhole: false,
      description: 'Distance of the bands from the middle, in standard deviations.',
    },
  },
  outputs: [
    { name: 'upper', functionName: 'bollinger_upper', description: 'The upper band.', warmUpBars },
    { name: 'middle', functionName: 'bollinger_middle', description: 'The simple average.', warmUpBars },
    { name: 'lower', functionName: 'bollinger_lower', description: 'The lower band.', warmUpBars },
  ],
  compute: ([values], { period, standardDeviations }) => bollingerBands(values, period, standardDeviations),
  stream: ({ period, standardDeviations }) => bollingerBandsStream(period, standardDeviations),
});
