import { StrategyType } from '#schema/generated/enums.js';
import type { StrategyConfig } from '../strategy.js';
import { unknownType } from './unknown-type.js';

/** @throws RangeError when the config's own numbers contradict each other: what was expected and what was found. */
export function assertConfig(config: StrategyConfig): void {
  switch (config.type) {
    case StrategyType.SMA_CROSSOVER:
      assertPeriod('shortPeriod', config.shortPeriod);
      assertPeriod('longPeriod', config.longPeriod);
      assertBelow('shortPeriod', config.shortPeriod, 'longPeriod', config.longPeriod);
      break;
    case StrategyType.RSI_MEAN_REVERSION:
      assertPeriod('period', config.period);
      assertBelow('0', 0, 'oversold', config.oversold);
      assertBelow('oversold', config.oversold, 'overbought', config.overbought);
      assertBelow('overbought', config.overbought, '100', 100);
      break;
    case StrategyType.MOMENTUM:
      assertPeriod('period', config.period);
      if (config.volumeRatio !== null) assertBelow('0', 0, 'volumeRatio', config.volumeRatio);
      assertBelow('sellThreshold', config.sellThreshold, 'buyThreshold', config.buyThreshold);
      break;
    case StrategyType.BUY_AND_HOLD:
      assertAllocations(config.allocations);
      break;
    default:
      unknownType(config);
  }
}

function assertPeriod(name: string, period: number): void {
  if (!Number.isInteger(period) || period < 1) {
    throw new RangeError(`Expected ${name} to be a whole number of bars, at least 1; found ${period}.`);
  }
}

function assertBelow(lowName: string, low: number, highName: string, high: number): void {
  if (!(low < high) || !Number.isFinite(low) || !Number.isFinite(high)) {
    throw new RangeError(`Expected ${lowName} below ${highName}; found ${low} and ${high}.`);
  }
}

function assertAllocations(allocations: readonly { readonly symbol: string; readonly weight: number }[]): void {
  if (allocations.length === 0) throw new RangeError('Expected at least one allocation, found none.');
  const symbols = new Set<string>();
  for (const { symbol, weight } of allocations) {
    if (symbols.has(symbol)) throw new RangeError(`Expected one allocation per symbol, found ${symbol} twice.`);
    symbols.add(symbol);
    if (!(weight > 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`Expected a weight above 0 for ${symbol}, found ${weight}.`);
    }
  }
}
