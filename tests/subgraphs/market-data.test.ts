import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { BarLakeReader } from '#lake/bar-lake-reader.js';
import { BarLakeWriter } from '#lake/bar-lake-writer.js';
import { waveBars } from '../support/sample-bars.js';
import { alice } from '../support/subgraph-caller.js';
import { type RunningMarketData, startMarketData } from './market-data-harness.js';

let marketData: RunningMarketData;
let call: RunningMarketData['call'];

beforeAll(async () => {
  marketData = await startMarketData();
  ({ call } = marketData);
});

afterAll(() => marketData.close());

describe('the sample data', () => {
  it('is there, as it is in the files', async () => {
    const { spx, aapl, monthly } = await call.get(
      alice,
      `{ spx: instrument(symbol: "spx") { symbol name assetClass currency
           coverage { interval firstBarAt lastBarAt barCount missingSessions source } quote { price previousClose change changeFraction asOf } }
         aapl: instrument(symbol: "AAPL") { name assetClass coverage { firstBarAt lastBarAt barCount missingSessions } }
         monthly: instruments(filter: { symbols: ["MSFT", "AMZN", "IBM", "GOOG", "AAPL"] }) {
           nodes { symbol coverage(interval: MONTHLY) { barCount missingSessions } } } }`,
    );
    expect(spx).toMatchObject({
      symbol: 'SPX',
      name: 'S&P 500',
      assetClass: 'INDEX',
      currency: 'USD',
      coverage: {
        interval: 'DAILY',
        firstBarAt: '2000-01-03T00:00:00.000Z',
        lastBarAt: '2020-04-17T00:00:00.000Z',
        barCount: 5105,
        missingSessions: 0,
        source: 'samples',
      },
      quote: { price: 2874.560059, previousClose: 2799.550049, asOf: '2020-04-17T00:00:00.000Z' },
    });
    expect(spx.quote.change).toBeCloseTo(75.01001, 6);
    expect(spx.quote.changeFraction).toBeCloseTo(0.0267936, 6);
    expect(aapl).toEqual({
      name: 'Apple Inc.',
      assetClass: 'STOCK',
      coverage: {
        firstBarAt: '2013-05-13T00:00:00.000Z',
        lastBarAt: '2018-05-11T00:00:00.000Z',
        barCount: 1260,
        missingSessions: 0,
      },
    });
    const counts = monthly.nodes.map((node: { symbol: string; coverage: { barCount: number } }) => [
      node.symbol,
      node.coverage.barCount,
    ]);
    expect(counts).toEqual([
      ['AAPL', 123],
      ['AMZN', 123],
      ['GOOG', 68],
      ['IBM', 123],
      ['MSFT', 123],
    ]);
  });

  it('says so on the bus, once for each series', () => {
    const ingested = marketData.events.filter(({ name }) => name === 'bars.ingested').map(({ payload }) => payload);
    expect(ingested).toHaveLength(7);
    expect(ingested[0]).toMatchObject({ symbols: ['SPX'], interval: 'DAILY', rowsWritten: 5105 });
  });

  it('is loaded once: a second start adds nothing', async () => {
    const lake = await BarLakeReader.open({ root: marketData.folders.bars });
    const before = (await lake.currentSnapshot()).id;
    const published = marketData.events.length;
    await marketData.subgraph.start();
    expect((await lake.currentSnapshot()).id).toBe(before);
    expect(marketData.events.length).toBe(published);
    lake.close();
  });

  it('has the economic tables', async () => {
    const { list, gdp, payrolls, none } = await call.get(
      alice,
      `{ list: economicSeriesList { code latest }
         gdp: economicSeries(code: "gdp") { name unit frequency country source latest latestAt
           observations(from: "2009-01-01", to: "2009-04-01") { name timestamps values } }
         payrolls: economicSeries(code: "PAYROLLS") { latest latestAt observations { values } }
         none: economicSeries(code: "NOPE") { code } }`,
    );
    expect(list).toHaveLength(24);
    for (const { latest } of list) expect(latest).toEqual(expect.any(Number));
    expect(gdp).toMatchObject({ frequency: 'quarterly', country: 'US', latest: 12990.341, latestAt: '2009-07-01' });
    expect(gdp.observations).toEqual({
      name: 'Real gross domestic product',
      timestamps: ['2009-01-01T00:00:00.000Z', '2009-04-01T00:00:00.000Z'],
      values: [12925.41, 12901.504],
    });
    expect(payrolls).toMatchObject({ latest: 143093, latestAt: '2015-12-01' });
    expect(payrolls.observations.values).toHaveLength(120);
    expect(none).toBeNull();
    const reversed = '{ economicSeries(code: "GDP") { observations(from: "2009-02-01", to: "2009-01-01") { name } } }';
    expect(await call.codeOf(alice, reversed)).toBe('BAD_USER_INPUT');
  });
});

