import { GrowingTable } from '#quant/series/growing-table.js';
import { StrategyType } from '#schema/generated/enums.js';
import { strategySignals } from '../../strategy/engine/strategy-signals.js';
import type { StrategyConfig } from '../../strategy/strategy.js';
import { openAccount } from './account.js';
import { assertBars } from './assert-bars.js';
import { assertSettings } from './assert-settings.js';
import { assertSupported } from './assert-supported.js';
import type { BacktestInput, RunHooks } from './backtest-input.js';
import type { BacktestResult } from './backtest-result.js';
import { mergeClock } from './merge-clock.js';
import { OrderLog } from './order-log.js';
import { PendingOrders } from './pending-orders.js';
import { reportRun } from './report-run.js';
import type { EquityCurve, RunState } from './run-state.js';
import { simulate } from './simulate.js';
import { TradeLog } from './trade-log.js';

/**
 * Runs a strategy over the bars and returns its trades, orders, equity curve and metrics. Pure: the same input gives the
 * same result, to the last bit.
 *
 * Null when `hooks.shouldStop` asked to stop.
 *
 * @throws RangeError when the input contradicts itself or asks for what the engine cannot run: the message names the
 * setting, what was expected and what was found.
 */
export function runBacktest(input: BacktestInput, hooks: RunHooks = {}): BacktestResult | null {
  const sorted = inAlphabeticalOrder(input);
  const names = sorted.symbols.map(({ symbol }) => symbol);
  assertSupported(sorted.settings, sorted.config, sorted.risk);
  assertSettings(sorted.settings, sorted.config, sorted.risk, names);
  assertBars(sorted);

  const run = startRun(sorted);
  const ticks = simulate(run, hooks);
  return ticks === null ? null : reportRun(sorted, run, ticks);
}

function inAlphabeticalOrder(input: BacktestInput): BacktestInput {
  // By code unit, not by locale: the order of trading must not depend on the machine.
  const symbols = [...input.symbols].sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
  return { ...input, symbols };
}

function startRun(input: BacktestInput): RunState {
  const { config, risk, settings, symbols } = input;
  const clock = mergeClock(symbols.map(({ bars }) => bars.timestamps));
  return {
    settings,
    risk,
    markets: symbols.map(({ symbol, bars }) => ({
      symbol,
      bars,
      signals: strategySignals(config, symbol, bars),
      share: shareOf(config, symbol, symbols.length),
    })),
    clock,
    account: openAccount(settings.initialCash, symbols.length),
    pending: new PendingOrders(symbols.length),
    orders: new OrderLog(),
    trades: new TradeLog(),
    curve: openCurve(settings.initialCash, clock.length),
    nextRow: new Int32Array(symbols.length),
    present: new Uint8Array(symbols.length),
  };
}

function openCurve(initialCash: number, ticks: number): EquityCurve {
  return {
    equity: new Float64Array(ticks),
    cashChanges: new GrowingTable(2),
    cash: initialCash,
    peak: initialCash,
    equitySum: 0,
    exposedTicks: 0,
    isHalted: false,
    isLiquidated: false,
  };
}

/** A symbol's part of the equity: its weight in an allocation, else 1 ÷ number of symbols. */
function shareOf(config: StrategyConfig, symbol: string, symbolCount: number): number {
  if (config.type !== StrategyType.BUY_AND_HOLD) return 1 / symbolCount;
  return config.allocations.find((allocation) => allocation.symbol === symbol)?.weight ?? 0;
}
