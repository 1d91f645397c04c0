import { expect, it } from 'vitest';
import { barDate } from './bar-date.js';

it.each([
  ['DAILY', '2024-03-01T15:35:00Z', '2024-03-01T00:00:00Z'],
  ['DAILY', '1969-12-31T23:00:00Z', '1969-12-31T00:00:00Z'],
  ['WEEKLY', '2024-03-01T15:35:00Z', '2024-02-26T00:00:00Z'],
  ['WEEKLY', '2024-02-26T00:00:00Z', '2024-02-26T00:00:00Z'],
  ['WEEKLY', '2024-03-03T23:59:59Z', '2024-02-26T00:00:00Z'],
  ['WEEKLY', '1900-01-03T00:00:00Z', '1900-01-01T00:00:00Z'],
  ['MONTHLY', '2024-02-29T12:00:00Z', '2024-02-01T00:00:00Z'],
  ['MONTHLY', '1850-12-31T12:00:00Z', '1850-12-01T00:00:00Z'],
  ['FIVE_MINUTES', '2024-03-01T15:35:01Z', '2024-03-01T15:35:01Z'],
] as const)('%s: the bar of %s is dated %s', (interval, time, date) => {
  expect(barDate(Date.parse(time), interval)).toBe(Date.parse(date));
});
