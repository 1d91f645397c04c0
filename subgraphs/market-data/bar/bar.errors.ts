import { BadUserInput } from '#kit/errors/domain-error.js';
import { type BarRange, type Coverage, MAX_POINTS, MIN_POINTS } from './bar.js';

export function datesReversed(from: number, to: number): BadUserInput {
  const [first, last] = [iso(from), iso(to)];
  return new BadUserInput(`from, to: expected from not after to, found ${first} and ${last}.`, {
    from: first,
    to: last,
  });
}

export function outsideCoverage(range: BarRange, coverage: Pick<Coverage, 'firstBarAt' | 'lastBarAt'>): BadUserInput {
  const { symbol, interval } = range;
  const [first, last] = [iso(coverage.firstBarAt), iso(coverage.lastBarAt)];
  const asked = `${range.from === null ? 'the beginning' : iso(range.from)} to ${range.to === null ? 'the end' : iso(range.to)}`;
  return new BadUserInput(
    `from, to: expected times within the coverage of ${symbol} ${interval}, ${first} to ${last}; found ${asked}.`,
    { symbol, interval, coverage: { firstBarAt: first, lastBarAt: last } },
  );
}

export function badMaxPoints(found: number): BadUserInput {
  return new BadUserInput(`maxPoints: expected a whole number from ${MIN_POINTS} to ${MAX_POINTS}, found ${found}.`, {
    argument: 'maxPoints',
  });
}

function iso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
