import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alice, bob } from '../support/subgraph-caller.js';
import { type RunningMarketData, startMarketData } from './market-data-harness.js';
import {
  ACKNOWLEDGE,
  barOf,
  day,
  EVENTS,
  type EventNode,
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

describe('events', () => {
  it('are raised once each, for what was ingested', async () => {
    const bars = goodBars(100);
    bars[70] = barOf(70, 130); // a spike, and back
    bars[80]!.volume = 50_000;
    bars[85]!.low = 102;
    for (let i = 90; i < 95; i++) bars[i] = { ...barOf(90, 100.5), timestamp: day(i), volume: 900 };
    const sent = [...bars.filter((_, i) => i !== 20), barOf(5, 101)];
    sent.push({ ...barOf(100, 100), low: -1 });
    expect(await ingest(call, 'BAD', sent)).toMatchObject({
      ...{ status: 'COMPLETED', rowsWritten: 99, rowsRejected: 1, qualityEventsRaised: 7 },
    });
    const events = await eventsOf(call, 'BAD');
    const told = events.map((event) => [event['anomalyType'], event['occurredAt']]);
    expect(told.sort()).toEqual([
      ['DUPLICATE_BAR', day(5)],
      ['MISSING_SESSION', day(20)],
      ['NON_POSITIVE_PRICE', day(100)],
      ['OHLC_INCONSISTENT', day(85)],
      ['PRICE_JUMP', day(70)],
      ['STALE_PRICE', day(94)],
      ['VOLUME_SPIKE', day(80)],
    ]);
    expect(events.every((event) => event['status'] === 'OPEN' && event['instrument'].assetClass === 'CRYPTO')).toBe(
      true,
    );
    expect(await ingest(call, 'BAD', sent)).toMatchObject({ qualityEventsRaised: 0 });
    expect(await ingest(call, 'BAD', [barOf(101, 101)])).toMatchObject({ qualityEventsRaised: 0 });
    expect(await eventsOf(call, 'BAD')).toEqual(events);
  });

  it('carry the numbers behind them, and go over the bus with what a notification needs', async () => {
    const id = await oneEvent(call, 'CARRY');
    const [event] = await eventsOf(call, 'CARRY');
    expect(event).toMatchObject({
      score: expect.closeTo(1 - Math.exp(-(1 / 101) / 0.01), 9),
      message: 'The bar of CARRY at 2018-01-02 contradicts itself: open 101, high 100, low 100.899, close 101.',
      details: { bar: { open: 101, high: 100, close: 101, volume: 1000 }, ingestionId: expect.stringMatching(/^ing_/) },
      ...{ acknowledgedBy: null, acknowledgedAt: null, resolvedBy: null, resolvedAt: null, resolution: null },
      quarantined: false,
    });
    await expect
      .poll(() => marketData.events.find(({ subject }) => subject.id === id), { timeout: 15_000 })
      .toMatchObject({
        name: 'data-quality.event-raised',
        subject: { type: 'DataQualityEvent', id },
        ownerId: alice.id,
        payload: {
          ...{ symbol: 'CARRY', interval: 'DAILY', anomalyType: 'OHLC_INCONSISTENT', severity: 'ERROR' },
          ...{ occurredAt: day(1), message: event!['message'] },
        },
      });
  });

  it('are found by every part of the filter, page by page', async () => {
    await oneEvent(call, 'FILTER-A');
    const gap = goodBars(12).filter((_, i) => i < 2 || i > 8);
    await ingest(call, 'FILTER-B', gap);
    const count = async (filter: object) => {
      const all = { symbols: ['filter-a', 'FILTER-B'], ...filter };
      return (await call.get(bob, EVENTS, { filter: all, first: 1 })).dataQualityEvents.totalCount;
    };
    expect(await count({})).toBe(8);
    expect(await count({ symbols: ['FILTER-A'] })).toBe(1);
    expect(await count({ minSeverity: 'WARNING' })).toBe(8);
    expect(await count({ minSeverity: 'ERROR' })).toBe(6);
    expect(await count({ minSeverity: 'CRITICAL' })).toBe(0);
    expect(await count({ anomalyTypes: ['OHLC_INCONSISTENT', 'PRICE_JUMP'] })).toBe(1);
    expect(await count({ status: 'RESOLVED' })).toBe(0);
    expect(await count({ from: day(3), to: day(5) })).toBe(3);
    const codes = ['{ from: "2020-01-02T00:00:00Z", to: "2020-01-01T00:00:00Z" }', '{ symbols: ["no symbol"] }'];
    for (const filter of codes) {
      expect(await call.codeOf(bob, `{ dataQualityEvents(filter: ${filter}) { totalCount } }`)).toBe('BAD_USER_INPUT');
    }
    expect(await call.codeOf(bob, '{ dataQualityEvents(first: 101) { totalCount } }')).toBe('BAD_USER_INPUT');

    const filter = { symbols: ['FILTER-B'] };
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { dataQualityEvents }: EventNode = await call.get(bob, EVENTS, { filter, first: 3, after });
      seen.push(...dataQualityEvents['nodes'].map((node: EventNode) => node['occurredAt']));
      after = dataQualityEvents['pageInfo'].hasNextPage ? dataQualityEvents['pageInfo'].endCursor : null;
    } while (after !== null);
    expect(seen.toSorted()).toEqual([2, 3, 4, 5, 6, 7, 8].map(day));
  });

  it('are answered by their id, and as entities', async () => {
    const id = await oneEvent(call, 'ENTITY');
    const query = `query ($id: ID!, $of: [_Any!]!) {
      dataQualityEvent(id: $id) { id anomalyType } none: dataQualityEvent(id: "dqe_none") { id }
      _entities(representations: $of) { ... on DataQualityEvent { id status instrument { symbol } } }
    }`;
    const of = [{ __typename: 'DataQualityEvent', id }];
    expect(await call.get(bob, query, { id, of })).toEqual({
      dataQualityEvent: { id, anomalyType: 'OHLC_INCONSISTENT' },
      none: null,
      _entities: [{ id, status: 'OPEN', instrument: { symbol: 'ENTITY' } }],
    });
  });
});

