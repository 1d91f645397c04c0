import { describe, expect, it } from 'vitest';
import { DataInterval } from '#schema/generated/enums.js';
import { importPlace, refusal } from '../../tests/support/import-place.js';
import { isPlausibleAdjustment, isPlausiblePrice, isPlausibleVolume } from './plausible-bars.js';
import { UTC_DAYS } from './session-rule.js';

const place = importPlace();
const HEADER = 'date,open,high,low,close,volume,adjclose';

it.each([
  ['2020-01-02,1e300,1,1,1,1,1', 'line 3, column "open": expected a price from 1e-12 to 1e12, found "1e300"'],
  ['2020-01-02,1,1,1,1e-300,1,1', 'column "close": expected a price from 1e-12 to 1e12, found "1e-300"'],
  ['2020-01-02,1,-1e13,1,1,1,1', 'column "high": expected a price from 1e-12 to 1e12, found "-1e13"'],
  ['2020-01-02,1,1,1,1,1e19,1', 'column "volume": expected a volume of at most 1e18, found "1e19"'],
  [
    '2020-01-02,1,1,1,1,1,1e10',
    'column "adjclose": expected an adjusted close within 1e9 times the close, found "1e10"',
  ],
  ['2020-01-02,1,1,1,1,1,1e-10', 'column "adjclose": expected an adjusted close within 1e9 times the close'],
  ['2020-01-02,0,1,1,1,1,1e300', 'column "adjclose": expected an adjusted close within 1e9 times the close'],
])('refuses the file with %s', async (row, reason) => {
  const { message } = await refusal(place.load(`${HEADER}\n2020-01-01,1,1,1,1,1,1\n${row}\n`));
  expect(message).toContain('1 bad row, so nothing was imported');
  expect(message).toContain(reason);
});

it('says of one bar what the import says of a row', () => {
  for (const price of [1e-12, 1, 1e12, 0, -1]) expect(isPlausiblePrice(price)).toBe(true);
  for (const price of [9e-13, 1.1e12, -1e13, Number.NaN]) expect(isPlausiblePrice(price)).toBe(false);
  expect([isPlausibleVolume(1e18), isPlausibleVolume(2e18)]).toEqual([true, false]);
  expect([isPlausibleAdjustment(1e9, 1), isPlausibleAdjustment(1e-9, 1), isPlausibleAdjustment(-1, 1)]).toEqual([
    true,
    true,
    true,
  ]);
  expect([isPlausibleAdjustment(1.1e9, 1), isPlausibleAdjustment(9e-10, 1)]).toEqual([false, false]);
});

it('takes what stands at the bounds, and all that is made of it is finite', async () => {
  const days = Array.from({ length: 28 }, (_, i) => `2020-02-${String(i + 1).padStart(2, '0')}`);
  const rows = days.map((day, i) => `${day},1e12,1e12,1e-12,${i % 2 ? '1e12,1e18,1e21' : '1e-12,1e18,1.1e-21'}`);
  const { snapshot } = await place.load(`${HEADER}\n${rows.join('\n')}\n`, { symbol: 'BOUNDS' });
  for (const interval of [DataInterval.WEEKLY, DataInterval.MONTHLY]) {
    for (const adjusted of [false, true]) {
      const request = { symbol: 'BOUNDS', interval, source: DataInterval.DAILY, rule: UTC_DAYS, adjusted };
      const [bars] = await place.reader.resample(snapshot, [request]);
      for (const column of Object.values(bars!)) expect([...column].every(Number.isFinite)).toBe(true);
      expect(Math.max(...bars!.volume)).toBeGreaterThan(1e18);
    }
  }
});

describe('what does not stand in a cell', () => {
  it.each(['', 'N/A', 'n/a', 'NaN', 'null', ' '])('%j is no volume, and no adjustment', async (nothing) => {
    const { bars } = await place.load(
      `${HEADER}\n2020-01-01,1,3,1,2,10,1.5\n2020-01-02,1,3,1,2,${nothing},${nothing}\n`,
    );
    expect([...bars.volume]).toEqual([10, 0]);
    expect([...bars.adjustedClose]).toEqual([1.5, 2]);
  });

  it.each(['x', '-1', 'inf', '1,5'])('%j is still a bad volume', async (text) => {
    const { message } = await refusal(place.load(`date;close;volume\n2020-01-01;1;1.5\n2020-01-02;1;${text}\n`));
    expect(message).toContain(`column "volume": expected a number of 0 or more, found ${JSON.stringify(text)}`);
  });

  it.each(['', 'N/A', 'NaN'])('%j is still a bad price', async (nothing) => {
    const { message } = await refusal(place.load(`${HEADER}\n2020-01-01,1,3,1,${nothing},10,1.5\n`));
    expect(message).toContain('line 2, column "close": expected a number above 0');
  });
});