describe('instruments', () => {
  const symbolsOf = async (filter: object) =>
    (
      await call.get(
        alice,
        'query ($filter: InstrumentFilter) { instruments(filter: $filter) { nodes { symbol } totalCount } }',
        { filter },
      )
    ).instruments.nodes.map(({ symbol }: { symbol: string }) => symbol);

  it.each([
    [{ search: 'a' }, ['AAPL', 'AMZN', 'GOOG']],
    [{ search: 'APP' }, ['AAPL']],
    [{ search: 'micro' }, ['MSFT']],
    [{ search: 'business mach' }, ['IBM']],
    [{ search: 's&p' }, ['SPX']],
    [{ search: 'usiness' }, []],
    [{ search: '.*' }, []],
    [{ symbols: ['ibm', 'NOPE'] }, ['IBM']],
    [{ assetClasses: ['INDEX'] }, ['SPX']],
    [{ sectors: ['Information Technology'], search: 'm' }, ['IBM', 'MSFT']],
    [{ symbols: [] }, []],
  ])('are found by %j', async (filter, expected) => {
    const found = await symbolsOf(filter);
    if ((filter as { search?: string }).search === 'a') expect(found).toEqual(expect.arrayContaining(['AAPL', 'AMZN']));
    else expect(found).toEqual(expected);
  });

  it('are paged, and a foreign cursor or a page too large is refused', async () => {
    const query =
      'query ($first: Int, $after: String) { instruments(first: $first, after: $after) { nodes { symbol } pageInfo { endCursor hasNextPage } } }';
    const first = (await call.get(alice, query, { first: 2 })).instruments;
    const second = (await call.get(alice, query, { first: 2, after: first.pageInfo.endCursor })).instruments;
    expect([...first.nodes, ...second.nodes].map(({ symbol }) => symbol)).toEqual(['AAPL', 'AMZN', 'GOOG', 'IBM']);
    expect(await call.codeOf(alice, query, { first: 100_000 })).toBe('BAD_USER_INPUT');
    expect(await call.codeOf(alice, query, { after: 'nonsense' })).toBe('BAD_USER_INPUT');
  });

  it('are null when nothing is known of them, and refused when they are no symbols', async () => {
    expect(await call.get(alice, '{ instrument(symbol: "NOPE") { symbol } }')).toEqual({ instrument: null });
    expect(await call.codeOf(alice, '{ instrument(symbol: "not a symbol") { symbol } }')).toBe('BAD_USER_INPUT');
  });

  it('answer every symbol of the lake that another subgraph refers to, registered or not', async () => {
    const writer = await BarLakeWriter.open({ root: marketData.folders.bars });
    await writer.upsert({ symbol: 'BARE', interval: 'DAILY' }, waveBars('2020-01-01', 10), 'elsewhere');
    await writer.close();
    const representations = ['BARE', 'SPX', 'NOPE'].map((symbol) => ({ __typename: 'Instrument', symbol }));
    const { _entities } = await call.get(
      alice,
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Instrument { symbol assetClass coverage { barCount } } } }',
      { representations },
    );
    expect(_entities).toEqual([
      { symbol: 'BARE', assetClass: 'STOCK', coverage: { barCount: 10 } },
      { symbol: 'SPX', assetClass: 'INDEX', coverage: { barCount: 5105 } },
      null,
    ]);
  });

  it('cost one call of each store, be they 1 or 50', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => `C${i}`);
    const writer = await BarLakeWriter.open({ root: marketData.folders.bars });
    for (const symbol of rows) await writer.upsert({ symbol, interval: 'DAILY' }, waveBars('2020-01-01', 30), 'test');
    await writer.close();
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Instrument {
      symbol name coverage { barCount missingSessions } quote { price } bars(first: 2) { nodes { close } totalCount } series(maxPoints: 5) { close } } } }`;
    const lakeReads = (['readPages', 'readMany', 'readLast', 'timestamps'] as const).map((read) =>
      vi.spyOn(BarLakeReader.prototype, read),
    );
    const looks = vi.spyOn(BarLakeReader.prototype, 'currentSnapshot');
    for (const count of [1, 50]) {
      for (const spy of [...lakeReads, looks]) spy.mockClear();
      const representations = rows.slice(0, count).map((symbol) => ({ __typename: 'Instrument', symbol }));
      marketData.storeCalls.length = 0;
      const { _entities } = await call.get(alice, query, { representations });
      expect(_entities).toHaveLength(count);
      expect(_entities.at(-1).bars).toMatchObject({ totalCount: 30 });
      expect(_entities.at(-1).series.close).toHaveLength(5);
      expect(marketData.storeCalls).toEqual([{ collection: 'instruments', operation: 'find' }]);
      expect(looks).toHaveBeenCalledTimes(1);
      // One page of each, one series, one quote; timestamps for the missing sessions, and once more inside of the pages.
      expect(lakeReads.map((spy) => spy.mock.calls.length)).toEqual([1, 1, 1, 2]);
    }
    vi.restoreAllMocks();
  });
});

describe('bars', () => {
  it('are paged by time, oldest first', async () => {
    const query = `query ($after: String) { instrument(symbol: "SPX") { bars(from: "2008-09-12T00:00:00Z", to: "2008-09-19T00:00:00Z", first: 4, after: $after) {
      totalCount nodes { timestamp open high low close volume adjustedClose } pageInfo { hasNextPage hasPreviousPage endCursor } } } }`;
    const first = (await call.get(alice, query)).instrument.bars;
    const second = (await call.get(alice, query, { after: first.pageInfo.endCursor })).instrument.bars;
    expect(first).toMatchObject({ totalCount: 6, pageInfo: { hasNextPage: true, hasPreviousPage: false } });
    expect(second).toMatchObject({ totalCount: 6, pageInfo: { hasNextPage: false, hasPreviousPage: true } });
    const days = [...first.nodes, ...second.nodes].map(({ timestamp }) => timestamp.slice(0, 10));
    expect(days).toEqual(['2008-09-12', '2008-09-15', '2008-09-16', '2008-09-17', '2008-09-18', '2008-09-19']);
    expect(first.nodes[1]).toMatchObject({ open: 1250.920044, close: 1192.699951, adjustedClose: 1192.699951 });
  });

  it('are adjusted when asked, and never written into the cache', async () => {
    const query =
      '{ instrument(symbol: "AAPL") { plain: bars(first: 1) { nodes { open close adjustedClose } } adjusted: bars(first: 1, adjusted: true) { nodes { open close adjustedClose } } series(adjusted: true, maxPoints: 3) { close } } }';
    for (let turn = 0; turn < 2; turn++) {
      const { plain, adjusted, series } = (await call.get(alice, query)).instrument;
      expect(plain.nodes[0]).toEqual({ open: 64.501427, close: 64.96286, adjustedClose: 50.961628 });
      expect(adjusted.nodes[0].close).toBe(50.961628);
      expect(adjusted.nodes[0].open).toBeCloseTo((64.501427 * 50.961628) / 64.96286, 9);
      expect(series.close[0]).toBe(50.961628);
    }
  });

  it('are thinned to the points asked for, each bar whole', async () => {
    const { instrument } = await call.get(
      alice,
      '{ instrument(symbol: "SPX") { thin: series(maxPoints: 100) { timestamps open close downsampled } whole: series { timestamps close downsampled } } }',
    );
    const { thin, whole } = instrument;
    expect(whole).toMatchObject({ downsampled: false });
    expect(whole.timestamps).toHaveLength(5105);
    expect(thin).toMatchObject({ downsampled: true });
    expect([thin.timestamps.length, thin.timestamps[0], thin.timestamps.at(-1)]).toEqual([
      100,
      whole.timestamps[0],
      whole.timestamps.at(-1),
    ]);
    for (const [i, time] of thin.timestamps.entries()) {
      expect(thin.close[i]).toBe(whole.close[whole.timestamps.indexOf(time)]);
    }
  });

  it.each([
    ['bars(from: "2010-01-02T00:00:00Z", to: "2010-01-01T00:00:00Z") { totalCount }', 'from not after to'],
    [
      'bars(from: "2021-01-01T00:00:00Z") { totalCount }',
      'coverage of SPX DAILY, 2000-01-03T00:00:00.000Z to 2020-04-17T00:00:00.000Z',
    ],
    ['series(to: "1990-01-01T00:00:00Z") { close }', 'coverage of SPX DAILY'],
    ['series(maxPoints: 2) { close }', 'whole number from 3 to 100000'],
    ['series(maxPoints: 100001) { close }', 'whole number from 3 to 100000'],
    ['bars(first: 0) { totalCount }', '1 to 100'],
    ['bars(after: "xyz") { totalCount }', 'cursor'],
  ])('refuse %s', async (field, reason) => {
    const { errors } = await call.ask(alice, `{ instrument(symbol: "SPX") { ${field} } }`);
    expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toContain(reason);
  });

  it('are none where there are none', async () => {
    const { instrument } = await call.get(
      alice,
      '{ instrument(symbol: "SPX") { coverage(interval: ONE_MINUTE) { barCount } } }',
    );
    expect(instrument).toEqual({ coverage: null });
  });
});
