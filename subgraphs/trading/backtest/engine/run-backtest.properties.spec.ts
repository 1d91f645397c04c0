import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataInterval, FillTiming, SizingMethod, StrategyType } from '#schema/generated/enums.js';
import { NO_RISK_LIMITS, type StrategyConfig } from '../../strategy/strategy.js';
import { type BacktestSettings, DEFAULT_BACKTEST_SETTINGS } from '../backtest.js';
import type { BacktestInput, SymbolBars } from './backtest-input.js';
import type { BacktestResult } from './backtest-result.js';
import { readTrade } from './read-trade.js';
import { runBacktest } from './run-backtest.js';

const DAY = 86_400_000;
const RUNS = { seed: 20_261_122, numRuns: 250 };

const thousandths = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min: min * 1000, max: max * 1000 }).map((n) => n / 1_000_000);

/** A bar by its return, its gap, its reach and whether the symbol has it; a symbol without a bar cannot trade that day. */
const bar = fc.record({
  gap: thousandths(-30, 30),
  move: thousandths(-80, 80),
  reach: thousandths(0, 40),
  volume: fc.integer({ min: 0, max: 1000 }),
  isMissing: fc.nat({ max: 9 }).map((n) => n === 0),
});
type Bar = typeof bar extends fc.Arbitrary<infer T> ? T : never;

function toBars(symbol: string, path: readonly Bar[], start: number): SymbolBars {
  let price = start;
  const rows = path.flatMap(({ gap, isMissing, move, reach, volume }, i) => {
    const open = price * (1 + gap);
    const close = open * (1 + move);
    price = close;
    const row = [
      i * DAY,
      open,
      Math.max(open, close) * (1 + reach),
      Math.min(open, close) * (1 - reach),
      close,
      volume,
    ];
    return isMissing && i > 0 ? [] : [row];
  });
  const column = (k: number): Float64Array => Float64Array.from(rows, (row) => row[k]!);
  return {
    symbol,
    bars: {
      timestamps: column(0),
      open: column(1),
      high: column(2),
      low: column(3),
      close: column(4),
      volume: column(5),
    },
  };
}

const configs: fc.Arbitrary<StrategyConfig> = fc.oneof(
  fc.record({
    type: fc.constant(StrategyType.SMA_CROSSOVER),
    shortPeriod: fc.integer({ min: 1, max: 3 }),
    longPeriod: fc.integer({ min: 4, max: 8 }),
  }),
  fc.record({
    type: fc.constant(StrategyType.RSI_MEAN_REVERSION),
    period: fc.integer({ min: 2, max: 5 }),
    oversold: fc.constant(45),
    overbought: fc.constant(55),
  }),
  fc.record({
    type: fc.constant(StrategyType.MOMENTUM),
    period: fc.integer({ min: 1, max: 4 }),
    buyThreshold: fc.constant(0.01),
    sellThreshold: fc.constant(-0.01),
    topN: fc.constant(null),
    volumeRatio: fc.constant(null),
  }),
);
const maybe = (max: number) => fc.option(thousandths(20, max), { freq: 1 });
const rate = (max: number) => fc.oneof(fc.constant(0), thousandths(0, max));

const inputs: fc.Arbitrary<BacktestInput> = fc
  .record({
    paths: fc.array(fc.array(bar, { minLength: 30, maxLength: 60, size: 'max' }), { minLength: 1, maxLength: 3 }),
    config: configs,
    risk: fc.record({
      stopLoss: maybe(100),
      takeProfit: maybe(200),
      trailingStop: maybe(100),
      maxDrawdownHalt: maybe(600),
    }),
    fillTiming: fc.constantFrom(FillTiming.NEXT_OPEN, FillTiming.SIGNAL_CLOSE),
    flags: fc.record({ allowShort: fc.boolean(), exclusiveOrders: fc.boolean(), closeAtEnd: fc.boolean() }),
    leverage: fc.constantFrom(1, 2, 10),
    costs: fc.record({
      commissionRate: rate(10),
      commissionFixed: rate(20_000),
      spread: rate(10),
      slippageRate: rate(10),
      borrowRate: rate(500),
    }),
    allowFractional: fc.boolean(),
  })
  .map(({ allowFractional, config, costs, fillTiming, flags, leverage, paths, risk }) => {
    const sizing = { method: SizingMethod.EQUITY_FRACTION, value: leverage * 0.95, allowFractional };
    const settings: BacktestSettings = { ...DEFAULT_BACKTEST_SETTINGS, ...flags, costs, fillTiming, leverage, sizing };
    const symbols = paths.map((path, i) => toBars('CAB'[i]!, path, 20 + 30 * i));
    return {
      symbols,
      config,
      settings,
      risk: { ...NO_RISK_LIMITS, ...risk },
      interval: DataInterval.DAILY,
      benchmark: null,
    };
  });

