import { z } from 'zod';
import { StrategyType } from '#schema/generated/enums.js';

/** The stored form of what strategies and backtests both keep. */

const smaCrossover = z.object({
  type: z.literal(StrategyType.SMA_CROSSOVER),
  shortPeriod: z.number(),
  longPeriod: z.number(),
});

const rsiMeanReversion = z.object({
  type: z.literal(StrategyType.RSI_MEAN_REVERSION),
  period: z.number(),
  oversold: z.number(),
  overbought: z.number(),
});

const momentum = z.object({
  type: z.literal(StrategyType.MOMENTUM),
  period: z.number(),
  buyThreshold: z.number(),
  sellThreshold: z.number(),
  topN: z.number().nullable(),
  volumeRatio: z.number().nullable(),
});

const buyAndHold = z.object({
  type: z.literal(StrategyType.BUY_AND_HOLD),
  allocations: z.array(z.object({ symbol: z.string(), weight: z.number() })),
});

export const storedConfig = z.discriminatedUnion('type', [smaCrossover, rsiMeanReversion, momentum, buyAndHold]);

export const storedRisk = z.object({
  stopLoss: z.number().nullable(),
  takeProfit: z.number().nullable(),
  trailingStop: z.number().nullable(),
  maxPositionSize: z.number().nullable(),
  maxOpenPositions: z.number().nullable(),
  maxDrawdownHalt: z.number().nullable(),
});
