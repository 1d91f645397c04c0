import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataInterval, FillTiming, Language, ReportDetail, StrategyType } from '#schema/generated/enums.js';
import type { BacktestFacts, PerformanceFacts } from './backtest-facts.js';
import { factChecker } from './check-facts.js';
import { buildFactSheet } from './fact-sheet.js';
import { METRIC_NAMES } from './metric-names.js';
import { proseOf, writeReport } from './write-report.js';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true, noDefaultInfinity: true });
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 4 });
const date = fc
  .integer({ min: 0, max: 15_000 })
  .map((day) => new Date(Date.UTC(1985, 0, 1 + day)).toISOString().slice(0, 10));
const instant = date.map((day) => `${day}T00:00:00.000Z`);

const REQUIRED = new Set([
  'finalEquity',
  'peakEquity',
  'totalReturn',
  'maxDrawdown',
  'exposure',
  'totalCommission',
  'totalTrades',
  'winningTrades',
  'losingTrades',
]);
const UNSIGNED = new Set(['annualisedVolatility', 'exposure', 'winRate', 'probabilisticSharpeRatio']);

function metric(key: string, unit: string, magnitude: boolean): fc.Arbitrary<number | null> {
  const value =
    unit === 'money'
      ? number(0, 5e7)
      : unit === 'count'
        ? fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 50_000 }))
        : unit === 'days'
          ? number(0, 8000)
          : magnitude || UNSIGNED.has(key)
            ? number(0, 1)
            : unit === 'fraction'
              ? fc.oneof(number(-1, 1), number(-0.02, 0.02), number(0, 60))
              : number(-20, 20);
  return REQUIRED.has(key) ? value : orNull(value);
}

/** Any value that its unit allows, some undefined: nothing here has to fit together. */
const performance = fc
  .record(
    Object.fromEntries(
      Object.entries(METRIC_NAMES).map(([key, { unit, magnitude }]) => [key, metric(key, unit, magnitude === true)]),
    ),
  )
  .map((metrics) => metrics as unknown as PerformanceFacts);

const PARAMETERS: Readonly<Record<StrategyType, fc.Arbitrary<Record<string, number>>>> = {
  [StrategyType.SMA_CROSSOVER]: fc.record({
    shortPeriod: fc.integer({ min: 1, max: 99 }),
    longPeriod: fc.integer({ min: 100, max: 400 }),
  }),
  [StrategyType.RSI_MEAN_REVERSION]: fc.record({
    period: fc.integer({ min: 2, max: 60 }),
    oversold: number(1, 49),
    overbought: number(51, 99),
  }),
  [StrategyType.MOMENTUM]: fc.record({
    period: fc.integer({ min: 1, max: 250 }),
    buyThreshold: number(0, 0.5),
    sellThreshold: number(-0.5, 0),
    topN: fc.integer({ min: 1, max: 9 }),
    volumeRatio: number(0.5, 4),
  }),
  [StrategyType.BUY_AND_HOLD]: fc.constant({}),
  [StrategyType.MACD_CROSSOVER]: fc.record({
    fastPeriod: fc.integer({ min: 2, max: 20 }),
    slowPeriod: fc.integer({ min: 21, max: 60 }),
    signalPeriod: fc.integer({ min: 2, max: 20 }),
  }),
  [StrategyType.BOLLINGER_REVERSION]: fc.record({
    period: fc.integer({ min: 2, max: 60 }),
    standardDeviations: number(0.5, 4),
  }),
  [StrategyType.ML_SIGNAL]: fc.record({ buyProbability: number(0.5, 0.9), sellProbability: number(0.1, 0.5) }),
  [StrategyType.RULES]: fc.record({ fast: number(1, 50) }),
};
const config = fc
  .constantFrom(...Object.values(StrategyType))
  .chain((type) => PARAMETERS[type].map((parameters) => ({ type, parameters })));

const symbols = fc.uniqueArray(fc.constantFrom('SPX', 'AAPL', 'MSFT', 'IBM', 'AMZN', 'GOOG', 'BRK.B'), {
  minLength: 1,
  maxLength: 7,
});
const name = fc.constantFrom(
  'Golden cross',
  'Top 10. Trend',
  'Alpha 7% hunter',
  'Sharpe ratio chaser',
  '200-day rule',
  'the 1.5x one',
);

