import { finiteOrNull } from '#quant/numeric/finite-or-null.js';
import type { Drawdowns } from '#quant/statistics/drawdowns.js';
import { warmUpBars } from '../../strategy/engine/warm-up-bars.js';
import type { PerformanceMetrics } from '../backtest.js';
import type { BacktestInput } from './backtest-input.js';
import { buyAndHoldReturn } from './buy-and-hold.js';
import type { DailySeries } from './daily-series.js';
import { drawdownStatistics } from './drawdown-statistics.js';
import { returnStatistics } from './return-statistics.js';
import type { RunState } from './run-state.js';
import type { TradeColumns } from './trade-log.js';
import { tradeStatistics } from './trade-statistics.js';

const MS_PER_DAY = 86_400_000;
const DAYS_PER_YEAR = 365.25;

/** What a summary is made of. */
export interface RunRecord {
  readonly input: BacktestInput;
  readonly run: RunState;
  /** Of the ticks that ran, and so is the equity. */
  readonly timestamps: Float64Array;
  readonly equity: Float64Array;
  readonly trades: TradeColumns;
  readonly drawdowns: Drawdowns;
  readonly daily: DailySeries;
}

/** All metrics of a run: of its money, its daily returns, its drawdowns and its closed trades. */
export function summarise(record: RunRecord): PerformanceMetrics {
  const { daily, drawdowns, equity, input, run, timestamps, trades } = record;
  const ticks = timestamps.length;
  const initialCash = input.settings.initialCash;
  const finalEquity = equity[ticks - 1]!;
  const lastAt = timestamps[ticks - 1]!;
  const days = (lastAt - timestamps[0]!) / MS_PER_DAY;
  const ofReturns = returnStatistics(daily);
  const ofDrawdowns = drawdownStatistics(drawdowns, timestamps);
  return {
    finalEquity,
    peakEquity: run.curve.peak,
    totalReturn: finalEquity / initialCash - 1,
    buyAndHoldReturn: buyAndHoldReturn(input.symbols, warmUpBars(input.config), lastAt),
    cagr: growthPerYear(finalEquity / initialCash, days),
    calmarRatio: ratio(ofReturns.annualisedReturn, ofDrawdowns.maxDrawdown),
    exposure: run.curve.exposedTicks / ticks,
    turnover: ratio(ratio(run.account.traded / 2, run.curve.equitySum / ticks), days / DAYS_PER_YEAR),
    totalCommission: run.account.commission,
    ...ofReturns,
    ...ofDrawdowns,
    ...tradeStatistics(trades),
  };
}

/** growth^(365.25 ÷ days) − 1; null for a run of no length, and when more than everything was lost. */
function growthPerYear(growth: number, days: number): number | null {
  return days > 0 && growth >= 0 ? finiteOrNull(growth ** (DAYS_PER_YEAR / days) - 1) : null;
}

function ratio(dividend: number | null, divisor: number): number | null {
  return dividend === null || !(divisor > 0) ? null : finiteOrNull(dividend / divisor);
}
