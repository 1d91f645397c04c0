import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BadUserInput } from '#kit/errors/domain-error.js';
import { hasOutbox } from '#kit/events/outbox.js';
import { AssetClass, DataInterval } from '#schema/generated/enums.js';
import { minutes, QualityHouse, SPX } from '../../../tests/support/quality-house.js';
import { dailySample, PLANTERS, prefix, seededChance } from '../../../tests/support/quality-plantings.js';
import { alice } from '../../../tests/support/subgraph-caller.js';
import { inspectBars } from './engine/inspect-bars.js';

const spx = dailySample('spx-daily.csv');
const caller = { viewer: alice, requestId: 'req_test' };

let house: QualityHouse;

beforeEach(async () => {
  house = await QualityHouse.open();
});

afterEach(() => house.close());

describe('STALE_DATA', () => {
  it('is raised once of what is kept up to date, by a check and by a schedule', async () => {
    await house.write(SPX, spx);
    await house.write({ ...SPX, symbol: 'OTHER' }, spx);
    house.now = new Date('2020-04-27T00:00:00Z');
    expect(await house.inspections.recheckKept()).toBe(0);
    house.kept.add('SPX');
    expect(await house.inspections.recheckKept()).toBe(1);
    expect(await house.inspections.recheckKept()).toBe(0);
    const report = await house.inspections.check('SPX', DataInterval.DAILY, caller);
    expect(report).toMatchObject({ timeliness: 50, openEvents: 1, completeness: 100 });
    expect(report.issues).toEqual(['The newest bar is of 2020-04-17, more than 3 sessions ago.']);
    expect(await house.raised()).toMatchObject([
      {
        symbol: 'SPX',
        anomalyType: 'STALE_DATA',
        occurredAt: '2020-04-17T00:00:00.000Z',
        severity: 'WARNING',
        bar: null,
      },
    ]);
  });

  it('is raised again of a later last bar', async () => {
    house.kept.add('SPX');
    await house.write(SPX, prefix(spx, 5_000));
    expect(await house.raised()).toMatchObject([{ anomalyType: 'STALE_DATA' }]);
    await house.write(SPX, prefix(spx, 5_001));
    expect((await house.raised()).map(({ occurredAt }) => occurredAt.slice(0, 10)).sort()).toEqual([
      '2019-11-14',
      '2019-11-15',
    ]);
  });
});

