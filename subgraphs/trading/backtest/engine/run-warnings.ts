import { warmUpBars } from '../../strategy/engine/warm-up-bars.js';
import type { BacktestInput } from './backtest-input.js';
import type { OrderColumns } from './order-log.js';
import { REJECT_REASONS } from './reasons.js';
import type { RunState } from './run-state.js';

/** What a person who reads the result should know: sentences, none when all went as asked. */
export function runWarnings(input: BacktestInput, run: RunState, ticks: number, orders: OrderColumns): string[] {
  const warnings: string[] = [];
  const needed = warmUpBars(input.config);
  for (const { symbol, bars } of input.symbols) {
    const found = bars.timestamps.length;
    if (found <= needed) {
      warnings.push(`${symbol} has ${found} bars; the strategy needs more than ${needed} before it can give a signal.`);
    }
  }
  const counts = new Int32Array(REJECT_REASONS.length);
  for (let i = 0; i < orders.count; i++) counts[orders.rejectedReason[i]!]!++;
  for (const [code, reason] of REJECT_REASONS.entries()) {
    if (reason === 'NONE' || counts[code] === 0) continue;
    warnings.push(`${counts[code]} of ${orders.count} orders were rejected: ${reason}.`);
  }
  if (run.curve.isHalted) warnings.push('The drawdown halt closed every position and stopped the trading for good.');
  if (run.curve.isLiquidated) {
    warnings.push(`The equity was used up: liquidated at bar ${ticks} of ${run.clock.length}, where the run ends.`);
  }
  return warnings;
}
