import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AssetClass } from '#schema/generated/enums.js';
import { QualityHouse, SPX } from '../../../tests/support/quality-house.js';
import { dailySample, prefix } from '../../../tests/support/quality-plantings.js';

const spx = dailySample('spx-daily.csv');

let house: QualityHouse;

beforeEach(async () => {
  house = await QualityHouse.open();
});

afterEach(() => house.close());

describe('reports', () => {
  it('are computed once for many who ask at once, and anew for other bars', async () => {
    await house.write(SPX, prefix(spx, 100));
    const reads = house.observeReads();
    const request = { ...SPX, assetClass: AssetClass.INDEX };
    const snapshot = await house.lake.currentSnapshot();
    const all = await Promise.all([1, 2, 3].map(() => house.reports.findMany(snapshot, [request, request])));
    expect(all.flat().every((report) => report?.barsChecked === 100)).toBe(true);
    expect(reads).toHaveLength(1);
    await house.writer.upsert(SPX, prefix(spx, 101), 'test');
    const [report] = await house.reports.findMany(await house.lake.currentSnapshot(), [request]);
    expect([report?.barsChecked, reads.length]).toEqual([101, 2]);
    expect((await house.reports.findMany(snapshot, [request]))[0]?.barsChecked).toBe(100);
    expect(reads).toHaveLength(2);
  });

  it('that could not be computed are computed when they are asked for again', async () => {
    await house.write(SPX, prefix(spx, 100));
    const { columns } = house.bars;
    house.bars.columns = () => Promise.reject(new Error('the disk is gone'));
    const ask = async () =>
      house.reports.findMany(await house.lake.currentSnapshot(), [{ ...SPX, assetClass: AssetClass.INDEX }]);
    await expect(ask()).rejects.toThrow('the disk is gone');
    house.bars.columns = columns;
    expect(await ask()).toMatchObject([{ barsChecked: 100 }]);
  });
});
