import { BadUserInput } from '#kit/errors/domain-error.js';
import { idempotencyKey, idList, symbolName, tagList, textOrNull } from '#kit/graphql/input.js';
import { DataInterval, SizingMethod, SortDirection } from '#schema/generated/enums.js';
import { toRiskSettings } from '../strategy/risk.input.js';
import { toStrategyConfig } from '../strategy/to-strategy-config.js';
import type { BacktestFilterInput, BacktestSort, CostsInput, RunBacktestInput, SizingInput } from './backtest.input.js';
import {
  type BacktestCosts,
  type BacktestSettings,
  DEFAULT_BACKTEST_SETTINGS,
  type PositionSizing,
} from './backtest.js';
import type { BacktestFilter, BacktestOrder, RunRequest } from './backtest-requests.js';

const MOST_SYMBOLS = 50;
const HIGHEST_LEVERAGE = 100;
const MOST_CASH = 1e15;
const standard = DEFAULT_BACKTEST_SETTINGS;

/** The run as asked for: every number checked, every default filled in. */
export function toRunRequest(input: RunBacktestInput): RunRequest {
  if (input.startDate > input.endDate) {
    throw new BadUserInput(
      `startDate, endDate: expected the first day before the last one, found ${input.startDate} and ${input.endDate}. Swap them.`,
      { startDate: input.startDate, endDate: input.endDate },
    );
  }
  return {
    what: toSubject(input),
    name: textOrNull('name', input.name, 200),
    symbols: toSymbols(input.symbols),
    interval: input.interval ?? DataInterval.DAILY,
    startDate: input.startDate,
    endDate: input.endDate,
    settings: toSettings(input),
    tags: tagList('tags', input.tags),
    idempotencyKey: idempotencyKey(input.idempotencyKey),
  };
}

export function toBacktestFilter(input: BacktestFilterInput | null | undefined): BacktestFilter {
  return {
    strategyIds: input?.strategyIds == null ? null : idList('filter.strategyIds', input.strategyIds, 100),
    statuses: input?.statuses ?? null,
    symbols: input?.symbols == null ? null : idList('filter.symbols', input.symbols, 100).map((s) => s.toUpperCase()),
    tags: tagList('filter.tags', input?.tags),
    createdAfter: input?.createdAfter ?? null,
  };
}

export function toBacktestOrder(sort: BacktestSort | null | undefined): BacktestOrder {
  return { by: sort?.by ?? null, direction: sort?.direction ?? SortDirection.DESC };
}

function toSubject(input: RunBacktestInput): RunRequest['what'] {
  if ((input.strategyId == null) === (input.config == null)) {
    const found = input.strategyId == null ? 'neither' : 'both';
    throw new BadUserInput(`strategyId, config: expected exactly one of them, found ${found}.`);
  }
  if (input.config != null) return { config: toStrategyConfig(input.config), risk: toRiskSettings(input.risk) };
  if (input.risk != null) {
    throw new BadUserInput('risk: a strategy brings its own risk settings; leave it out, or change the strategy.');
  }
  return { strategyId: input.strategyId as string };
}

function toSymbols(symbols: readonly string[]): string[] {
  const distinct = [...new Set(symbols.map((symbol) => symbolName('symbols', symbol)))];
  if (distinct.length >= 1 && distinct.length <= MOST_SYMBOLS) return distinct;
  throw new BadUserInput(`symbols: expected 1 to ${MOST_SYMBOLS} symbols, found ${distinct.length}.`, {
    field: 'symbols',
  });
}

function toSettings(input: RunBacktestInput): BacktestSettings {
  const leverage = within('leverage', input.leverage ?? standard.leverage, 1, HIGHEST_LEVERAGE);
  return {
    initialCash: above('initialCash', input.initialCash ?? standard.initialCash, MOST_CASH),
    costs: toCosts(input.costs),
    sizing: toSizing(input.sizing, leverage),
    fillTiming: input.fillTiming ?? standard.fillTiming,
    leverage,
    allowShort: input.allowShort ?? standard.allowShort,
    exclusiveOrders: input.exclusiveOrders ?? standard.exclusiveOrders,
    closeAtEnd: input.closeAtEnd ?? standard.closeAtEnd,
    rebalance: input.rebalance ?? standard.rebalance,
    benchmarkSymbol: input.benchmarkSymbol == null ? null : symbolName('benchmarkSymbol', input.benchmarkSymbol),
    adjusted: input.adjusted ?? standard.adjusted,
    riskFreeRate: within('riskFreeRate', input.riskFreeRate ?? standard.riskFreeRate, -0.5, 1),
  };
}

function toCosts(input: CostsInput | null | undefined): BacktestCosts {
  const { costs } = standard;
  return {
    commissionRate: within('costs.commissionRate', input?.commissionRate ?? costs.commissionRate, 0, 0.5),
    commissionFixed: within('costs.commissionFixed', input?.commissionFixed ?? costs.commissionFixed, 0, 1e9),
    spread: within('costs.spread', input?.spread ?? costs.spread, 0, 0.5),
    slippageRate: within('costs.slippageRate', input?.slippageRate ?? costs.slippageRate, 0, 0.5),
    borrowRate: within('costs.borrowRate', input?.borrowRate ?? costs.borrowRate, 0, 10),
  };
}

function toSizing(input: SizingInput | null | undefined, leverage: number): PositionSizing {
  const method = input?.method ?? standard.sizing.method;
  const most = method === SizingMethod.EQUITY_FRACTION ? leverage : 1e15;
  return {
    method,
    value: above('sizing.value', input?.value ?? standard.sizing.value, most),
    allowFractional: input?.allowFractional ?? standard.sizing.allowFractional,
  };
}

function within(field: string, value: number, least: number, most: number): number {
  if (value >= least && value <= most) return value;
  throw new BadUserInput(`${field}: expected a number from ${least} to ${most}, found ${value}.`, {
    field,
    least,
    most,
  });
}

function above(field: string, value: number, most: number): number {
  if (value > 0 && value <= most) return value;
  throw new BadUserInput(`${field}: expected a number above 0 and at most ${most}, found ${value}.`, { field, most });
}