/** A backtest with any numbers at all. */
const randomBacktest: fc.Arbitrary<BacktestFacts> = fc
  .record({
    id: fc.constant('bt_random'),
    name,
    strategyName: orNull(name),
    config,
    risk: fc.record({
      stopLoss: orNull(number(0.01, 0.5)),
      takeProfit: orNull(number(0.01, 2)),
      trailingStop: orNull(number(0.01, 0.5)),
      maxDrawdownHalt: orNull(number(0.05, 0.9)),
    }),
    symbols,
    interval: fc.constantFrom(...Object.values(DataInterval)),
    startDate: date,
    endDate: date,
    initialCash: number(1, 1e7),
    settings: fc.record({
      commissionRate: orNull(number(0, 0.05)),
      slippageRate: orNull(number(0, 0.05)),
      spread: orNull(number(0, 0.05)),
      leverage: orNull(number(1, 10)),
      riskFreeRate: orNull(number(0, 0.1)),
      fillTiming: orNull(fc.constantFrom(...Object.values(FillTiming))),
      allowShort: orNull(fc.boolean()),
    }),
    performance,
    drawdowns: fc.array(
      fc.record({
        startAt: instant,
        troughAt: instant,
        recoveredAt: orNull(instant),
        depth: number(0, 1),
        days: number(0, 8000),
      }),
      { maxLength: 2 },
    ),
    trades: fc.array(
      fc.record({
        symbol: fc.constant('SPX'),
        entryAt: instant,
        exitAt: orNull(instant),
        returnFraction: number(-1, 3),
      }),
      { maxLength: 2 },
    ),
    barCount: fc.integer({ min: 1, max: 2_000_000 }),
    first: instant,
  })
  .map(({ barCount, first, ...backtest }) => ({
    ...backtest,
    instruments: backtest.symbols.map((symbol) => ({
      symbol,
      name: symbol === 'SPX' ? 'S&P 500' : null,
      coverage: { firstBarAt: first, lastBarAt: first, barCount },
    })),
  }));

const WORDS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** A line of prose in which one number was changed by two units of its last place, up or down. */
interface Mutation {
  readonly line: string;
  readonly from: string;
  readonly to: string;
}

/** Every number of the prose but those in names, in digits or in words, changed in turn. Finds them in its own way, not the checker's. */
function mutations(prose: string, names: readonly string[]): Mutation[] {
  return prose.split('\n').flatMap((line) => [...digits(line, names), ...words(line)]);
}

function digits(line: string, names: readonly string[]): Mutation[] {
  return [...line.matchAll(/\d(?:[\d,]*\d)?(?:\.\d+)?/g)].flatMap(({ 0: from, index }) => {
    // What a strategy is called is no statement about it.
    if (names.some((name) => name.includes(from) && inside(line, name, index))) return [];
    const places = from.includes('.') ? from.length - from.indexOf('.') - 1 : 0;
    const value = Number(from.replaceAll(',', ''));
    const moved = [value + 2 * 10 ** -places, value - 2 * 10 ** -places].filter((other) => other >= 0);
    // "More than 99.7 %" is true where "more than 99.9 %" is.
    const changed = line.slice(0, index).endsWith('more than ') ? moved.slice(0, 1) : moved;
    return changed.map((other) => {
      const plain = other.toFixed(places);
      const grouped = from.includes(',') ? plain.replace(/\B(?=(?:\d{3})+(?!\d))(?<!\.\d*)/g, ',') : plain;
      const to = grouped.padStart(from.length, '0');
      return { line: line.slice(0, index) + to + line.slice(index + from.length), from, to };
    });
  });
}

function inside(line: string, name: string, index: number): boolean {
  const start = line.lastIndexOf(name, index);
  return start >= 0 && index < start + name.length;
}

function words(line: string): Mutation[] {
  const pattern = new RegExp(`\\b(?:${WORDS.join('|')}) (?=(?:winning |losing )?(?:trade|symbol|bar)s?\\b)`, 'g');
  return [...line.matchAll(pattern)].map(({ 0: found, index }) => {
    const from = found.trim();
    const to = WORDS[(WORDS.indexOf(from) + 2) % WORDS.length] ?? '';
    return { line: `${line.slice(0, index)}${to} ${line.slice(index + found.length)}`, from, to };
  });
}

describe('what the writer writes, the checker confirms', () => {
  const details = fc.constantFrom(...Object.values(ReportDetail));

  it('for any numbers', () => {
    fc.assert(
      fc.property(randomBacktest, details, (backtest, detail) => {
        const sheet = buildFactSheet(backtest);
        const check = factChecker(sheet)(proseOf(writeReport(sheet, Language.EN, detail)));
        expect(check.mismatches).toEqual([]);
        expect(check.numbersChecked).toBeGreaterThan(10);
      }),
      { seed: 20_000_103, numRuns: 100 },
    );
  });

  it('and any single number that is changed beyond its precision is found out', () => {
    let tried = 0;
    fc.assert(
      fc.property(randomBacktest, details, (backtest, detail) => {
        const sheet = buildFactSheet(backtest);
        const check = factChecker(sheet);
        const all = mutations(proseOf(writeReport(sheet, Language.EN, detail)), sheet.labels.properNames);
        tried += all.length;
        const unseen = all.filter(({ line }) => check(line).passed);
        expect(unseen).toEqual([]);
      }),
      { seed: 20_200_417, numRuns: 40 },
    );
    console.info(`${tried} changed numbers, all found`);
    expect(tried).toBeGreaterThan(2500);
  });
});
