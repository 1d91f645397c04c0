import { atr } from '#quant/indicators/atr.js';
import { bollingerBands } from '#quant/indicators/bollinger-bands.js';
import { ema } from '#quant/indicators/ema.js';
import { macd } from '#quant/indicators/macd.js';
import { sma } from '#quant/indicators/sma.js';
import { wilderRsi } from '#quant/indicators/wilder-rsi.js';
import { median } from './report.js';

/**
 * Indicators over a million bars, each against a bare loop of the same indicator: naive running sums that drift, no
 * care for flat windows or gaps, the same output columns. Both in this run, in turns. Target: a median ratio of at most 1.5.
 *
 * --smoke makes it short, to see that it runs: so few bars and rounds say nothing of the ratio, which is not judged then.
 */
const isSmoke = process.argv.includes('--smoke');
const BARS = isSmoke ? 50_000 : 1_000_000;
const ROUNDS = isSmoke ? 3 : 31;
const WARM_UP_ROUNDS = isSmoke ? 1 : 4;
const TARGET = 1.5;

type Lines = readonly Float64Array[];

const { high, low, close } = syntheticBars(BARS);

/** A seeded random walk (mulberry32). */
function syntheticBars(count: number) {
  let state = 20_261_122;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const bars = { high: new Float64Array(count), low: new Float64Array(count), close: new Float64Array(count) };
  let price = 100;
  for (let i = 0; i < count; i++) {
    const open = price;
    price *= 1 + (random() - 0.5) * 0.002;
    bars.close[i] = price;
    bars.high[i] = Math.max(open, price) * (1 + random() * 0.0005);
    bars.low[i] = Math.min(open, price) * (1 - random() * 0.0005);
  }
  return bars;
}

function bareSma(close: Float64Array, period: number): Lines {
  const averages = new Float64Array(close.length);
  let sum = 0;
  for (let i = 0; i < close.length; i++) {
    sum += close[i]!;
    if (i >= period) sum -= close[i - period]!;
    averages[i] = i < period - 1 ? NaN : sum / period;
  }
  return [averages];
}

function bareEma(close: Float64Array, period: number): Lines {
  const averages = new Float64Array(close.length);
  const weight = 2 / (period + 1);
  let average = 0;
  for (let i = 0; i < close.length; i++) {
    if (i < period) {
      average += close[i]! / period;
      averages[i] = i < period - 1 ? NaN : average;
    } else {
      average = close[i]! * weight + average * (1 - weight);
      averages[i] = average;
    }
  }
  return [averages];
}

function bareRsi(close: Float64Array, period: number): Lines {
  const rsi = new Float64Array(close.length);
  let gain = 0;
  let loss = 0;
  rsi[0] = NaN;
  for (let i = 1; i < close.length; i++) {
    const change = close[i]! - close[i - 1]!;
    const rise = change > 0 ? change : 0;
    const fall = change < 0 ? -change : 0;
    if (i <= period) {
      gain += rise / period;
      loss += fall / period;
    } else {
      gain = (gain * (period - 1) + rise) / period;
      loss = (loss * (period - 1) + fall) / period;
    }
    rsi[i] = i < period ? NaN : 100 - 100 / (1 + gain / loss);
  }
  return [rsi];
}

function bareMacd(close: Float64Array, fastPeriod: number, slowPeriod: number, signalPeriod: number): Lines {
  const [line, signal, histogram] = [
    new Float64Array(close.length),
    new Float64Array(close.length),
    new Float64Array(close.length),
  ];
  const [fastWeight, slowWeight, signalWeight] = [2 / (fastPeriod + 1), 2 / (slowPeriod + 1), 2 / (signalPeriod + 1)];
  let fast = 0;
  let slow = 0;
  let average = 0;
  for (let i = 0; i < close.length; i++) {
    const price = close[i]!;
    fast = i < fastPeriod ? fast + price / fastPeriod : price * fastWeight + fast * (1 - fastWeight);
    slow = i < slowPeriod ? slow + price / slowPeriod : price * slowWeight + slow * (1 - slowWeight);
    const difference = fast - slow;
    const count = i - slowPeriod + 1;
    if (count >= 0) {
      average =
        count < signalPeriod
          ? average + difference / signalPeriod
          : difference * signalWeight + average * (1 - signalWeight);
    }
    line[i] = count < 0 ? NaN : difference;
    signal[i] = count < signalPeriod - 1 ? NaN : average;
    histogram[i] = count < signalPeriod - 1 ? NaN : difference - average;
  }
  return [line, signal, histogram];
}