function withoutEnd(input: BacktestInput): BacktestInput {
  return { ...input, settings: { ...input.settings, closeAtEnd: false } };
}

function mapPrices(input: BacktestInput, change: (price: number, at: number) => number): SymbolBars[] {
  return input.symbols.map(({ bars, symbol }) => {
    const column = (prices: Float64Array): Float64Array => prices.map((price, i) => change(price, bars.timestamps[i]!));
    const { close, high, low, open } = bars;
    return {
      symbol,
      bars: { ...bars, open: column(open), high: column(high), low: column(low), close: column(close) },
    };
  });
}

function tradesUntil(result: BacktestResult, at: number) {
  return Array.from({ length: result.trades.count }, (_, i) => readTrade(result, i)).filter((x) => x.exitAt <= at);
}

describe('properties of every run', () => {
  it('rule 12: money is conserved', () => {
    let traded = 0;
    fc.assert(
      fc.property(inputs, (input) => {
        const result = runBacktest(input)!;
        const { initialCash } = input.settings;
        const closed = result.trades.profitLoss.reduce((sum, profit) => sum + profit, 0);
        const open = result.openPositions.reduce((sum, position) => sum + position.openProfit, 0);
        const change = result.equity.at(-1)! - initialCash;
        const scale = Math.max(initialCash, ...result.equity.map(Math.abs));
        expect(Math.abs(change - (closed + open - result.borrowCost))).toBeLessThan(1e-9 * scale);
        traded += result.trades.count;
      }),
      RUNS,
    );
    expect(traded).toBeGreaterThan(500);
  });

  it('rule 2: results up to t do not change when bars after t do', () => {
    fc.assert(
      fc.property(inputs, fc.nat(), fc.double({ min: 0.5, max: 2, noNaN: true }), (whole, n, factor) => {
        const input = withoutEnd(whole);
        const result = runBacktest(input)!;
        const tick = n % result.timestamps.length;
        const t = result.timestamps[tick]!;
        const other = runBacktest({ ...input, symbols: mapPrices(input, (p, at) => (at > t ? p * factor : p)) })!;
        expect(other.equity.slice(0, tick + 1)).toEqual(result.equity.slice(0, tick + 1));
        expect(other.cash.slice(0, tick + 1)).toEqual(result.cash.slice(0, tick + 1));
        expect(tradesUntil(other, t)).toEqual(tradesUntil(result, t));
      }),
      RUNS,
    );
  });

  it('the same input gives the same result, to the last bit, in whatever order its symbols come', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const result = structuredClone(runBacktest(input)!);
        expect(structuredClone(runBacktest(input)!)).toEqual(result);
        const reversed = runBacktest({ ...input, symbols: input.symbols.toReversed() })!;
        expect(reversed.equity).toEqual(result.equity);
        expect(reversed.trades).toEqual(result.trades);
      }),
      RUNS,
    );
  });

  it('money counted in another unit, a power of two, changes no digit', () => {
    fc.assert(
      fc.property(inputs, fc.constantFrom(2 ** -20, 0.25, 1024), (input, unit) => {
        const { costs, initialCash } = input.settings;
        const result = runBacktest(input)!;
        const scaled = runBacktest({
          ...input,
          symbols: mapPrices(input, (price) => price * unit),
          settings: {
            ...input.settings,
            initialCash: initialCash * unit,
            costs: { ...costs, commissionFixed: costs.commissionFixed * unit },
          },
        })!;
        expect(scaled.equity).toEqual(result.equity.map((value) => value * unit));
        expect(scaled.trades.returnFraction).toEqual(result.trades.returnFraction);
        expect(scaled.performance.sharpeRatio).toBe(result.performance.sharpeRatio);
        expect(scaled.performance.maxDrawdown).toBe(result.performance.maxDrawdown);
      }),
      RUNS,
    );
  });

  it('the curves follow from each other, and no number is NaN or infinite', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const result = runBacktest(input)!;
        for (const value of Object.values(result.performance))
          expect(value === null || Number.isFinite(value)).toBe(true);
        for (const column of [result.equity, result.cash, result.drawdown]) {
          expect(column).toHaveLength(result.timestamps.length);
          expect(column.every(Number.isFinite)).toBe(true);
        }
        expect(Math.max(...result.drawdown)).toBe(result.performance.maxDrawdown);
        if (result.openPositions.length === 0) expect(result.cash.at(-1)).toBe(result.equity.at(-1));
      }),
      RUNS,
    );
  });
});
