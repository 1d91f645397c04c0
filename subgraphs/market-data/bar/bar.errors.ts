import { BadUserInput } from '#kit/errors/domain-error.js';
import type { DataInterval } from '#schema/generated/enums.js';
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

export function notResampled(
  { symbol, interval }: Pick<BarRange, 'symbol' | 'interval'>,
  stored: readonly DataInterval[],
): BadUserInput {
  return new BadUserInput(
    `interval: expected one that is stored for ${symbol} (${stored.join(', ')}), or a longer one, which is made of these (months of days or shorter); found ${interval}.`,
    { symbol, interval, stored },
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
