import type { BacktestFacts } from './backtest-facts.js';
import { calendarDay, fact } from './context-facts.js';
import type { Fact } from './fact.js';
import { nameList } from './name-list.js';

/** The course of the deepest drawdown; its depth is the metric maxDrawdown. */
export function drawdownFacts({ drawdowns }: BacktestFacts): Fact[] {
  const deepest = drawdowns[0];
  return [
    fact(
      ['drawdownStart', calendarDay(deepest?.startAt), 'date'],
      nameList`peak on #, peak of #, peak in #, peaked on #, peaked in #, drawdown began on #, drawdown began in #,
        drawdown started on #`,
    ),
    fact(
      ['drawdownTrough', calendarDay(deepest?.troughAt), 'date'],
      nameList`trough, bottom, low on #, low of #, low in #, bottomed`,
    ),
    fact(
      ['drawdownRecovery', calendarDay(deepest?.recoveredAt), 'date'],
      nameList`recovered, recovery, recovered by #, recovered on #, recovered in #, regained, new high on #`,
    ),
    fact(
      ['deepestDrawdownDays', deepest?.days ?? null, 'days'],
      nameList`deepest drawdown, maximum drawdown, max drawdown, worst drawdown, largest drawdown, drawdown,
        under water for #, # under water, # below the old peak`,
    ),
  ];
}
