import { z } from 'zod';
import type { WithOutbox } from '#kit/events/outbox.js';
import {
  BacktestStatus,
  DataInterval,
  ErrorCode,
  FillTiming,
  RebalanceFrequency,
  SizingMethod,
} from '#schema/generated/enums.js';
import { storedConfig, storedRisk } from '../strategy/stored-strategy.js';
import type { Backtest, PerformanceMetrics } from './backtest.js';

/** As it lies in the store. `idempotencyKey` is there only when one was given: it is unique per owner. */
export interface StoredBacktest extends WithOutbox, Omit<Backtest, 'id' | 'idempotencyKey'> {
  readonly idempotencyKey?: string;
}

const storedSettings = z.object({
  initialCash: z.number(),
  costs: z.object({
    commissionRate: z.number(),
    commissionFixed: z.number(),
    spread: z.number(),
    slippageRate: z.number(),
    borrowRate: z.number(),
  }),
  sizing: z.object({ method: z.enum(SizingMethod), value: z.number(), allowFractional: z.boolean() }),
  fillTiming: z.enum(FillTiming),
  leverage: z.number(),
  allowShort: z.boolean(),
  exclusiveOrders: z.boolean(),
  closeAtEnd: z.boolean(),
  rebalance: z.enum(RebalanceFrequency).nullable(),
  benchmarkSymbol: z.string().nullable(),
  adjusted: z.boolean(),
  riskFreeRate: z.number(),
});

const number = z.number();
const undefinable = z.number().nullable();

const storedPerformance: z.ZodType<PerformanceMetrics> = z.object({
  finalEquity: number,
  peakEquity: number,
  totalReturn: number,
  buyAndHoldReturn: undefinable,
  annualisedReturn: undefinable,
  annualisedVolatility: undefinable,
  cagr: undefinable,
  sharpeRatio: undefinable,
  sortinoRatio: undefinable,
  calmarRatio: undefinable,
  alpha: undefinable,
  beta: undefinable,
  maxDrawdown: number,
  averageDrawdown: undefinable,
  maxDrawdownDays: undefinable,
  averageDrawdownDays: undefinable,
  exposure: number,
  turnover: undefinable,
  totalCommission: number,
  totalTrades: number,
  winningTrades: number,
  losingTrades: number,
  winRate: undefinable,
  bestTrade: undefinable,
  worstTrade: undefinable,
  averageTrade: undefinable,
  maxTradeDays: undefinable,
  averageTradeDays: undefinable,
  profitFactor: undefinable,
  expectancy: undefinable,
  sqn: undefinable,
  kellyCriterion: undefinable,
  valueAtRisk95: undefinable,
  valueAtRisk99: undefinable,
  conditionalValueAtRisk95: undefinable,
  omegaRatio: undefinable,
  skewness: undefinable,
  kurtosis: undefinable,
  probabilisticSharpeRatio: undefinable,
});

const storedBenchmark = z.object({
  totalReturn: number,
  excessReturn: number,
  alpha: undefinable,
  beta: undefinable,
  correlation: undefinable,
  trackingError: undefinable,
  informationRatio: undefinable,
});

const storedBacktest = z.object({
  _id: z.string(),
  name: z.string(),
  strategyId: z.string().nullable(),
  strategyRevision: z.number().nullable(),
  config: storedConfig,
  risk: storedRisk,
  status: z.enum(BacktestStatus),
  progress: z.number(),
  symbols: z.array(z.string()),
  interval: z.enum(DataInterval),
  startDate: z.string(),
  endDate: z.string(),
  settings: storedSettings,
  failure: z.object({ code: z.enum(ErrorCode), message: z.string() }).nullable(),
  performance: storedPerformance.nullable(),
  benchmark: storedBenchmark.nullable(),
  dataSnapshotId: z.string().nullable(),
  engineVersion: z.string().nullable(),
  durationMs: z.number().nullable(),
  ownerId: z.string(),
  tags: z.array(z.string()),
  createdAt: z.string(),
  completedAt: z.string().nullable(),
  idempotencyKey: z.string().optional(),
});

/** The run that a stored document is. */
export function toBacktest(document: StoredBacktest): Backtest {
  const { _id: id, idempotencyKey = null, ...fields } = storedBacktest.parse(document);
  return { id, idempotencyKey, ...fields };
}
