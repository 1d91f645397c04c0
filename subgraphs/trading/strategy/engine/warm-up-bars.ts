import { StrategyType } from '#schema/generated/enums.js';
import type { StrategyConfig } from '../strategy.js';
import { VOLUME_MEAN_BARS } from './momentum-signals.js';
import { unknownType } from './unknown-type.js';

/**
 * How many bars pass before every series that the strategy looks at is defined: the index of its first bar after
 * warm-up. (A crossing looks one bar back, so its first signal can be one bar later.)
 */
export function warmUpBars(config: StrategyConfig): number {
  switch (config.type) {
    case StrategyType.SMA_CROSSOVER:
      return Math.max(config.shortPeriod, config.longPeriod) - 1;
    case StrategyType.RSI_MEAN_REVERSION:
      return config.period;
    case StrategyType.MOMENTUM:
      return config.volumeRatio === null ? config.period : Math.max(config.period, VOLUME_MEAN_BARS - 1);
    case StrategyType.BUY_AND_HOLD:
      return 0;
    default:
      return unknownType(config);
  }
}
