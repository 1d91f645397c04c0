import { SizingMethod } from '#schema/generated/enums.js';
import type { RiskSettings } from '../../strategy/strategy.js';
import type { BacktestCosts, BacktestSettings } from '../backtest.js';

/**
 * Units of a new position at the fill price p, 0 when the money does not reach for one.
 *
 * EQUITY_FRACTION: (value × share × equity − fixed commission) ÷ (p × (1 + commissionRate)); FIXED_CASH: `value` in
 * place of value × share × equity; FIXED_UNITS: `value`. Rounded down to whole units unless `allowFractional`.
 * `maxPositionSize` × equity caps the money, commission included, whatever the method.
 *
 * @param equity what the account is worth at the moment of the fill
 * @param share the symbol's part: 1 ÷ number of symbols, or its weight
 */
export function sizePosition(
  settings: BacktestSettings,
  risk: RiskSettings,
  fillPrice: number,
  equity: number,
  share: number,
): number {
  const { costs, sizing } = settings;
  let units: number;
  switch (sizing.method) {
    case SizingMethod.EQUITY_FRACTION:
      units = unitsFor(sizing.value * share * equity, costs, fillPrice);
      break;
    case SizingMethod.FIXED_CASH:
      units = unitsFor(sizing.value, costs, fillPrice);
      break;
    case SizingMethod.FIXED_UNITS:
      units = sizing.value;
      break;
    case SizingMethod.VOLATILITY_TARGET:
      throw new RangeError('Sizing by VOLATILITY_TARGET is not supported: assertSupported refuses it before a run.');
    default:
      return unknownMethod(sizing.method);
  }
  if (risk.maxPositionSize !== null) units = Math.min(units, unitsFor(risk.maxPositionSize * equity, costs, fillPrice));
  return Math.max(0, sizing.allowFractional ? units : Math.floor(units));
}

/** How many units an amount buys with its commission; the fixed part is taken off first. */
function unitsFor(money: number, costs: BacktestCosts, fillPrice: number): number {
  return (money - costs.commissionFixed) / (fillPrice * (1 + costs.commissionRate));
}

function unknownMethod(method: never): never {
  throw new RangeError(`No sizing method ${method as string} is known.`);
}