describe('inspectWrite', () => {
  it('raises what the engine finds, and after each later write what is new', async () => {
    const chance = seededChance(21);
    let series = spx;
    for (const type of ['PRICE_JUMP', 'VOLUME_SPIKE', 'OHLC_INCONSISTENT', 'UNADJUSTED_SPLIT'] as const) {
      ({ bars: series } = PLANTERS[type](series, chance));
    }
    const context = {
      interval: DataInterval.DAILY,
      assetClass: AssetClass.INDEX,
      rejected: [],
      duplicates: [],
      heldOut: [],
    };
    const { findings } = inspectBars(series, { ...context, keptUntil: null, judgeFrom: null });
    expect(findings.length).toBeGreaterThanOrEqual(4);
    let total = 0;
    for (let end = 500; ; end += 500) {
      total += await house.write(SPX, prefix(series, end), { judgeFrom: series.timestamps[end - 500]! });
      if (end >= series.timestamps.length) break;
    }
    expect(total).toBe(findings.length);
    const told = (await house.raised()).map(
      ({ anomalyType, occurredAt, score }) => `${anomalyType} ${Date.parse(occurredAt)} ${score}`,
    );
    expect(told.sort()).toEqual(
      findings.map(({ anomalyType, occurredAt, score }) => `${anomalyType} ${occurredAt} ${score}`).sort(),
    );
  });

  it('of a series of 200,000 bars reads and judges the end, as the whole would be judged', async () => {
    const key = { symbol: 'MINUTES', interval: DataInterval.ONE_MINUTE };
    const columns = minutes(200_000);
    // A jump and its way back across the border of what is written last.
    for (const name of ['open', 'high', 'low', 'close'] as const) {
      for (let i = 198_990; i < 199_010; i++) columns[name][i]! *= 1.4;
      columns[name][199_500]! *= 0.7;
    }
    const context = {
      interval: key.interval,
      assetClass: AssetClass.CRYPTO,
      rejected: [],
      duplicates: [],
      heldOut: [],
    };
    const { findings } = inspectBars(columns, { ...context, keptUntil: null, judgeFrom: null });
    const crypto = { assetClass: AssetClass.CRYPTO };
    const reads = house.observeReads();
    await house.write(key, prefix(columns, 199_000), { ...crypto, judgeFrom: columns.timestamps[198_000]! });
    await house.write(key, columns, { ...crypto, judgeFrom: columns.timestamps[199_000]! });
    const told = (await house.raised()).map(
      ({ anomalyType, occurredAt }) => `${anomalyType} ${Date.parse(occurredAt)}`,
    );
    expect(told.sort()).toEqual(findings.map(({ anomalyType, occurredAt }) => `${anomalyType} ${occurredAt}`).sort());
    expect(told).toHaveLength(2);
    expect(reads.every(({ from }) => from !== undefined)).toBe(true);
    // The whole of it is judged in a thread.
    const [report] = await house.reports.findMany(await house.lake.currentSnapshot(), [{ ...key, ...crypto }]);
    expect(report).toMatchObject({ barsChecked: 200_000, openEvents: 2 });
  });

  it('raises 10,000 of a broken file, each with its event for the bus, and no more', async () => {
    house.relays = false;
    const key = { symbol: 'BROKEN', interval: DataInterval.ONE_MINUTE };
    const columns = minutes(10_050);
    columns.high.fill(1);
    const crypto = { assetClass: AssetClass.CRYPTO };
    expect(await house.write(key, columns, crypto)).toBe(10_000);
    expect(await house.write(key, columns, crypto)).toBe(0);
    expect(await house.repository.documents.count(hasOutbox)).toBe(10_000);
    const [report] = await house.reports.findMany(await house.lake.currentSnapshot(), [{ ...key, ...crypto }]);
    expect(report).toMatchObject({ consistency: 0, openEvents: 10_000 });
    expect(report?.issues).toEqual([expect.stringContaining('10,050 bars contradict themselves')]);
  });

  it('comes later, with the rows, while the threads take no more work', async () => {
    const key = { symbol: 'BUSY', interval: DataInterval.ONE_MINUTE };
    const columns = minutes(40_010);
    columns.high[40_005] = 1;
    const row = { timestamp: columns.timestamps[100]! + 1_000, open: 1, high: 1, low: 0, close: 1, volume: 1 };
    const rejected = [{ ...row, adjustedClose: 1 }];
    const crypto = { assetClass: AssetClass.CRYPTO, judgeFrom: columns.timestamps[40_000]! };
    house.isBusy = true;
    expect(await house.write(key, columns, { ...crypto, rejected })).toBe(0);
    expect(await house.arrivals.makeUp({ atStart: false })).toBe(0);
    expect(await house.pending.findLeft()).toMatchObject([{ key, rejected, isLeft: true }]);
    house.isBusy = false;
    expect(await house.arrivals.makeUp({ atStart: false })).toBe(2);
    expect((await house.raised()).map(({ anomalyType }) => anomalyType).sort()).toEqual([
      'NON_POSITIVE_PRICE',
      'OHLC_INCONSISTENT',
    ]);
    expect(await house.pending.findAll()).toEqual([]);
  });

  it('makes up, with the next write of the series, for what was left of the one before', async () => {
    const key = { symbol: 'BUSY', interval: DataInterval.ONE_MINUTE };
    const columns = minutes(40_010);
    columns.high[40_001] = 1;
    const crypto = { assetClass: AssetClass.CRYPTO };
    house.isBusy = true;
    await house.write(key, prefix(columns, 40_005), { ...crypto, judgeFrom: columns.timestamps[40_000]! });
    house.isBusy = false;
    expect(await house.write(key, columns, { ...crypto, judgeFrom: columns.timestamps[40_005]! })).toBe(1);
    expect(await house.pending.findAll()).toEqual([]);
  });

  it('leaves alone, by the hour, a write that is under way, and forgets one that was refused', async () => {
    const coming = { key: SPX, assetClass: AssetClass.INDEX, ingestionId: 'ing_1', ownerId: 'usr_1' };
    const rows = { rejected: [], duplicates: [], judgeFrom: null };
    const refused = house.arrivals.inspectWrite({ ...coming, ...rows }, async () => {
      expect(await house.arrivals.makeUp({ atStart: false })).toBe(0);
      expect(await house.pending.findAll()).toHaveLength(1);
      throw new BadUserInput('no');
    });
    await expect(refused).rejects.toThrow('no');
    expect(await house.pending.findAll()).toEqual([]);
    const failed = house.arrivals.inspectWrite({ ...coming, ...rows }, () => Promise.reject(new Error('disk')));
    await expect(failed).rejects.toThrow('disk');
    expect(await house.pending.findLeft(SPX)).toHaveLength(1);
    expect(await house.arrivals.makeUp({ atStart: true })).toBe(0);
    expect(await house.pending.findAll()).toEqual([]);
  });

  it('raises what was rejected of a series without any bar, and looks at no longer bars made of others', async () => {
    const key = { symbol: 'NOTHING', interval: DataInterval.DAILY };
    const finer = minutes(10);
    finer.high.fill(1);
    await house.writer.upsert({ ...key, interval: DataInterval.ONE_MINUTE }, finer, 'test');
    const prices = { open: 0, high: 0, low: 0, close: 0, volume: 0, adjustedClose: 0 };
    const rejected = [{ timestamp: Date.UTC(2020, 0, 2), ...prices }];
    expect(await house.write(key, prefix(spx, 0), { rejected })).toBe(1);
    expect(await house.raised()).toMatchObject([
      {
        ...{ symbol: 'NOTHING', anomalyType: 'NON_POSITIVE_PRICE', severity: 'CRITICAL', status: 'OPEN' },
        message:
          'The bar of NOTHING at 2020-01-02 was given with a price of zero or less: open 0, high 0, low 0, close 0.',
      },
    ]);
  });
});

describe('inspectStatements', () => {
  it('raises what does not add up, once', async () => {
    const fundamentals = {
      ...{ symbol: 'CORP', source: 'synthetic', retrievedAt: house.now.toISOString(), overview: null },
      ...{ balanceSheets: [], cashFlows: [], earnings: [], analystRatings: [] },
      incomeStatements: [
        {
          ...({ fiscalDateEnding: '2019-12-31', period: 'ANNUAL', currency: 'USD' } as const),
          items: { totalRevenue: 100, costOfRevenue: 60, grossProfit: 50 },
        },
      ],
    };
    expect(await house.inspections.inspectStatements(fundamentals)).toBe(1);
    expect(await house.inspections.inspectStatements(fundamentals)).toBe(0);
    expect(await house.raised()).toMatchObject([
      {
        ...{ symbol: 'CORP', interval: 'MONTHLY', occurredAt: '2019-12-31T00:00:00.000Z', status: 'OPEN' },
        anomalyType: 'INCONSISTENT_STATEMENT',
        message:
          'The statements of CORP for 2019-12-31 do not add up: ANNUAL revenue − cost 40 against 50, off by 20.0 %.',
      },
    ]);
  });
});