describe('the life of an event', () => {
  it('goes from OPEN by ACKNOWLEDGED to RESOLVED, and says who did it', async () => {
    const id = await oneEvent(call, 'LIFE');
    const { acknowledgeDataQualityEvent } = await call.get(bob, ACKNOWLEDGE, { id });
    expect(acknowledgeDataQualityEvent).toMatchObject({ id, status: 'ACKNOWLEDGED', acknowledgedBy: { id: bob.id } });
    const { resolveDataQualityEvent } = await call.get(alice, RESOLVE, resolve(id));
    expect(resolveDataQualityEvent).toMatchObject({
      ...{ id, status: 'RESOLVED', resolvedBy: { id: alice.id }, resolution: 'Looked at.', quarantined: false },
    });
    const [event] = await eventsOf(call, 'LIFE');
    expect(event).toMatchObject({
      status: 'RESOLVED',
      acknowledgedBy: { id: bob.id },
      acknowledgedAt: expect.any(String),
    });
    await expect
      .poll(
        () => marketData.events.filter(({ subject }) => subject.id === id).map(({ name, ownerId }) => [name, ownerId]),
        {
          timeout: 15_000,
        },
      )
      .toEqual([
        ['data-quality.event-raised', alice.id],
        ['data-quality.event-acknowledged', bob.id],
        ['data-quality.event-resolved', alice.id],
      ]);
  });

  it.each([
    { from: 'OPEN', steps: [], to: 'ACKNOWLEDGED', refusal: null },
    { from: 'OPEN', steps: [], to: 'RESOLVED', refusal: null },
    {
      ...{ from: 'ACKNOWLEDGED', steps: [ACKNOWLEDGE], to: 'ACKNOWLEDGED' },
      refusal: 'expected the status OPEN to make it ACKNOWLEDGED, found ACKNOWLEDGED',
    },
    { from: 'ACKNOWLEDGED', steps: [ACKNOWLEDGE], to: 'RESOLVED', refusal: null },
    {
      ...{ from: 'RESOLVED', steps: [RESOLVE], to: 'ACKNOWLEDGED' },
      refusal: 'expected the status OPEN to make it ACKNOWLEDGED, found RESOLVED',
    },
    {
      ...{ from: 'RESOLVED', steps: [RESOLVE], to: 'RESOLVED' },
      refusal: 'expected the status OPEN or ACKNOWLEDGED to make it RESOLVED, found RESOLVED',
    },
  ])('from $from to $to', async ({ from, steps, to, refusal }) => {
    const id = await oneEvent(call, `STEP-${from}-${to}`.slice(0, 20));
    const variables = { id, ...resolve(id) };
    for (const step of steps) await call.get(alice, step, variables);
    const { errors, data } = await call.ask(alice, to === 'RESOLVED' ? RESOLVE : ACKNOWLEDGE, variables);
    if (refusal === null) expect([errors, Object.values(data!)]).toMatchObject([undefined, [{ status: to }]]);
    else
      expect(errors).toMatchObject([
        { message: expect.stringContaining(refusal), extensions: { code: 'FAILED_PRECONDITION' } },
      ]);
  });

  it('is taken by one of many who ask at once', async () => {
    const id = await oneEvent(call, 'RACE');
    const answers = await Promise.all(Array.from({ length: 8 }, () => call.ask(alice, RESOLVE, resolve(id))));
    const codes = answers.map(({ errors }) => errors?.[0]?.extensions['code'] ?? 'done').sort();
    expect(codes).toEqual([...Array(7).fill('FAILED_PRECONDITION'), 'done']);
  });

  it('is not for those who may only look, though they see it', async () => {
    const id = await oneEvent(call, 'LOOK');
    expect(await call.get(watcher, '{ dataQualityEvents(filter: { symbols: ["LOOK"] }) { totalCount } }')).toEqual({
      dataQualityEvents: { totalCount: 1 },
    });
    expect(await call.codeOf(watcher, ACKNOWLEDGE, { id })).toBe('FORBIDDEN');
    expect(await call.codeOf(watcher, RESOLVE, resolve(id))).toBe('FORBIDDEN');
    expect(await call.codeOf(watcher, 'mutation { checkDataQuality(symbol: "LOOK") { overall } }')).toBe('FORBIDDEN');
    expect((await eventsOf(call, 'LOOK'))[0]!['status']).toBe('OPEN');
  });

  it('refuses what is none, and a resolution that says nothing', async () => {
    const id = await oneEvent(call, 'NONE');
    expect(await call.codeOf(alice, ACKNOWLEDGE, { id: 'dqe_none' })).toBe('NOT_FOUND');
    expect(await call.codeOf(alice, RESOLVE, resolve('dqe_none'))).toBe('NOT_FOUND');
    expect(await call.codeOf(alice, RESOLVE, resolve(id, { resolution: ' ' }))).toBe('BAD_USER_INPUT');
    expect(await call.codeOf(alice, RESOLVE, resolve(id, { resolution: 'x'.repeat(2_001) }))).toBe('BAD_USER_INPUT');
  });
});
