import type { FactUnit } from '../fact.js';
import type { NumberKind, ReadNumber } from './read-number.js';

/** How the value of a fact may be written. */
const WRITTEN_AS: Readonly<Record<FactUnit, readonly NumberKind[]>> = {
  fraction: ['percent', 'basisPoints', 'plain'],
  points: ['points', 'percent', 'basisPoints'],
  ratio: ['plain', 'times'],
  money: ['money', 'plain'],
  count: ['plain'],
  days: ['duration'],
  period: ['plain', 'duration'],
  date: ['date'],
};

/** Whether a number, by the way it is written, can state a fact of this unit at all. */
export function unitsAgree(number: ReadNumber, unit: FactUnit): boolean {
  if (number.conditional === 'no') return unit !== 'date';
  if (unit === 'date' && number.yearLike) return true;
  if (unit === 'days' && number.duration !== undefined && !(number.duration in DAYS)) return false;
  // Nobody writes 17 for 1700 %: a bare whole number is a count or a ratio, before it is a fraction.
  if (unit === 'fraction' && number.kind === 'plain' && number.resolution >= 1 && Math.abs(number.value) > 1)
    return false;
  return WRITTEN_AS[unit].includes(number.kind);
}

/** Calendar days in what a duration is written in; bars and trading days have no fixed length. */
export const DAYS: Readonly<Record<string, number>> = {
  minute: 1 / 1440,
  hour: 1 / 24,
  day: 1,
  week: 7,
  month: 365.25 / 12,
  year: 365.25,
  decade: 3652.5,
};
