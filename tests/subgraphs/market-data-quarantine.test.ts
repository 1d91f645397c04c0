import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BarLakeReader } from '#lake/bar-lake-reader.js';
import { DataInterval } from '#schema/generated/enums.js';
import { alice, bob } from '../support/subgraph-caller.js';
import { type RunningMarketData, startMarketData } from './market-data-harness.js';
import { ACKNOWLEDGE, barOf, eventsOf, goodBars, ingest, RESOLVE, resolve } from './market-data-quality-harness.js';

let marketData: RunningMarketData;
let call: RunningMarketData['call'];

beforeAll(async () => {
  marketData = await startMarketData({ sampleData: false });
  ({ call } = marketData);
});

afterAll(() => marketData.close());

describe('quarantine', () => {
  const closes = async (symbol: string) =>
    (
      await call.get(bob, 'query ($s: String!) { instrument(symbol: $s) { bars { nodes { timestamp close } } } }', {
        s: symbol,
      })
    ).instrument.bars.nodes.map(({ close }: { close: number }) => close);

  it('leaves the bar out of new snapshots, keeps it in old ones, and holds it out when it comes again', async () => {
    const bars = goodBars(5);
    bars[2]!.high = 99;
    const { snapshotId } = await ingest(call, 'HELD', bars);
    const [event] = await eventsOf(call, 'HELD');
    const id = event!['id'];
    const { resolveDataQualityEvent } = await call.get(alice, RESOLVE, resolve(id, { quarantine: true }));
    expect(resolveDataQualityEvent).toMatchObject({
      status: 'RESOLVED',
      quarantined: true,
      details: { bar: { high: 99 } },
    });
    expect(await closes('HELD')).toEqual([100, 101, 101, 100]);

    const lake = await BarLakeReader.open({ root: marketData.folders.bars });
    const key = { symbol: 'HELD', interval: DataInterval.DAILY };
    expect((await lake.read(await lake.snapshot(snapshotId), key))?.close).toHaveLength(5);
    expect((await lake.read(await lake.currentSnapshot(), key))?.close).toHaveLength(4);
    lake.close();

    // The same again stays out, and its session is no missing one.
    expect(await ingest(call, 'HELD', bars)).toMatchObject({ qualityEventsRaised: 0 });
    expect(await closes('HELD')).toEqual([100, 101, 101, 100]);
    expect(await eventsOf(call, 'HELD')).toMatchObject([{ id, quarantined: true }]);

    // A corrected one is taken.
    await ingest(call, 'HELD', [barOf(2, 100)]);
    expect(await closes('HELD')).toEqual([100, 101, 100, 101, 100]);
    expect(await eventsOf(call, 'HELD')).toMatchObject([{ id, quarantined: false, status: 'RESOLVED' }]);
  });

  it('takes the only bar of a series', async () => {
    await ingest(call, 'ONLY', [{ ...barOf(0, 100), high: 99 }]);
    const [event] = await eventsOf(call, 'ONLY');
    await call.get(alice, RESOLVE, resolve(event!['id'], { quarantine: true }));
    expect(await closes('ONLY')).toEqual([]);
    expect(await eventsOf(call, 'ONLY')).toMatchObject([{ quarantined: true, instrument: { symbol: 'ONLY' } }]);
  });

  it('is refused for what is no bar, and leaves the event as it is', async () => {
    await ingest(call, 'GAP', [barOf(0, 100), barOf(2, 101)]);
    const [event] = await eventsOf(call, 'GAP');
    const { errors } = await call.ask(alice, RESOLVE, resolve(event!['id'], { quarantine: true }));
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining('found MISSING_SESSION, which has none'),
        extensions: { code: 'FAILED_PRECONDITION' },
      },
    ]);
    expect(await eventsOf(call, 'GAP')).toMatchObject([{ status: 'OPEN' }]);
  });

  it('is refused for a bar that was corrected since, and says to what', async () => {
    const bars = goodBars(3);
    bars[1]!.high = 100;
    await ingest(call, 'SINCE', bars);
    const [event] = await eventsOf(call, 'SINCE');
    await call.get(alice, ACKNOWLEDGE, { id: event!['id'] });
    await ingest(call, 'SINCE', [barOf(1, 101)]);
    const { errors } = await call.ask(alice, RESOLVE, resolve(event!['id'], { quarantine: true }));
    expect(errors).toMatchObject([
      {
        message: expect.stringMatching(
          /as it was found \(open 101, high 100, .*\), found another one since \(open 101, high 101\.1/,
        ),
        extensions: { code: 'FAILED_PRECONDITION' },
      },
    ]);
    expect(await closes('SINCE')).toHaveLength(3);
    // Somebody is at it: it is for that one to resolve.
    expect(await eventsOf(call, 'SINCE')).toMatchObject([{ status: 'ACKNOWLEDGED', quarantined: false }]);
  });

  it('is refused for a bar that is out already', async () => {
    const bars = goodBars(100);
    bars[80] = { ...barOf(80, 140), high: 130 };
    await ingest(call, 'TWICE', bars);
    const events = await eventsOf(call, 'TWICE');
    expect(events.map((event) => event['anomalyType']).sort()).toEqual(['OHLC_INCONSISTENT', 'PRICE_JUMP']);
    await call.get(alice, RESOLVE, resolve(events[0]!['id'], { quarantine: true }));
    const { errors } = await call.ask(alice, RESOLVE, resolve(events[1]!['id'], { quarantine: true }));
    expect(errors).toMatchObject([{ message: expect.stringContaining('found none: it is out already') }]);
    await call.get(alice, RESOLVE, resolve(events[1]!['id']));
    expect(await closes('TWICE')).toHaveLength(99);
  });
});
