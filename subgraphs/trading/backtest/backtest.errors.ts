import { BadUserInput, FailedPrecondition, NotFound } from '#kit/errors/domain-error.js';
import type { BacktestStatus } from '#schema/generated/enums.js';

export function backtestNotFound(id: string): NotFound {
  return new NotFound(`There is no backtest ${id}, or it is not yours.`, { backtestId: id });
}

export function alreadyEnded(id: string, status: BacktestStatus): FailedPrecondition {
  return new FailedPrecondition(
    `The backtest ${id} is ${status} already; only one that is PENDING or RUNNING can be cancelled.`,
    {
      backtestId: id,
      status,
    },
  );
}

export function unknownSymbols(unknown: readonly string[], interval: string, known: readonly string[]): BadUserInput {
  const there =
    known.length === 0 ? 'There are none yet: import some first.' : `There are bars of ${known.join(', ')}.`;
  return new BadUserInput(`symbols: there are no ${interval} bars of ${unknown.join(', ')}. ${there}`, {
    unknown,
    interval,
  });
}

export function outsideCoverage(asked: DateRange, coverage: DateRange, symbols: readonly string[]): BadUserInput {
  return new BadUserInput(
    `startDate, endDate: expected days within the coverage of ${symbols.join(', ')}, ${coverage.from} to ${coverage.to}; found ${asked.from} to ${asked.to}.`,
    { coverage, asked },
  );
}

export interface DateRange {
  readonly from: string;
  readonly to: string;
}
