import type { Fact } from '../fact.js';
import type { Claim } from './read-claim.js';
import type { ReadNumber, WrittenDate } from './read-number.js';
import { DAYS, unitsAgree } from './units-agree.js';

/** "About 12 %" may be this far off, or one unit of its last place. */
const ABOUT = 0.05;

/** Whether the claim agrees with the fact within the precision that its number is written with. */
export function claimHolds(claim: Claim, fact: Fact): boolean {
  const { number } = claim;
  if (number.conditional === 'no') return fact.value === null || fact.value === 0;
  if (fact.value === null || !unitsAgree(number, fact.unit)) return false;
  if (typeof fact.value === 'string') return dateAgrees(number, fact.value) !== claim.negated;
  const scale = scaleOf(number, fact);
  const signed = claim.downwards && isSigned(fact) ? -Math.abs(number.value) : number.value;
  const stated = (fact.magnitude ? Math.abs(signed) : signed) * scale;
  const actual = fact.magnitude ? Math.abs(fact.value) : fact.value;
  return compares(claim, stated, actual, number.resolution * scale) !== claim.negated;
}

function compares({ comparison }: Claim, stated: number, actual: number, resolution: number): boolean {
  // Half a unit of the last place, and room for the binary form of the two numbers.
  const slack = 1e-9 * Math.max(resolution, 1e-6 * Math.abs(actual));
  const gap = Math.abs(actual - stated);
  const same = gap <= resolution / 2 + slack;
  switch (comparison) {
    case '=':
      return same;
    case '~':
      return gap <= Math.max(resolution, ABOUT * Math.abs(stated)) + slack;
    case '>':
      return actual > stated + slack;
    case '>=':
      return actual > stated || same;
    case '<':
      return actual < stated - slack;
    case '<=':
      return actual < stated || same;
    default:
      return comparison satisfies never;
  }
}

/** What one unit of the number, as it is written, is in the unit of the fact. */
function scaleOf(number: ReadNumber, fact: Fact): number {
  if (number.kind === 'percent' || number.kind === 'points') return 0.01;
  if (number.kind === 'basisPoints') return 0.0001;
  if (number.kind === 'duration' && fact.unit === 'days') return DAYS[number.duration ?? 'day'] ?? 1;
  return 1;
}

function isSigned({ unit }: Fact): boolean {
  return unit === 'fraction' || unit === 'points' || unit === 'ratio';
}

/** A date agrees as far as it is written: 2008 with any day of that year. */
function dateAgrees(number: ReadNumber, actual: string): boolean {
  const written: WrittenDate = number.date ?? { year: number.value };
  const [year, month, day] = actual.split('-').map(Number);
  return (
    written.year === year &&
    (written.month === undefined || written.month === month) &&
    (written.day === undefined || written.day === day)
  );
}
