import { assertColumns } from './assert-columns.js';
import { assertPeriod } from './assert-period.js';
import { bars, defineIndicator } from './define-indicator.js';
import { trueRange } from './true-range.js';
import { WilderAverage } from './wilder-average.js';

export interface DirectionalMovement<T> {
  readonly adx: T;
  readonly plusDi: T;
  readonly minusDi: T;
}

/**
 * Wilder's directional movement, each 0 to 100.
 *
 * From the second bar on, a bar's upward movement is high − previous high when that is positive and more than previous
 * low − low, else 0; downward movement mirrors it. plusDi and minusDi = 100 × smoothed movement ÷ smoothed true range;
 * dx = 100 × |plusDi − minusDi| ÷ (plusDi + minusDi), 0 when nothing moved either way; adx = smoothed dx. All smoothing
 * is Wilder's and begins with a mean, as in his worksheet. (TA-Lib begins the sums of movement one bar early.)
 *
 * plusDi and minusDi are defined from index `period`, adx from 2 × period − 1; NaN before, and as long as no bar has had
 * any range.
 *
 * Source: J. W. Wilder (1978), New Concepts in Technical Trading Systems, section IV.
 */
export function adx(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
): DirectionalMovement<Float64Array> {
  assertColumns(high, low, close);
  const stream = adxStream(period);
  const column = () => new Float64Array(high.length);
  const lines = { adx: column(), plusDi: column(), minusDi: column() };
  for (let i = 0; i < high.length; i++) {
    const now = stream.next(high[i]!, low[i]!, close[i]!);
    lines.adx[i] = now.adx;
    lines.plusDi[i] = now.plusDi;
    lines.minusDi[i] = now.minusDi;
  }
  return lines;
}

/** As adx, one bar at a time. */
export function adxStream(period: number) {
  assertPeriod(period);
  const plus = new WilderAverage(period);
  const minus = new WilderAverage(period);
  const range = new WilderAverage(period);
  let average = new WilderAverage(period);
  let before = { high: NaN, low: NaN, close: NaN };
  return {
    next(high: number, low: number, close: number): DirectionalMovement<number> {
      const up = high - before.high;
      const down = before.low - low;
      const isFirst = Number.isNaN(before.close);
      const width = trueRange(high, low, before.close);
      before = { high, low, close };
      if (isFirst) return { adx: NaN, plusDi: NaN, minusDi: NaN };
      const rising = plus.next(up > down && up > 0 ? up : 0);
      const falling = minus.next(down > up && down > 0 ? down : 0);
      const span = range.next(width);
      if (!(span > 0)) {
        // 0 ÷ 0, for as long as the market stands still: what follows is smoothed from its own beginning.
        average = new WilderAverage(period);
        return { adx: NaN, plusDi: NaN, minusDi: NaN };
      }
      const sum = rising + falling;
      const dx = sum === 0 ? 0 : (100 * Math.abs(rising - falling)) / sum;
      return { adx: average.next(dx), plusDi: (100 * rising) / span, minusDi: (100 * falling) / span };
    },
  };
}

const directional = ({ period }: { readonly period: number }) => period;

export const ADX = defineIndicator({
  columns: ['high', 'low', 'close'],
  parameters: { period: bars(14, "Period of Wilder's smoothing, of the movements and of the index.") },
  outputs: [
    {
      name: 'adx',
      functionName: 'adx',
      description: 'Strength of the trend, 0 to 100, whichever way it goes.',
      warmUpBars: ({ period }) => 2 * period - 1,
    },
    {
      name: 'plusDi',
      functionName: 'adx_plus_di',
      description: 'Upward movement, 0 to 100.',
      warmUpBars: directional,
    },
    {
      name: 'minusDi',
      functionName: 'adx_minus_di',
      description: 'Downward movement, 0 to 100.',
      warmUpBars: directional,
    },
  ],
  compute: ([high, low, close], { period }) => adx(high, low, close, period),
  stream: ({ period }) => adxStream(period),
});
