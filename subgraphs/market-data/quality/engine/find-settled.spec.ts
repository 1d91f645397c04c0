import { describe, expect, it } from 'vitest';
import { AnomalyType, DataInterval } from '#schema/generated/enums.js';
import { minutes } from '../../../../tests/support/quality-house.js';
import { barAt } from '../../bar/engine/bar-at.js';
import { anomalyName } from '../quality.js';
import { findSettled, type Judged, type OpenAnomaly } from './find-settled.js';

const DAY_MS = 86_400_000;
const bars = minutes(10);
const at = (i: number) => bars.timestamps[i]!;
const JUDGED: Judged = {
  ...{ interval: DataInterval.ONE_MINUTE, bars, lastBarAt: at(9), judgeFrom: at(5) },
  isFound: () => false,
};
const anomaly = (anomalyType: AnomalyType, occurredAt: number, bar: OpenAnomaly['bar'] = null): OpenAnomaly => ({
  ...{ id: 'one', anomalyType, occurredAt, bar },
});
const settled = (open: OpenAnomaly, judged: Partial<Judged> = {}) =>
  findSettled([open], { ...JUDGED, ...judged }).get('one') ?? null;

describe('what is settled', () => {
  const was = { ...barAt(bars, 7), close: 1 };

  it.each([
    ['is corrected', anomaly('PRICE_JUMP', at(7), was), {}, 'The bar was corrected.'],
    [
      'is the same after others were',
      anomaly('PRICE_JUMP', at(7), barAt(bars, 7)),
      {},
      'The bars before it have changed.',
    ],
    [
      'has another adjusted close',
      anomaly('UNADJUSTED_SPLIT', at(7), { ...barAt(bars, 7), adjustedClose: 1 }),
      {},
      'The bar was corrected.',
    ],
    ['is found again', anomaly('PRICE_JUMP', at(7), was), { isFound: () => true }, null],
    ['was not judged', anomaly('PRICE_JUMP', at(4), was), {}, null],
    ['is judged with all', anomaly('PRICE_JUMP', at(4), was), { judgeFrom: null }, 'The bar was corrected.'],
    ['is gone', anomaly('PRICE_JUMP', at(7) + 1, was), {}, null],
    ['came for a rejected row', anomaly('NON_POSITIVE_PRICE', at(7)), {}, 'The bar was corrected.'],
    ['came as a duplicate', anomaly('DUPLICATE_BAR', at(7), was), {}, null],
  ])('of a bar that %s', (_, open, judged, resolution) => {
    expect(settled(open, judged)).toBe(resolution);
  });

  it('of a row that was rejected again is nothing', () => {
    const open = anomaly('NON_POSITIVE_PRICE', at(7));
    expect(settled(open, { isFound: (name) => name === anomalyName(open) })).toBeNull();
  });

  it('of a missing session is the first bar in it, whatever was judged', () => {
    const day = Math.floor(at(0) / DAY_MS) * DAY_MS;
    expect(settled(anomaly('MISSING_SESSION', day))).toBe('The bar arrived.');
    expect(settled(anomaly('MISSING_SESSION', day - DAY_MS))).toBeNull();
    expect(settled(anomaly('MISSING_SESSION', day + DAY_MS))).toBeNull();
  });

  it('of stale data is a later bar', () => {
    expect(settled(anomaly('STALE_DATA', at(8)))).toBe('Newer bars arrived.');
    expect(settled(anomaly('STALE_DATA', at(9)))).toBeNull();
  });

  it('of a statement is nothing that a bar could say', () => {
    expect(settled(anomaly(AnomalyType.INCONSISTENT_STATEMENT, at(7)))).toBeNull();
  });
});
