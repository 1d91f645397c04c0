import type { BarColumns } from '#quant/series/bar-columns.js';
import { DataInterval, StrategyType } from '#schema/generated/enums.js';
import { DEFAULT_BACKTEST_SETTINGS } from '../subgraphs/trading/backtest/backtest.js';
import { runBacktest } from '../subgraphs/trading/backtest/engine/run-backtest.js';
import { NO_RISK_LIMITS } from '../subgraphs/trading/strategy/strategy.js';
import { median } from './report.js';

/**
 * One SMA crossover over a million one-minute bars, with all its metrics and trades, against a bare loop that only
 * computes the two averages and the equity. Both in this run, in turns. Target: a median ratio of at most 5.
 *
 * --smoke makes it short, to see that it runs: so few bars and rounds say nothing of the ratio, which is not judged then.
 */
const isSmoke = process.argv.includes('--smoke');
const BARS = isSmoke ? 50_000 : 1_000_000;
const SHORT = 50;
const LONG = 200;
const ROUNDS = isSmoke ? 3 : 15;
const WARM_UP_ROUNDS = isSmoke ? 1 : 4;
const TARGET = 5;

/** A seeded random walk (mulberry32): 390 one-minute bars a day, every day of the week but two. */
function syntheticBars(count: number): BarColumns {
  let state = 20_261_122;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const column = (): Float64Array => new Float64Array(count);
  const bars = {
    timestamps: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  };
  let price = 100;
  for (let i = 0; i < count; i++) {
    const session = Math.floor(i / 390);
    const day = Math.floor(session / 5) * 7 + (session % 5) + 4;
    bars.timestamps[i] = (day * 1440 + 870 + (i % 390)) * 60_000;
    bars.open[i] = price;
    price *= 1 + (random() - 0.5) * 0.002;
    bars.close[i] = price;
    bars.high[i] = Math.max(bars.open[i]!, price) * (1 + random() * 0.0005);
    bars.low[i] = Math.min(bars.open[i]!, price) * (1 - random() * 0.0005);
    bars.volume[i] = 1 + Math.floor(random() * 10_000);
  }
  return bars;
}

/** The floor: two rolling sums, a position that follows them, and the equity of each bar. */
function bareLoop({ close }: BarColumns): Float64Array {
  const equity = new Float64Array(close.length);
  let short = 0;
  let long = 0;
  let cash = 100_000;
  let units = 0;
  for (let i = 0; i < close.length; i++) {
    const price = close[i]!;
    short += price;
    long += price;
    if (i >= SHORT) short -= close[i - SHORT]!;
    if (i >= LONG) long -= close[i - LONG]!;
    if (i >= LONG) {
      const isAbove = short / SHORT > long / LONG;
      if (isAbove && units === 0) {
        units = Math.floor(cash / price);
        cash -= units * price;
      } else if (!isAbove && units > 0) {
        cash += units * price;
        units = 0;
      }
    }
    equity[i] = cash + units * price;
  }
  return equity;
}

const bars = syntheticBars(BARS);
const input = {
  symbols: [{ symbol: 'SYNTHETIC', bars }],
  interval: DataInterval.ONE_MINUTE,
  config: { type: StrategyType.SMA_CROSSOVER, shortPeriod: SHORT, longPeriod: LONG },
  risk: NO_RISK_LIMITS,
  settings: { ...DEFAULT_BACKTEST_SETTINGS, allowShort: true },
  benchmark: null,
};
const engineMs: number[] = [];
const loopMs: number[] = [];
let checksum = 0;
let trades = 0;
for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
  const t0 = performance.now();
  const result = runBacktest(input)!;
  const t1 = performance.now();
  const equity = bareLoop(bars);
  const t2 = performance.now();
  checksum += equity[BARS - 1]! + result.performance.finalEquity;
  trades = result.performance.totalTrades;
  if (round < 0) continue;
  engineMs.push(t1 - t0);
  loopMs.push(t2 - t1);
}
// Pair by pair, since the two sides of a round met the same machine.
const ratio = median(engineMs.map((ms, i) => ms / loopMs[i]!));
console.log(`bars ${BARS}, trades ${trades}, checksum ${checksum.toFixed(2)}`);
console.log(`engine ${median(engineMs).toFixed(2)} ms (${Math.round((BARS / median(engineMs)) * 1000)} bars/s)`);
console.log(`bare loop ${median(loopMs).toFixed(2)} ms`);
console.log(`ratio ${ratio.toFixed(2)} (target at most ${TARGET}${isSmoke ? ', not judged' : ''})`);
if (!isSmoke && ratio > TARGET) process.exitCode = 1;
