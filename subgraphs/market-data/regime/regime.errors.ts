import { BadUserInput, FailedPrecondition } from '#kit/errors/domain-error.js';
import { MAX_FITTED_BARS, MAX_HISTORY, MAX_LOOKBACK_BARS, MIN_LOOKBACK_BARS } from './regime.js';

export function badLookback(found: number): BadUserInput {
  return new BadUserInput(
    `lookbackDays: expected a whole number from ${MIN_LOOKBACK_BARS} to ${MAX_LOOKBACK_BARS}, found ${found}.`,
    { argument: 'lookbackDays' },
  );
}

export function datesReversed(from: string, to: string): BadUserInput {
  return new BadUserInput(`from, to: expected from not after to, found ${from} and ${to}.`, { from, to });
}

/** The first and the last day with a bar, epoch milliseconds. */
interface Days {
  readonly firstBarAt: number;
  readonly lastBarAt: number;
}

export function beforeFirstBar(symbol: string, asOf: number, days: Days): BadUserInput {
  return new BadUserInput(
    `asOf: expected a day not before the first daily bar of ${symbol}, whose bars run from ${coverage(days)}; found ${day(asOf)}.`,
    details(symbol, days),
  );
}

export function outsideBars(symbol: string, from: number | null, to: number | null, days: Days): BadUserInput {
  const asked = `${from === null ? 'the beginning' : day(from)} to ${to === null ? 'the end' : day(to)}`;
  return new BadUserInput(
    `from, to: expected days within the daily bars of ${symbol}, ${coverage(days)}; found ${asked}.`,
    details(symbol, days),
  );
}

export function tooManyRegimes(found: number): BadUserInput {
  return new BadUserInput(
    `from, to: expected at most ${MAX_HISTORY} days with a regime, found ${found}; ask for a shorter period.`,
    { most: MAX_HISTORY, found },
  );
}

export function tooManyBars(symbol: string, found: number): FailedPrecondition {
  return new FailedPrecondition(
    `A model is fitted to at most ${MAX_FITTED_BARS} daily bars, ${symbol} has ${found}; the method RULES has no such bound.`,
    { symbol, most: MAX_FITTED_BARS, found },
  );
}

function coverage({ firstBarAt, lastBarAt }: Days): string {
  return `${day(firstBarAt)} to ${day(lastBarAt)}`;
}

function details(symbol: string, { firstBarAt, lastBarAt }: Days) {
  return { symbol, coverage: { firstBarAt: day(firstBarAt), lastBarAt: day(lastBarAt) } };
}

function day(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}
