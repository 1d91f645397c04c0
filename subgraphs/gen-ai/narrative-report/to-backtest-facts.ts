import { z } from 'zod';
import { DataInterval, FillTiming, StrategyType } from '#schema/generated/enums.js';
import type { BacktestFacts, PerformanceFacts } from './engine/backtest-facts.js';
import { METRIC_NAMES } from './engine/metric-names.js';

const number = z.number();
const undefinable = z
  .number()
  .nullish()
  .transform((value) => value ?? null);

/** Metrics that every run defines; the others may be null. */
const DEFINED = new Set<string>([
  'finalEquity',
  'peakEquity',
  'totalReturn',
  'maxDrawdown',
  'exposure',
  'totalCommission',
  'totalTrades',
  'winningTrades',
  'losingTrades',
] satisfies (keyof PerformanceFacts)[]);

const performance = z
  .object(Object.fromEntries(Object.keys(METRIC_NAMES).map((key) => [key, DEFINED.has(key) ? number : undefinable])))
  .transform((metrics) => metrics as unknown as PerformanceFacts);

const STRATEGY_TYPES: Readonly<Record<string, StrategyType>> = {
  SmaCrossoverConfig: StrategyType.SMA_CROSSOVER,
  RsiMeanReversionConfig: StrategyType.RSI_MEAN_REVERSION,
  MomentumConfig: StrategyType.MOMENTUM,
  BuyAndHoldConfig: StrategyType.BUY_AND_HOLD,
  MacdCrossoverConfig: StrategyType.MACD_CROSSOVER,
  BollingerReversionConfig: StrategyType.BOLLINGER_REVERSION,
  MlSignalConfig: StrategyType.ML_SIGNAL,
  RulesConfig: StrategyType.RULES,
};

const config = z
  .looseObject({ __typename: z.enum(Object.keys(STRATEGY_TYPES)) })
  .transform(({ __typename, ...rest }) => ({
    type: STRATEGY_TYPES[__typename] as StrategyType,
    parameters: Object.fromEntries(
      Object.entries(rest).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
    ),
  }));

/** The settings are a JSON object of trading's; what is not there, or not of the kind expected, is not told. */
const settings = z
  .object({
    costs: z.object({ commissionRate: maybe(number), slippageRate: maybe(number), spread: maybe(number) }).catch({
      commissionRate: null,
      slippageRate: null,
      spread: null,
    }),
    leverage: maybe(number),
    riskFreeRate: maybe(number),
    fillTiming: maybe(z.enum(FillTiming)),
    allowShort: maybe(z.boolean()),
  })
  .transform(({ costs, ...rest }) => ({ ...costs, ...rest }));

const backtest = z.object({
  id: z.string(),
  name: z.string(),
  strategy: z.object({ name: z.string() }).nullish(),
  config,
  risk: z.object({
    stopLoss: undefinable,
    takeProfit: undefinable,
    trailingStop: undefinable,
    maxDrawdownHalt: undefinable,
  }),
  symbols: z.array(z.string()),
  interval: z.enum(DataInterval),
  startDate: z.string(),
  endDate: z.string(),
  initialCash: number,
  settings,
  instruments: z.array(
    z.object({
      symbol: z.string(),
      name: z
        .string()
        .nullish()
        .transform((name) => name ?? null),
      coverage: z
        .object({ firstBarAt: z.string().nullable(), lastBarAt: z.string().nullable(), barCount: number })
        .nullish()
        .transform((coverage) => coverage ?? null),
    }),
  ),
  trades: z.object({
    nodes: z.array(
      z.object({ symbol: z.string(), entryAt: z.string(), exitAt: z.string().nullable(), returnFraction: number }),
    ),
  }),
  performance: performance.nullable(),
});

/**
 * The facts in what the graph answered; null for a run without a result. A ZodError for an answer that has another shape:
 * a fault, not a refusal.
 */
export function toBacktestFacts(answer: unknown): BacktestFacts | null {
  const { strategy, trades, instruments, performance: metrics, ...rest } = backtest.parse(answer);
  if (metrics === null) return null;
  // The history that the query asks for is the daily one; of another interval it would be told wrongly.
  const daily = rest.interval === DataInterval.DAILY;
  return {
    ...rest,
    strategyName: strategy?.name ?? null,
    performance: metrics,
    instruments: daily ? instruments : instruments.map((instrument) => ({ ...instrument, coverage: null })),
    trades: trades.nodes,
    // trading does not list drawdowns yet; the report tells the deepest one from the metrics alone.
    drawdowns: [],
  };
}

function maybe<T>(kind: z.ZodType<T>) {
  return kind.nullable().catch(null);
}
