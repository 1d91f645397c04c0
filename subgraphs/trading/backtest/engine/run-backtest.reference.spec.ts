import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { BarColumns } from '#quant/series/bar-columns.js';
import { DataInterval, FillTiming, SizingMethod, StrategyType } from '#schema/generated/enums.js';
import type { RiskSettings, StrategyConfig } from '../../strategy/strategy.js';
import { NO_RISK_LIMITS } from '../../strategy/strategy.js';
import type { BacktestSettings, PositionSizing } from '../backtest.js';
import { DEFAULT_BACKTEST_SETTINGS } from '../backtest.js';
import { plainEngine, type Row } from './plain-engine.fixture.js';
import { readTrade } from './read-trade.js';
import { runBacktest } from './run-backtest.js';

function sample(name: string, from: number, count: number, step = 1): Row[] {
  const [, ...lines] = readFileSync(new URL(`../../../../samples/${name}`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const rows = lines.map((line): Row => {
    const [date, o, h, l, c, , v] = line.split(',');
    return { t: Date.parse(`${date}T00:00:00Z`), o: Number(o), h: Number(h), l: Number(l), c: Number(c), v: Number(v) };
  });
  return rows.slice(from, from + count).filter((_, i) => i % step === 0);
}

function columns(rows: readonly Row[]): BarColumns {
  const of = (pick: (row: Row) => number): Float64Array => Float64Array.from(rows, pick);
  return {
    timestamps: of((r) => r.t),
    open: of((r) => r.o),
    high: of((r) => r.h),
    low: of((r) => r.l),
    close: of((r) => r.c),
    volume: of((r) => r.v),
  };
}

/** A seeded generator (mulberry32), 0 to 1. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('the engine against a plain one, on S&P 500 and Apple bars', () => {
  it.each(Array.from({ length: 120 }, (_, seed) => seed))('agrees to the cent: seed %i', (seed) => {
    const random = seeded(seed);
    const whole = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1));
    const either = <T>(a: T, b: T): T => (random() < 0.5 ? a : b);
    const market = new Map<string, Row[]>();
    if (seed % 3 !== 1) market.set('SPX', sample('spx-daily.csv', 3358 + whole(0, 60), 260, whole(1, 2)));
    if (seed % 3 !== 0) market.set('AAPL', sample('aapl-daily.csv', whole(0, 60), 240));
    const configs: StrategyConfig[] = [
      { type: StrategyType.SMA_CROSSOVER, shortPeriod: whole(2, 6), longPeriod: whole(7, 20) },
      {
        type: StrategyType.RSI_MEAN_REVERSION,
        period: whole(2, 10),
        oversold: whole(25, 45),
        overbought: whole(55, 75),
      },
      {
        type: StrategyType.MOMENTUM,
        period: whole(1, 12),
        buyThreshold: random() * 0.03,
        sellThreshold: -random() * 0.02,
        topN: null,
        volumeRatio: either(null, 0.9 + random() * 0.3),
      },
      { type: StrategyType.BUY_AND_HOLD, allocations: [...market.keys()].map((symbol) => ({ symbol, weight: 0.45 })) },
    ];
    const config = configs[seed % 4]!;
    const leverage = either(1, 1 + random() * 3);
    const sizing = either<PositionSizing>(
      {
        method: SizingMethod.EQUITY_FRACTION,
        value: leverage * (0.4 + 0.6 * random()),
        allowFractional: either(true, false),
      },
      either<PositionSizing>(
        { method: SizingMethod.FIXED_UNITS, value: whole(1, 40), allowFractional: false },
        { method: SizingMethod.FIXED_CASH, value: 20_000 + random() * 60_000, allowFractional: either(true, false) },
      ),
    );
    const settings: BacktestSettings = {
      ...DEFAULT_BACKTEST_SETTINGS,
      leverage,
      sizing,
      costs: {
        commissionRate: either(0, random() * 0.004),
        commissionFixed: either(0, 5),
        spread: either(0, random() * 0.002),
        slippageRate: either(0, random() * 0.002),
        borrowRate: either(0, random() * 0.1),
      },
      fillTiming: either(FillTiming.NEXT_OPEN, FillTiming.SIGNAL_CLOSE),
      allowShort: either(true, false),
      exclusiveOrders: either(true, false),
      closeAtEnd: either(true, false),
    };
    const risk: RiskSettings = {
      ...NO_RISK_LIMITS,
      stopLoss: either(null, 0.01 + random() * 0.05),
      takeProfit: either(null, 0.01 + random() * 0.08),
      trailingStop: either(null, 0.01 + random() * 0.05),
      maxDrawdownHalt: either(null, 0.05 + random() * 0.2),
    };
    const plain = plainEngine(market, config, risk, settings);
    const result = runBacktest({
      symbols: [...market].map(([symbol, rows]) => ({ symbol, bars: columns(rows) })),
      interval: DataInterval.DAILY,
      config,
      risk,
      settings,
      benchmark: null,
    })!;

    const trades = Array.from({ length: result.trades.count }, (_, i) => readTrade(result, i));
    const cents = (x: number): number => Math.round(x * 100);
    expect(
      trades.map((x) => [
        x.symbol,
        x.side,
        x.quantity.toFixed(6),
        x.entryAt,
        x.exitAt,
        x.entryPrice.toFixed(6),
        x.exitPrice.toFixed(6),
        cents(x.profitLoss),
        x.exitReason,
      ]),
    ).toEqual(
      plain.trades.map(([n, side, units, at, out, p, q, profit, why]) => [
        n,
        side > 0 ? 'LONG' : 'SHORT',
        units.toFixed(6),
        at,
        out,
        p.toFixed(6),
        q.toFixed(6),
        cents(profit),
        why,
      ]),
    );
    expect(Array.from(result.equity, cents)).toEqual(plain.curve.map(cents));
  });
});
