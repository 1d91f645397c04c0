import { BadUserInput, Conflict } from '#kit/errors/domain-error.js';
import type { EconomicSeries } from './economic-series.js';

export function unsoundSeries(field: string, expected: string, found: string | number): BadUserInput {
  return new BadUserInput(`${field}: expected ${expected}, found ${JSON.stringify(found)}.`, { field });
}

/** Values of two units, or of months and quarters, in one series would be no series. */
export function otherSeries(there: EconomicSeries, found: EconomicSeries): Conflict {
  const say = ({ frequency, unit, source }: EconomicSeries) => `${frequency}, in ${unit}, of ${source}`;
  return new Conflict(
    `code: ${there.code} names a series that is ${say(there)}; found one that is ${say(found)}. Store it under another code, such as ${there.code}_${found.frequency.toUpperCase()}.`,
    { code: there.code },
  );
}

export function datesReversed(from: string, to: string): BadUserInput {
  return new BadUserInput(`from, to: expected from not after to, found ${from} and ${to}.`, { from, to });
}

/** The most values of one answer. */
export const MOST_OBSERVATIONS = 100_000;

export function tooManyObservations(found: number): BadUserInput {
  return new BadUserInput(
    `from, to: expected at most ${MOST_OBSERVATIONS} values, found ${found}. Ask for a shorter time.`,
    { maximum: MOST_OBSERVATIONS },
  );
}

export function calendarTooLong(from: string, to: string, longestDays: number): BadUserInput {
  return new BadUserInput(
    `from, to: expected at most ${longestDays} days, found ${from} to ${to}. Ask for a shorter time.`,
    { from, to },
  );
}
