import { expect, it } from 'vitest';
import { periodStart } from './period-start.js';

it.each([
  ['DAILY', '2024-02-29T23:59:59Z', '2024-02-29'],
  ['WEEKLY', '2024-03-01T00:00:00Z', '2024-02-26'],
  ['WEEKLY', '2024-03-03T12:00:00Z', '2024-02-26'],
  ['WEEKLY', '2024-03-04T00:00:00Z', '2024-03-04'],
  ['WEEKLY', '1969-12-31T00:00:00Z', '1969-12-29'],
  ['MONTHLY', '2024-02-29T00:00:00Z', '2024-02-01'],
  ['MONTHLY', '1969-12-31T00:00:00Z', '1969-12-01'],
] as const)('%s of %s began on %s', (interval, time, day) => {
  expect(periodStart(Date.parse(time), interval)).toBe(Date.parse(day));
});

it('leaves times within a day as they are', () => {
  expect(periodStart(Date.parse('2024-03-01T15:35:00Z'), 'FIVE_MINUTES')).toBe(Date.parse('2024-03-01T15:35:00Z'));
});
