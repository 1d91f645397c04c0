import { SizingMethod, StrategyType } from '#schema/generated/enums.js';
import type { RiskSettings, StrategyConfig } from '../../strategy/strategy.js';
import type { BacktestSettings } from '../backtest.js';

const SUPPORTED_TYPES: readonly StrategyType[] = [
  StrategyType.SMA_CROSSOVER,
  StrategyType.RSI_MEAN_REVERSION,
  StrategyType.MOMENTUM,
  StrategyType.BUY_AND_HOLD,
];

/**
 * Refuses what this engine cannot run yet, rather than run something else.
 *
 * @throws RangeError that names the setting.
 */
export function assertSupported(settings: BacktestSettings, config: StrategyConfig, _risk: RiskSettings): void {
  if (!SUPPORTED_TYPES.includes(config.type)) {
    throw new RangeError(
      `A strategy of type ${config.type} cannot be run yet; use one of ${SUPPORTED_TYPES.join(', ')}.`,
    );
  }
  if (config.type === StrategyType.MOMENTUM && config.topN !== null) {
    throw new RangeError('The setting topN cannot be run yet; leave it out to trade every symbol on its own.');
  }
  if (settings.sizing.method === SizingMethod.VOLATILITY_TARGET) {
    throw new RangeError('The setting sizing.method VOLATILITY_TARGET cannot be run yet; use EQUITY_FRACTION.');
  }
  if (settings.rebalance !== null) {
    throw new RangeError('The setting rebalance cannot be run yet; leave it out.');
  }
}
