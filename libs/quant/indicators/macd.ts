import { assertPeriod } from './assert-period.js';
import { bars, defineIndicator } from './define-indicator.js';
import { exponentialWeight } from './exponential-average.js';
import { fastBeforeSlow } from './fast-before-slow.js';
import { MacdState } from './macd-state.js';
import { overDefinedRuns } from './over-defined-runs.js';

export interface Macd<T> {
  readonly macd: T;
  readonly signal: T;
  readonly histogram: T;
}

/**
 * Moving average convergence and divergence: macd = EMA(fast) − EMA(slow), signal = EMA(macd, signalPeriod),
 * histogram = macd − signal.
 *
 * The averages are those of `ema`, each beginning with the mean of its own first values (TA-Lib lets the fast one begin
 * with the slow one instead; the difference dies away). With slow the longer period, macd is defined from index slow − 1,
 * signal and histogram from slow + signal − 2; NaN before; begins afresh after an undefined value.
 *
 * Source: G. Appel (2005), Technical Analysis: Power Tools for Active Investors, chapter 8.
 */
export function macd(
  values: Float64Array,
  fastPeriod: number,
  slowPeriod: number,
  signalPeriod: number,
): Macd<Float64Array> {
  for (const period of [fastPeriod, slowPeriod, signalPeriod]) assertPeriod(period);
  const column = () => new Float64Array(values.length);
  const lines = { macd: column(), signal: column(), histogram: column() };
  const periods = [fastPeriod, slowPeriod, signalPeriod] as const;
  overDefinedRuns(values, Object.values(lines), (run, outputs) => fill(run, periods, outputs));
  return lines;
}

function fill(
  values: Float64Array,
  [fastPeriod, slowPeriod, signalPeriod]: readonly [number, number, number],
  outputs: readonly Float64Array[],
): number {
  const [line, signal, histogram] = outputs as [Float64Array, Float64Array, Float64Array];
  const start = new MacdState(fastPeriod, slowPeriod, signalPeriod);
  const warm = Math.min(Math.max(fastPeriod, slowPeriod) + signalPeriod, values.length);
  for (let i = 0; i < warm; i++) {
    start.add(values[i]!);
    line[i] = start.macd;
    signal[i] = start.signal;
    histogram[i] = start.macd - start.signal;
  }
  let fast = start.fast.value;
  let slow = start.slow.value;
  let average = start.signal;
  const fastWeight = exponentialWeight(fastPeriod);
  const slowWeight = exponentialWeight(slowPeriod);
  const signalWeight = exponentialWeight(signalPeriod);
  for (let i = warm; i < values.length; i++) {
    const value = values[i]!;
    if (value !== fast) fast = value * fastWeight + fast * (1 - fastWeight);
    if (value !== slow) slow = value * slowWeight + slow * (1 - slowWeight);
    const difference = fast - slow;
    if (difference !== average) average = difference * signalWeight + average * (1 - signalWeight);
    line[i] = difference;
    signal[i] = average;
    histogram[i] = difference - average;
  }
  // The signal alone would not do: it waits for as long as a line is undefined.
  return fast + slow + average;
}

/** As macd, one value at a time. */
export function macdStream(fastPeriod: number, slowPeriod: number, signalPeriod: number) {
  for (const period of [fastPeriod, slowPeriod, signalPeriod]) assertPeriod(period);
  let state = new MacdState(fastPeriod, slowPeriod, signalPeriod);
  return {
    next(value: number): Macd<number> {
      if (Number.isFinite(value)) state.add(value);
      else state = new MacdState(fastPeriod, slowPeriod, signalPeriod);
      return { macd: state.macd, signal: state.signal, histogram: state.macd - state.signal };
    },
  };
}

type Periods = Readonly<Record<'fastPeriod' | 'slowPeriod' | 'signalPeriod', number>>;

const slowest = ({ fastPeriod, slowPeriod }: Periods) => Math.max(fastPeriod, slowPeriod) - 1;
const slowestOfSignal = (periods: Periods) => slowest(periods) + periods.signalPeriod - 1;

export const MACD = defineIndicator({
  columns: ['source'],
  parameters: {
    fastPeriod: bars(12, 'Period of the fast exponential average.'),
    slowPeriod: bars(26, 'Period of the slow exponential average.'),
    signalPeriod: bars(9, 'Period of the exponential average of the MACD line.'),
  },
  outputs: [
    { name: 'macd', functionName: 'macd_line', description: 'Fast average − slow average.', warmUpBars: slowest },
    {
      name: 'signal',
      functionName: 'macd_signal',
      description: 'Exponential average of macd.',
      warmUpBars: slowestOfSignal,
    },
    { name: 'histogram', functionName: 'macd_histogram', description: 'macd − signal.', warmUpBars: slowestOfSignal },
  ],
  conflict: fastBeforeSlow,
  compute: ([values], { fastPeriod, slowPeriod, signalPeriod }) => macd(values, fastPeriod, slowPeriod, signalPeriod),
  stream: ({ fastPeriod, slowPeriod, signalPeriod }) => macdStream(fastPeriod, slowPeriod, signalPeriod),
});
