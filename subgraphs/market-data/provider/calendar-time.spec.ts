import { expect, it } from 'vitest';
import { calendarTime } from './calendar-time.js';

it.each([
  ['2024-02-29', Date.UTC(2024, 1, 29)],
  ['2024-02-29T23:59:59Z', Date.UTC(2024, 1, 29, 23, 59, 59)],
  ['1899-12-31', Date.UTC(1899, 11, 31)],
  ['2024-02-31', Number.NaN],
  ['2023-02-29', Number.NaN],
  ['2023-02-29T10:00:00Z', Number.NaN],
  ['2024-03-01T24:00:00Z', Number.NaN],
  ['2024-13-01', Number.NaN],
  ['0000-00-00', Number.NaN],
  ['2024-3-1', Number.NaN],
  ['2024-03-01 10:00', Number.NaN],
  ['soon', Number.NaN],
])('takes %s for %s', (text, time) => {
  expect(calendarTime(text)).toBe(time);
});
