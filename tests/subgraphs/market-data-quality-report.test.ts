import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alice, bob } from '../support/subgraph-caller.js';
import { type RunningMarketData, startMarketData } from './market-data-harness.js';
import {
  barOf,
  DAY_MS,
  day,
  EVENTS,
  eventsOf,
  goodBars,
  ingest,
  oneEvent,
  RESOLVE,
  resolve,
  watcher,
} from './market-data-quality-harness.js';

let marketData: RunningMarketData;
let call: RunningMarketData['call'];

beforeAll(async () => {
  marketData = await startMarketData({ sampleData: false });
  ({ call } = marketData);
});

afterAll(() => marketData.close());

describe('the report', () => {
  const REPORT = `query ($s: String!) { instrument(symbol: $s) { quality {
    overall completeness accuracy consistency timeliness barsChecked openEvents issues computedAt } } }`;
  const reportOf = async (symbol: string) => (await call.get(bob, REPORT, { s: symbol })).instrument.quality;

  it('scores the stored bars, and what was wrong with the rows that they came in', async () => {
    const bars = goodBars(100).filter((_, i) => i !== 20);
    bars[50]!.high = 1;
    bars.push(barOf(5, 101), { ...barOf(100, 100), low: 0 });
    await ingest(call, 'SCORES', bars);
    const report = await reportOf('SCORES');
    expect(report).toMatchObject({
      completeness: 99,
      accuracy: 99,
      consistency: expect.closeTo((100 * 97) / 99, 9),
      timeliness: 100,
      overall: expect.closeTo(0.35 * 99 + 0.3 * 99 + (25 * 97) / 99 + 10, 9),
      ...{ barsChecked: 99, openEvents: 4 },
      issues: [
        '1 bar was given more than once, at 2018-01-06.',
        '1 session is missing, at 2018-01-21.',
        '1 row with a price of zero or less was rejected, at 2018-04-11.',
        '1 bar contradicts itself, at 2018-02-21.',
      ],
    });
    const [duplicate] = await eventsOf(call, 'SCORES', { anomalyTypes: ['DUPLICATE_BAR'] });
    await call.get(alice, RESOLVE, resolve(duplicate!['id']));
    expect(await reportOf('SCORES')).toMatchObject({ openEvents: 3, consistency: expect.closeTo((100 * 98) / 99, 9) });
  });

  it('has nothing more to say of a rejected row once its event is resolved', async () => {
    const rejected = [30, 40].map((i) => ({ ...barOf(i, 100), close: 0 }));
    await ingest(call, 'SETTLED', [...goodBars(60).filter((_, i) => i !== 30 && i !== 40), ...rejected]);
    expect(await reportOf('SETTLED')).toMatchObject({
      openEvents: 2,
      issues: ['2 rows with prices of zero or less were rejected, the last at 2018-02-10.'],
    });
    // The bar of one comes after all; of the other somebody says that there is none.
    await ingest(call, 'SETTLED', [barOf(30, 100)]);
    const [left] = await eventsOf(call, 'SETTLED', { status: 'OPEN' });
    expect(left).toMatchObject({ occurredAt: day(40) });
    await call.get(alice, RESOLVE, resolve(left!['id']));
    const said = { openEvents: 0, issues: [], accuracy: 100, consistency: 100 };
    expect(await reportOf('SETTLED')).toMatchObject(said);
    // Nor is its session missing by mistake.
    const { checkDataQuality } = await call.get(
      alice,
      'mutation { checkDataQuality(symbol: "SETTLED") { openEvents issues accuracy consistency } }',
    );
    expect(checkDataQuality).toEqual(said);
  });

  it('is null where there are no bars', async () => {
    await ingest(call, 'WEEKS', goodBars(3));
    const query = '{ instrument(symbol: "WEEKS") { quality(interval: ONE_MINUTE) { overall } } }';
    expect(await call.get(bob, query)).toEqual({ instrument: { quality: null } });
  });

  it('of a list, with its events, costs as many reads as of one', async () => {
    for (const symbol of ['LIST-A', 'LIST-B', 'LIST-C']) await oneEvent(call, symbol);
    const ask = async (symbols: string[]) => {
      const before = marketData.storeCalls.length;
      const { instruments } = await call.get(
        bob,
        `query ($symbols: [String!]!) { instruments(filter: { symbols: $symbols }) { nodes {
          quality { openEvents } qualityEvents(first: 1) { totalCount nodes { id instrument { symbol } } } } } }`,
        { symbols },
      );
      return [
        instruments.nodes,
        marketData.storeCalls.slice(before).map(({ collection, operation }) => `${collection} ${operation}`),
      ];
    };
    const [nodes, calls] = await ask(['LIST-A', 'LIST-B', 'LIST-C']);
    expect(nodes).toMatchObject(
      ['LIST-A', 'LIST-B', 'LIST-C'].map((symbol) => ({
        quality: { openEvents: 1 },
        qualityEvents: { totalCount: 1, nodes: [{ instrument: { symbol } }] },
      })),
    );
    expect(calls.filter((one: string) => one.startsWith('data-quality'))).toEqual([
      'data-quality-events find',
      'data-quality-events find',
    ]);
    expect(calls.length).toBeLessThanOrEqual((await ask(['LIST-A']))[1].length);
  });

  it('pages the events of one instrument on from a list, by the same cursor', async () => {
    await ingest(
      call,
      'PAGES',
      goodBars(9).filter((_, i) => i < 1 || i > 6),
    );
    await oneEvent(call, 'PAGES-B');
    const QUERY = `query ($s: [String!]!, $first: Int, $after: String) { instruments(filter: { symbols: $s }) { nodes {
      qualityEvents(first: $first, after: $after) { pageInfo { hasNextPage hasPreviousPage endCursor } nodes { occurredAt } } } } }`;
    const pageOf = async (s: string[], first: number, after: string | null) =>
      (await call.get(bob, QUERY, { s, first, after })).instruments.nodes[0].qualityEvents;
    const all = await pageOf(['PAGES'], 100, null);
    const first = await pageOf(['PAGES', 'PAGES-B'], 2, null);
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const rest = await pageOf(['PAGES'], 100, first.pageInfo.endCursor);
    expect([...first.nodes, ...rest.nodes]).toEqual(all.nodes);
    expect(rest.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it('is given again by a check, which raises nothing twice and needs stored bars', async () => {
    await oneEvent(call, 'CHECK');
    const check =
      'mutation ($i: DataInterval) { checkDataQuality(symbol: "check", interval: $i) { overall openEvents } }';
    const { checkDataQuality } = await call.get(alice, check);
    expect(checkDataQuality).toEqual({ overall: expect.closeTo(100 - 25 / 3, 9), openEvents: 1 });
    const { errors } = await call.ask(alice, check, { i: 'WEEKLY' });
    expect(errors).toMatchObject([
      {
        message: 'There are no bars of CHECK at WEEKLY to be checked; found only DAILY.',
        extensions: { code: 'NOT_FOUND' },
      },
    ]);
  });
});

describe('the summary', () => {
  it('counts open events of every severity, and names the worst instruments and the newest events', async () => {
    for (let n = 0; n < 10; n++) await oneEvent(call, `OTHER-${n}`);
    await ingest(
      call,
      'WORST',
      goodBars(40).filter((_, i) => i < 2 || i > 33),
    );
    const { dataQualitySummary } = await call.get(
      watcher,
      '{ dataQualitySummary { since openBySeverity { severity count } worstInstruments { symbol } recentEvents { id detectedAt } } }',
    );
    const { since, openBySeverity, worstInstruments, recentEvents } = dataQualitySummary;
    expect(Date.now() - Date.parse(since)).toBeGreaterThanOrEqual(30 * DAY_MS);
    expect(openBySeverity.map(({ severity }: { severity: string }) => severity)).toEqual([
      'INFO',
      'WARNING',
      'ERROR',
      'CRITICAL',
    ]);
    for (const { severity, count } of openBySeverity) {
      const filter = { status: 'OPEN', minSeverity: severity };
      const { dataQualityEvents } = await call.get(bob, EVENTS, { filter, first: 1 });
      const place = openBySeverity.findIndex((one: { severity: string }) => one.severity === severity);
      const graver = openBySeverity.slice(place + 1).map((one: { count: number }) => one.count);
      expect(count).toBe(graver.reduce((left: number, of: number) => left - of, dataQualityEvents.totalCount));
    }
    expect(worstInstruments[0]).toEqual({ symbol: 'WORST' });
    expect(worstInstruments).toHaveLength(10);
    expect(recentEvents).toHaveLength(20);
    const times = recentEvents.map(({ detectedAt }: { detectedAt: string }) => detectedAt);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  it('of the future is empty', async () => {
    const query =
      '{ dataQualitySummary(since: "2199-01-01T00:00:00Z") { openBySeverity { count } worstInstruments { symbol } recentEvents { id } } }';
    expect(await call.get(bob, query)).toEqual({
      dataQualitySummary: { openBySeverity: Array(4).fill({ count: 0 }), worstInstruments: [], recentEvents: [] },
    });
  });
});

describe('dataQualityEventRaised', () => {
  const SUBSCRIBE =
    'subscription ($least: DataQualitySeverity) { dataQualityEventRaised(minSeverity: $least) { anomalyType instrument { symbol } } }';

  it('tells new events of the severity and above, from the moment on at which it answers', async () => {
    const stream = await call.subscribe(watcher, SUBSCRIBE, { least: 'ERROR' });
    const bars = goodBars(3);
    bars[1]!.high = 1;
    await ingest(call, 'LIVE', [...bars, barOf(4, 100)]); // a missing session is but a WARNING
    expect((await stream.next()).value).toEqual({
      data: { dataQualityEventRaised: { anomalyType: 'OHLC_INCONSISTENT', instrument: { symbol: 'LIVE' } } },
    });
    await ingest(call, 'LIVE', [{ ...barOf(5, 100), high: 1 }]);
    expect((await stream.next()).value).toMatchObject({ data: { dataQualityEventRaised: {} } });
    const waiting = stream.next();
    await stream.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  it('tells WARNING and above when nothing is said', async () => {
    const stream = await call.subscribe(bob, 'subscription { dataQualityEventRaised { anomalyType } }');
    await ingest(call, 'LIVE-2', [barOf(0, 100), barOf(2, 100)]);
    expect((await stream.next()).value).toEqual({
      data: { dataQualityEventRaised: { anomalyType: 'MISSING_SESSION' } },
    });
    await stream.return?.();
  });
});
