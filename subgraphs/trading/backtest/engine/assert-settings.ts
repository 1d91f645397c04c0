import { SizingMethod, StrategyType } from '#schema/generated/enums.js';
import { assertConfig } from '../../strategy/engine/assert-config.js';
import type { RiskSettings, StrategyConfig } from '../../strategy/strategy.js';
import type { BacktestSettings } from '../backtest.js';

/**
 * Refuses settings that contradict each other or the laws of arithmetic, before any bar is read.
 *
 * @throws RangeError that names the setting, what was expected and what was found.
 */
export function assertSettings(
  settings: BacktestSettings,
  config: StrategyConfig,
  risk: RiskSettings,
  symbols: readonly string[],
): void {
  const { costs, initialCash, leverage, riskFreeRate, sizing } = settings;
  assertConfig(config);
  assertWithin('initialCash', initialCash, Number.MIN_VALUE, Number.MAX_VALUE);
  assertWithin('leverage', leverage, 1, 1_000);
  assertWithin('riskFreeRate', riskFreeRate, -0.99, 10);
  assertWithin('costs.commissionRate', costs.commissionRate, 0, 1);
  assertWithin('costs.commissionFixed', costs.commissionFixed, 0, Number.MAX_VALUE);
  assertWithin('costs.spread', costs.spread, 0, 0.99);
  assertWithin('costs.slippageRate', costs.slippageRate, 0, 0.99);
  assertWithin('costs.borrowRate', costs.borrowRate, 0, 10);
  const isFraction = sizing.method === SizingMethod.EQUITY_FRACTION;
  assertWithin('sizing.value', sizing.value, Number.MIN_VALUE, isFraction ? leverage : Number.MAX_VALUE);
  assertOptional('risk.stopLoss', risk.stopLoss, 1);
  assertOptional('risk.takeProfit', risk.takeProfit, Number.MAX_VALUE);
  assertOptional('risk.trailingStop', risk.trailingStop, 1);
  assertOptional('risk.maxPositionSize', risk.maxPositionSize, 1_000);
  assertOptional('risk.maxDrawdownHalt', risk.maxDrawdownHalt, 1);
  assertOptional('risk.maxOpenPositions', risk.maxOpenPositions, Number.MAX_SAFE_INTEGER);
  if (risk.maxOpenPositions !== null && !Number.isInteger(risk.maxOpenPositions)) {
    throw new RangeError(`Expected risk.maxOpenPositions to be a whole number, found ${risk.maxOpenPositions}.`);
  }
  assertSymbols(symbols, config);
}

function assertSymbols(symbols: readonly string[], config: StrategyConfig): void {
  if (symbols.length === 0) throw new RangeError('Expected at least one symbol, found none.');
  if (new Set(symbols).size < symbols.length) throw new RangeError('Expected every symbol once, found one twice.');
  if (config.type !== StrategyType.BUY_AND_HOLD) return;
  const allocated = new Set(config.allocations.map((allocation) => allocation.symbol));
  const missing = symbols.filter((symbol) => !allocated.delete(symbol));
  if (missing.length > 0 || allocated.size > 0) {
    const odd = [...missing, ...allocated].join(', ');
    throw new RangeError(`Expected one allocation for every symbol of the run and no other; look at ${odd}.`);
  }
}

function assertWithin(name: string, value: number, least: number, most: number): void {
  if (!(value >= least && value <= most)) {
    const range = least === Number.MIN_VALUE ? `above 0 and at most ${most}` : `from ${least} to ${most}`;
    throw new RangeError(`Expected ${name} ${range}, found ${value}.`);
  }
}

function assertOptional(name: string, value: number | null, most: number): void {
  if (value !== null) assertWithin(name, value, Number.MIN_VALUE, most);
}
