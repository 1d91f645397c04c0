import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BarLakeWriter } from '#lake/bar-lake-writer.js';
import { DataQualityStatus } from '#schema/generated/enums.js';
import { QualityHouse, SPX } from '../../../tests/support/quality-house.js';
import { dailySample, prefix } from '../../../tests/support/quality-plantings.js';
import { alice } from '../../../tests/support/subgraph-caller.js';
import { QualityService } from './quality.service.js';

const spx = dailySample('spx-daily.csv');
const caller = { viewer: alice, requestId: 'req_test' };

let house: QualityHouse;

beforeEach(async () => {
  house = await QualityHouse.open();
});

afterEach(() => house.close());

describe('quarantine', () => {
  async function heldUp(removeSame: BarLakeWriter['removeSame']) {
    const columns = prefix(spx, 10);
    columns.high[4] = 1;
    await house.write(SPX, columns);
    const broken = house.quarantine({ removeSame });
    const service = new QualityService(house.repository, broken, house.bus, house.outbox, house.clock);
    const [event] = await house.raised();
    return { event: event!, service, columns };
  }
  const barCount = async () => (await house.lake.currentSnapshot()).entry(SPX)?.rowCount;

  it('that broke off before the lake was written is made whole at the start', async () => {
    const { event, service } = await heldUp(() => Promise.reject(new Error('killed')));
    const request = { eventId: event.id, resolution: 'Out.', quarantine: true };
    await expect(service.resolve(request, caller)).rejects.toThrow('killed');
    expect(await house.raised()).toMatchObject([
      { status: DataQualityStatus.RESOLVED, quarantined: true, removalPending: true },
    ]);
    expect(await barCount()).toBe(10);
    const restarted = house.quarantine();
    await restarted.resume();
    await restarted.resume();
    expect(await barCount()).toBe(9);
    expect(await house.raised()).toMatchObject([{ quarantined: true, removalPending: false }]);
  });

  it('that broke off after the lake was written is made whole at the start', async () => {
    const { event, service } = await heldUp(async (key, bars) => {
      await house.writer.removeSame(key, bars);
      throw new Error('killed');
    });
    const request = { eventId: event.id, resolution: 'Out.', quarantine: true };
    await expect(service.resolve(request, caller)).rejects.toThrow('killed');
    expect(await barCount()).toBe(9);
    const again = new QualityService(house.repository, house.quarantine(), house.bus, house.outbox, house.clock);
    expect(await again.resolve(request, caller)).toMatchObject({ quarantined: true, removalPending: false });
    await expect(again.resolve(request, caller)).rejects.toMatchObject({ code: 'FAILED_PRECONDITION' });
  });

  it('does not take a corrected bar that came in between', async () => {
    const { event, service } = await heldUp(() => Promise.reject(new Error('killed')));
    const request = { eventId: event.id, resolution: 'Out.', quarantine: true };
    await expect(service.resolve(request, caller)).rejects.toThrow('killed');
    await house.writer.upsert(SPX, prefix(spx, 10), 'test');
    await house.quarantine().resume();
    expect(await barCount()).toBe(10);
    expect(await house.raised()).toMatchObject([
      { status: DataQualityStatus.RESOLVED, quarantined: false, removalPending: false },
    ]);
  });

  it('stands when the same bar is written by somebody who did not know of it', async () => {
    const { event, columns } = await heldUp(() => Promise.reject(new Error('not used')));
    const service = new QualityService(house.repository, house.quarantine(), house.bus, house.outbox, house.clock);
    await service.resolve({ eventId: event.id, resolution: 'Out.', quarantine: true }, caller);
    // Whoever asked what is held out before the event was resolved writes the bar again.
    expect(await house.write(SPX, columns)).toBe(0);
    expect(await barCount()).toBe(9);
    expect(await house.raised()).toMatchObject([{ quarantined: true, removalPending: false, status: 'RESOLVED' }]);
    await house.write(SPX, prefix(spx, 10));
    expect(await barCount()).toBe(10);
    expect(await house.raised()).toMatchObject([{ quarantined: false, status: 'RESOLVED' }]);
  });

  it('does not take a bar that is corrected at the last moment', async () => {
    const { event, service } = await heldUp(async (key, bars) => {
      await house.writer.upsert(SPX, prefix(spx, 10), 'test');
      return house.writer.removeSame(key, bars);
    });
    await service.resolve({ eventId: event.id, resolution: 'Out.', quarantine: true }, caller);
    expect(await barCount()).toBe(10);
    expect(await house.raised()).toMatchObject([{ quarantined: false, removalPending: false }]);
  });
});
