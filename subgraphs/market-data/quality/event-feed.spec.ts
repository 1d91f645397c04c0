import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AssetClass, DataInterval, DataQualitySeverity } from '#schema/generated/enums.js';
import { minutes, QualityHouse } from '../../../tests/support/quality-house.js';
import { QualityService } from './quality.service.js';

let house: QualityHouse;

beforeEach(async () => {
  house = await QualityHouse.open();
});

afterEach(() => house.close());

describe('watchRaised', () => {
  it('keeps the newest 1,000 for a reader who is slow', async () => {
    const service = new QualityService(house.repository, house.quarantine(), house.bus, house.outbox, house.clock);
    const feed = await service.watchRaised(DataQualitySeverity.INFO);
    const key = { symbol: 'BROKEN', interval: DataInterval.ONE_MINUTE };
    const columns = minutes(1_003);
    columns.high.fill(1);
    await house.write(key, columns, { assetClass: AssetClass.CRYPTO });
    await house.outbox.settled();
    const seen = new Set<string>();
    for (let n = 0; n < 1_000; n++) seen.add((await feed.next()).value.id);
    expect(seen.size).toBe(1_000);
    const waiting = feed.next();
    await feed.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(await feed.next()).toEqual({ done: true, value: undefined });
  });
});
