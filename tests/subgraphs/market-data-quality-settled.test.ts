import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alice, bob } from '../support/subgraph-caller.js';
import { type RunningMarketData, startMarketData } from './market-data-harness.js';
import { barOf, day, eventsOf, goodBars, ingest, RESOLVE, resolve } from './market-data-quality-harness.js';

let marketData: RunningMarketData;
let call: RunningMarketData['call'];

beforeAll(async () => {
  marketData = await startMarketData({ sampleData: false });
  ({ call } = marketData);
});

afterAll(() => marketData.close());

describe('a rejected row that comes alone', () => {
  it('raises its event, for a symbol that is new as well, and its session is no missing one', async () => {
    const alone = { ...barOf(0, 100), close: 0 };
    const nothing = { status: 'COMPLETED', rowsWritten: 0, rowsRejected: 1, qualityEventsRaised: 1, snapshotId: null };
    const taken = await ingest(call, 'ALONE', [alone]);
    expect(taken).toMatchObject(nothing);
    await expect
      .poll(() => marketData.events.find(({ subject }) => subject.id === taken.id)?.name, { timeout: 15_000 })
      .toBe('ingestion.completed');
    const [event] = await eventsOf(call, 'ALONE');
    expect(event).toMatchObject({
      ...{ anomalyType: 'NON_POSITIVE_PRICE', occurredAt: day(0), status: 'OPEN' },
      instrument: { symbol: 'ALONE', assetClass: 'CRYPTO' },
      message: 'The bar of ALONE at 2018-01-01 was given with a price of zero or less: close 0.',
    });
    await ingest(call, 'ALONE', goodBars(10).slice(1, 5));
    expect(await ingest(call, 'ALONE', [{ ...barOf(5, 100), low: -1 }])).toMatchObject(nothing);
    await ingest(call, 'ALONE', [barOf(6, 100)]);
    expect((await eventsOf(call, 'ALONE')).map((one) => one['occurredAt'])).toEqual([day(5), day(0)]);
  });

  it('may have but an adjusted close of zero', async () => {
    await ingest(call, 'ADJUSTED', [barOf(0, 100), { ...barOf(1, 100), adjustedClose: 0 }]);
    const [event] = await eventsOf(call, 'ADJUSTED');
    expect(event).toMatchObject({
      ...{ severity: 'ERROR', score: 1 - Math.exp(-1) },
      message: 'The bar of ADJUSTED at 2018-01-02 was given with a price of zero or less: adjusted close 0.',
      details: { close: 100, adjustedClose: 0, count: 1 },
    });
  });
});

describe('an open event', () => {
  const statesOf = async (symbol: string) =>
    (await eventsOf(call, symbol))
      .map((event) => `${event['anomalyType']} ${event['status']} ${event['resolution']} ${event['resolvedBy']}`)
      .toSorted();

  it('resolves itself when its bar arrives, or comes corrected', async () => {
    const bars = goodBars(100);
    bars[70] = barOf(70, 130);
    bars[85]!.low = 102;
    bars[90]!.close = 0;
    await ingest(
      call,
      'COMES',
      bars.filter((_, i) => i !== 20),
    );
    expect(await statesOf('COMES')).toHaveLength(4);
    const { rowsWritten } = await ingest(
      call,
      'COMES',
      [20, 70, 85, 90].map((i) => goodBars(100)[i]!),
    );
    expect(rowsWritten).toBe(4);
    expect(await statesOf('COMES')).toEqual([
      'MISSING_SESSION RESOLVED The bar arrived. null',
      'NON_POSITIVE_PRICE RESOLVED The bar was corrected. null',
      'OHLC_INCONSISTENT RESOLVED The bar was corrected. null',
      'PRICE_JUMP RESOLVED The bar was corrected. null',
    ]);
    const ids = new Set((await eventsOf(call, 'COMES')).map((event) => event['id']));
    const resolved = () =>
      marketData.events.filter(({ name, subject }) => name === 'data-quality.event-resolved' && ids.has(subject.id));
    await expect
      .poll(() => resolved().map(({ ownerId }) => ownerId), { timeout: 15_000 })
      .toEqual(Array(4).fill(alice.id));
  });

  it('stays when other bars come, or its bar comes as it was', async () => {
    const bars = goodBars(40);
    bars[10]!.high = 1;
    bars[20]!.close = 0;
    await ingest(
      call,
      'STAYS',
      bars.filter((_, i) => i !== 30),
    );
    await ingest(call, 'STAYS', [bars[10]!, bars[20]!, barOf(31, 102), barOf(41, 100)]);
    expect(await statesOf('STAYS')).toEqual([
      'MISSING_SESSION OPEN null null',
      'MISSING_SESSION OPEN null null',
      'NON_POSITIVE_PRICE OPEN null null',
      'OHLC_INCONSISTENT OPEN null null',
    ]);
  });

  it('opens again when its anomaly comes back, but not when somebody has resolved it', async () => {
    const bars = goodBars(3);
    bars[1]!.high = 100;
    await ingest(call, 'BACK', bars);
    await ingest(call, 'BACK', [barOf(1, 101)]);
    expect(await statesOf('BACK')).toEqual(['OHLC_INCONSISTENT RESOLVED The bar was corrected. null']);
    const worse = { ...barOf(1, 101), high: 90 };
    expect(await ingest(call, 'BACK', [worse])).toMatchObject({ qualityEventsRaised: 1 });
    const [event] = await eventsOf(call, 'BACK');
    expect(event).toMatchObject({
      ...{ status: 'OPEN', resolvedAt: null, resolution: null, details: { bar: { high: 90 } } },
      message: expect.stringContaining('high 90'),
    });
    const raised = () =>
      marketData.events.filter(({ subject }) => subject.id === event!['id']).map(({ name }) => name.split('-').at(-1));
    await expect.poll(raised, { timeout: 15_000 }).toEqual(['raised', 'resolved', 'raised']);
    await call.get(bob, RESOLVE, resolve(event!['id']));
    await ingest(call, 'BACK', [barOf(1, 101)]);
    expect(await ingest(call, 'BACK', [worse])).toMatchObject({ qualityEventsRaised: 0 });
    expect(await eventsOf(call, 'BACK')).toMatchObject([{ status: 'RESOLVED', resolution: 'Looked at.' }]);
  });
});
