import { describe, expect, it } from 'vitest';
import { countMissingSessions } from './count-missing-sessions.js';

const at = (...times: string[]) => Float64Array.from(times, (time) => Date.parse(time));

describe('countMissingSessions', () => {
  // Thursday 2 July 2020 to Tuesday 7 July: Friday the 3rd was observed as Independence Day.
  const around = at('2020-07-02', '2020-07-07');

  it('counts sessions by the calendar of the asset class', () => {
    expect(countMissingSessions(around, 'DAILY', 'STOCK')).toBe(1);
    expect(countMissingSessions(around, 'DAILY', 'ETF')).toBe(1);
    expect(countMissingSessions(around, 'DAILY', 'INDEX')).toBe(1);
    expect(countMissingSessions(around, 'DAILY', 'FOREX')).toBe(2);
    expect(countMissingSessions(around, 'DAILY', 'COMMODITY')).toBe(2);
    expect(countMissingSessions(around, 'DAILY', 'CRYPTO')).toBe(4);
  });

  it('counts intraday sessions without any bar, and not the gaps in one', () => {
    const minutes = at('2020-07-01T14:30:00Z', '2020-07-01T19:59:00Z', '2020-07-06T14:30:00Z', '2020-07-06T14:35:00Z');
    expect(countMissingSessions(minutes, 'ONE_MINUTE', 'STOCK')).toBe(1);
  });

  it('counts weeks from Monday, and calendar months', () => {
    expect(countMissingSessions(at('2020-01-05', '2020-01-06', '2020-01-19'), 'WEEKLY', 'STOCK')).toBe(0);
    expect(countMissingSessions(at('2020-01-05', '2020-01-20'), 'WEEKLY', 'STOCK')).toBe(2);
    expect(countMissingSessions(at('1969-12-01', '1970-01-31', '1970-04-01'), 'MONTHLY', 'STOCK')).toBe(2);
  });

  it('is 0 for one bar and for none', () => {
    expect(countMissingSessions(at('2020-01-05'), 'DAILY', 'CRYPTO')).toBe(0);
    expect(countMissingSessions(at(), 'DAILY', 'STOCK')).toBe(0);
  });
});
