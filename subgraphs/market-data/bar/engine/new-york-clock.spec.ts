import { expect, it } from 'vitest';
import { newYorkClock } from './new-york-clock.js';

const HOUR = 3_600_000;
const at = (time: string) => Date.parse(time);

it('knows the changes of the clock by the rules of their years', () => {
  // Energy Policy Act of 2005: from the second Sunday of March to the first of November, at 2:00, from 2007 on; before
  // it the first Sunday of April to the last of October; from 1967 to 1986 the last Sunday of April. In 1974 on 6 January.
  const changes = (year: number) =>
    newYorkClock(Date.UTC(year, 0, 1), Date.UTC(year, 11, 31))
      .slice(1)
      .map(({ from, offsetMs }) => [new Date(from).toISOString().slice(0, 16), offsetMs / HOUR]);
  expect(changes(2020)).toEqual([
    ['2020-03-08T07:00', -4],
    ['2020-11-01T06:00', -5],
  ]);
  expect(changes(2006)).toEqual([
    ['2006-04-02T07:00', -4],
    ['2006-10-29T06:00', -5],
  ]);
  expect(changes(1980)).toEqual([
    ['1980-04-27T07:00', -4],
    ['1980-10-26T06:00', -5],
  ]);
  expect(changes(1974)).toEqual([
    ['1974-01-06T07:00', -4],
    ['1974-10-27T06:00', -5],
  ]);
});

it('begins with the clock as it is at the beginning, and goes on to the end', () => {
  expect(newYorkClock(at('2019-07-01T00:00Z'), at('2020-03-08T07:00Z'))).toEqual([
    { from: at('2019-07-01T00:00Z'), offsetMs: -4 * HOUR },
    { from: at('2019-11-03T06:00Z'), offsetMs: -5 * HOUR },
    { from: at('2020-03-08T07:00Z'), offsetMs: -4 * HOUR },
  ]);
  expect(newYorkClock(at('2020-07-01T00:00Z'), at('2020-07-02T00:00Z'))).toHaveLength(1);
});
