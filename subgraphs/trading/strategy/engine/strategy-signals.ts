import type { BarColumns } from '#quant/series/bar-columns.js';
import { StrategyType } from '#schema/generated/enums.js';
import type { StrategyConfig } from '../strategy.js';
import { buyAndHoldSignals } from './buy-and-hold-signals.js';
import { momentumSignals } from './momentum-signals.js';
import { rsiMeanReversionSignals } from './rsi-mean-reversion-signals.js';
import { smaCrossoverSignals } from './sma-crossover-signals.js';
import { unknownType } from './unknown-type.js';

/**
 * What a strategy says of one symbol at the close of each bar: BUY (1), SELL (−1) or HOLD (0), see signal-code.
 *
 * The signal at bar i depends on bars 0…i only. There is none before the strategy's series are defined (warm-up).
 */
export function strategySignals(config: StrategyConfig, symbol: string, bars: BarColumns): Int8Array {
  switch (config.type) {
    case StrategyType.SMA_CROSSOVER:
      return smaCrossoverSignals(config, bars);
    case StrategyType.RSI_MEAN_REVERSION:
      return rsiMeanReversionSignals(config, bars);
    case StrategyType.MOMENTUM:
      return momentumSignals(config, bars);
    case StrategyType.BUY_AND_HOLD:
      return buyAndHoldSignals(config, symbol, bars);
    default:
      return unknownType(config);
  }
}