function bareBollinger(close: Float64Array, period: number, width: number): Lines {
  const [upper, middle, lower] = [
    new Float64Array(close.length),
    new Float64Array(close.length),
    new Float64Array(close.length),
  ];
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < close.length; i++) {
    const price = close[i]!;
    sum += price;
    squares += price * price;
    if (i >= period) {
      const leaving = close[i - period]!;
      sum -= leaving;
      squares -= leaving * leaving;
    }
    const mean = sum / period;
    const half = width * Math.sqrt(Math.max(squares / period - mean * mean, 0));
    upper[i] = i < period - 1 ? NaN : mean + half;
    middle[i] = i < period - 1 ? NaN : mean;
    lower[i] = i < period - 1 ? NaN : mean - half;
  }
  return [upper, middle, lower];
}

function bareAtr(high: Float64Array, low: Float64Array, close: Float64Array, period: number): Lines {
  const ranges = new Float64Array(close.length);
  let average = 0;
  let previous = close[0]!;
  for (let i = 0; i < close.length; i++) {
    const [top, bottom] = [high[i]!, low[i]!];
    const range = Math.max(top - bottom, Math.abs(top - previous), Math.abs(bottom - previous));
    previous = close[i]!;
    average = i < period ? average + range / period : (average * (period - 1) + range) / period;
    ranges[i] = i < period - 1 ? NaN : average;
  }
  return [ranges];
}

const pairs: readonly (readonly [name: string, kernel: () => Lines, bare: () => Lines])[] = [
  ['SMA 20', () => [sma(close, 20)], () => bareSma(close, 20)],
  ['EMA 20', () => [ema(close, 20)], () => bareEma(close, 20)],
  ['RSI 14', () => [wilderRsi(close, 14)], () => bareRsi(close, 14)],
  ['MACD 12 26 9', () => Object.values(macd(close, 12, 26, 9)), () => bareMacd(close, 12, 26, 9)],
  ['Bollinger 20 2', () => Object.values(bollingerBands(close, 20, 2)), () => bareBollinger(close, 20, 2)],
  ['ATR 14', () => [atr(high, low, close, 14)], () => bareAtr(high, low, close, 14)],
];

console.log(`bars ${BARS}, target: a ratio of at most ${TARGET}${isSmoke ? ', not judged' : ''}`);
for (const [name, kernel, bare] of pairs) {
  const kernelMs: number[] = [];
  const bareMs: number[] = [];
  let difference = 0;
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    const t0 = performance.now();
    const found = kernel();
    const t1 = performance.now();
    const expected = bare();
    const t2 = performance.now();
    // The two are the same indicator: what differs is the drift of the bare loop.
    for (const [i, line] of found.entries()) {
      difference = Math.max(difference, Math.abs(line[BARS - 1]! - expected[i]![BARS - 1]!));
    }
    if (round < 0) continue;
    kernelMs.push(t1 - t0);
    bareMs.push(t2 - t1);
  }
  // Pair by pair, since the two sides of a round met the same machine.
  const ratio = median(kernelMs.map((ms, i) => ms / bareMs[i]!));
  console.log(
    `${name.padEnd(16)} ${median(kernelMs).toFixed(2)} ms, bare loop ${median(bareMs).toFixed(2)} ms, ratio ${ratio.toFixed(2)}, last values differ by ${difference.toExponential(1)}`,
  );
  if (!(difference < 1e-6)) throw new Error(`${name} and its bare loop differ by ${difference}.`);
  if (!isSmoke && ratio > TARGET) process.exitCode = 1;
}
