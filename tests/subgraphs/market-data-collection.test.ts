import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DocumentStore } from '#kit/documents/document-collection.js';
import { openMemoryStore } from '#kit/documents/nedb-document-store.js';
import { createInProcessEventBus } from '#kit/events/in-process-event-bus.js';
import type { Viewer } from '#kit/identity/viewer.js';
import { createDocumentJobQueue } from '#kit/jobs/document-job-queue.js';
import { silentLogger } from '#kit/observability/logger.js';
import { systemClock } from '#kit/time/clock.js';
import type { BarService } from '../../subgraphs/market-data/bar/bar.service.js';
import { CollectionService } from '../../subgraphs/market-data/collection/collection.service.js';
import { UpkeepService } from '../../subgraphs/market-data/collection/upkeep.service.js';
import {
  composeMarketData,
  type MarketDataFolders,
  type MarketDataPorts,
} from '../../subgraphs/market-data/composition.js';
import { providerSettings } from '../../subgraphs/market-data/config.js';
import { FeedRepository } from '../../subgraphs/market-data/feed/feed.repository.js';
import { FeedService } from '../../subgraphs/market-data/feed/feed.service.js';
import type { Ingestion } from '../../subgraphs/market-data/ingestion/ingestion.js';
import type { IngestionService } from '../../subgraphs/market-data/ingestion/ingestion.service.js';
import type { InstrumentService } from '../../subgraphs/market-data/instrument/instrument.service.js';
import { ProviderService } from '../../subgraphs/market-data/provider/provider.service.js';
import { DEFAULT_GATE_LIMITS } from '../../subgraphs/market-data/provider/provider-gate.js';
import { createProviders } from '../../subgraphs/market-data/provider/providers.js';
import { AlphaVantageDouble, type DailyRow, dailyAdjusted, GOOD_KEY, SAYS } from '../support/alpha-vantage-double.js';
import { LeapingTime } from '../support/leaping-time.js';
import { alice, bob, subgraphCaller } from '../support/subgraph-caller.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { foldersIn, type RunningMarketData, startMarketData } from './market-data-harness.js';

const watcher: Viewer = { id: 'usr_watcher', name: null, roles: ['VIEWER'] };
const NOW = Date.parse('2024-03-15T21:00:00Z');
const COLLECT = `mutation ($input: CollectMarketDataInput!) {
  collectMarketData(input: $input) { id status progress provider kind kinds symbols outcomes { symbol } }
}`;
const INGESTION = `query ($id: ID!) { ingestion(id: $id) {
  kind kinds status progress provider symbols rowsWritten rowsRejected qualityEventsRaised snapshotId completedAt
  failure { code message } outcomes { symbol kind status rowsWritten rowsRejected failure { code message } }
} }`;

/** Days of March 2024, each closing one dollar higher; the factor is what adjusts them. */
const march = (first: number, last: number, factor = 1): DailyRow[] =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i)
    // Of these the second and third, the ninth and tenth are a weekend.
    .filter((day) => ![2, 3, 9, 10].includes(day))
    .map((day) => [
      `2024-03-${String(day).padStart(2, '0')}`,
      100 + day,
      103 + day,
      99 + day,
      102 + day,
      (102 + day) * factor,
      1_000 + day,
    ]);

/** After a split of two for one. */
const halved = ([day, open, high, low, close, , volume]: DailyRow): DailyRow => [
  ...([day, open / 2, high / 2, low / 2, close / 2, close / 2, volume] as const),
];

/** The answer of TIME_SERIES_DAILY: no adjusted closes. */
function dailyPlain(rows: readonly DailyRow[]) {
  const adjusted = dailyAdjusted('IBM', rows) as Record<string, Record<string, Record<string, string>>>;
  const plain = Object.entries(adjusted['Time Series (Daily)']!).map(([day, fields]) => {
    const { '5. adjusted close': _, '6. volume': volume, ...prices } = fields;
    return [day, { ...prices, '5. volume': volume }];
  });
  return { ...adjusted, 'Time Series (Daily)': Object.fromEntries(plain) };
}

let double: AlphaVantageDouble;
let time: LeapingTime;
let marketData: RunningMarketData;
let call: RunningMarketData['call'];

const providerKeys = () => ({
  ALPHA_VANTAGE_URL: double.url,
  ALPHA_VANTAGE_REQUESTS_PER_MINUTE: 1_000,
  ALPHA_VANTAGE_REQUESTS_PER_DAY: 10_000,
});

const start = (options: Partial<MarketDataPorts> = {}) =>
  startMarketData({
    ...options,
    sampleData: false,
    waiting: { clock: time, scheduler: time, random: () => 1 },
    providerKeys: { ...providerKeys(), ALPHA_VANTAGE_API_KEY: GOOD_KEY },
  });

beforeAll(async () => {
  double = await AlphaVantageDouble.open();
});
afterAll(() => double.close());
const open = async () => {
  double.reset();
  time = new LeapingTime(NOW, DEFAULT_GATE_LIMITS.timeoutMs);
  marketData = await start();
  ({ call } = marketData);
};

/** What the double answers to daily bars: of each symbol these, of others that it does not know them. */
function serve(bars: Readonly<Record<string, readonly DailyRow[]>>): void {
  double.on('TIME_SERIES_DAILY_ADJUSTED', (query) => {
    const rows = bars[query.get('symbol') ?? ''];
    return { body: rows === undefined ? SAYS.symbol : dailyAdjusted(query.get('symbol')!, rows) };
  });
}

/** Collects, and gives the ingestion as it is at its end. */
async function collect(input: object, viewer = alice) {
  const { collectMarketData } = await call.get(viewer, COLLECT, { input });
  await marketData.jobs.idle();
  return (await call.get(viewer, INGESTION, { id: collectMarketData.id })).ingestion;
}

async function refusal(input: object, viewer = alice): Promise<{ code: unknown; message: string }> {
  const { errors } = await call.ask(viewer, COLLECT, { input });
  return { code: errors?.[0]?.extensions['code'], message: errors?.[0]?.message ?? '' };
}

async function closes(symbol: string): Promise<{ days: string[]; adjusted: number[] }> {
  const { instrument } = await call.get(
    alice,
    'query ($symbol: String!) { instrument(symbol: $symbol) { bars { nodes { timestamp adjustedClose } } } }',
    { symbol },
  );
  const nodes: { timestamp: string; adjustedClose: number }[] = instrument?.bars.nodes ?? [];
  return {
    days: nodes.map(({ timestamp }) => timestamp.slice(8, 10)),
    adjusted: nodes.map((bar) => bar.adjustedClose),
  };
}

const asked = () => double.asked.map((query) => `${query['symbol']} ${query['outputsize']}`);
const STALE =
  '{ instrument(symbol: "IBM") { coverage { stale staleReason lastCollectedAt barCount } quote { price stale } } }';

describe('collectMarketData', () => {
  beforeEach(open);
  afterEach(() => marketData.close());

  it('fetches bars as a job, and tells of it to the end', async () => {
    serve({ IBM: march(4, 13) });
    const { collectMarketData } = await call.get(alice, COLLECT, { input: { symbols: ['ibm', 'IBM'] } });
    expect(collectMarketData).toEqual({
      ...{ id: collectMarketData.id, status: 'PENDING', progress: 0, provider: 'alpha-vantage' },
      ...{ kind: 'BARS', kinds: ['BARS'], symbols: ['IBM'], outcomes: [] },
    });
    await marketData.jobs.idle();
    const { ingestion } = await call.get(alice, INGESTION, { id: collectMarketData.id });
    expect(ingestion).toMatchObject({
      ...{
        status: 'COMPLETED',
        progress: 1,
        rowsWritten: 8,
        rowsRejected: 0,
        failure: null,
        completedAt: expect.any(String),
      },
      outcomes: [{ symbol: 'IBM', kind: 'BARS', status: 'COMPLETED', rowsWritten: 8, rowsRejected: 0, failure: null }],
    });
    expect(await closes('IBM')).toMatchObject({ days: ['04', '05', '06', '07', '08', '11', '12', '13'] });
    const { instrument } = await call.get(
      alice,
      '{ instrument(symbol: "IBM") { coverage { source stale staleReason } quote { price stale } } }',
    );
    expect(instrument).toEqual({
      coverage: { source: 'alpha-vantage', stale: false, staleReason: null },
      quote: { price: 115, stale: false },
    });
    expect(marketData.events.at(-1)).toMatchObject({
      name: 'bars.ingested',
      payload: { symbols: ['IBM'], interval: 'DAILY', rowsWritten: 8, snapshotId: ingestion.snapshotId },
    });
  });

  it('asks the second time from the last bar on, corrects that one, and doubles none', async () => {
    const unfinished: DailyRow = ['2024-03-13', 113, 114, 112, 112.5, 112.5, 10];
    serve({ IBM: [...march(4, 12), unfinished] });
    await collect({ symbols: ['IBM'] });
    serve({ IBM: march(4, 15) });
    const ingestion = await collect({ symbols: ['IBM'] });
    expect(asked()).toEqual(['IBM full', 'IBM compact']);
    expect(ingestion).toMatchObject({ status: 'COMPLETED', rowsWritten: 3 });
    const { days, adjusted } = await closes('IBM');
    expect(days).toEqual(['04', '05', '06', '07', '08', '11', '12', '13', '14', '15']);
    expect(adjusted.slice(-3)).toEqual([115, 116, 117]);
    expect((await collect({ symbols: ['IBM'] })).rowsWritten).toBe(1);
    expect((await closes('IBM')).days).toHaveLength(10);
  });

  it('asks for the whole history again when adjustments have changed since', async () => {
    serve({ IBM: march(4, 13) });
    await collect({ symbols: ['IBM'] });
    const exDividend = [...march(4, 13, 0.97), ...march(14, 15)];
    serve({ IBM: exDividend });
    const ingestion = await collect({ symbols: ['IBM'] });
    expect(asked()).toHaveLength(3);
    expect(ingestion.rowsWritten).toBe(10);
    expect((await closes('IBM')).adjusted).toEqual(exDividend.map(([, , , , , adjusted]) => adjusted));
  });

  it('goes on without a symbol whose numbers no computer can hold', async () => {
    const fields = { '1. open': '1e999', '2. high': '1e999', '3. low': '1', '4. close': '1', '6. volume': '1' };
    const poison = { body: { 'Time Series (Daily)': { '2024-03-04': fields } } };
    double.on('TIME_SERIES_DAILY_ADJUSTED', (query) =>
      query.get('symbol') === 'POISON' ? poison : { body: dailyAdjusted('X', march(4, 6)) },
    );
    const ingestion = await collect({ symbols: ['FIRST', 'POISON', 'LAST'] });
    expect(ingestion).toMatchObject({ status: 'COMPLETED', rowsWritten: 6 });
    expect(ingestion.outcomes).toMatchObject([
      { symbol: 'FIRST', status: 'COMPLETED' },
      {
        symbol: 'POISON',
        status: 'FAILED',
        failure: { code: 'UPSTREAM_UNAVAILABLE', message: expect.stringContaining('open of 2024-03-04') },
      },
      { symbol: 'LAST', status: 'COMPLETED' },
    ]);
    expect(double.asked).toHaveLength(3);
    expect(marketData.events.at(-1)).toMatchObject({ name: 'bars.ingested', payload: { symbols: ['FIRST', 'LAST'] } });
  });

  it('keeps an adjusted history when the provider has only plain closes this time', async () => {
    serve({ IBM: march(4, 12, 0.5) });
    await collect({ symbols: ['IBM'] });
    double.on('TIME_SERIES_DAILY_ADJUSTED', { body: SAYS.premium });
    double.on('TIME_SERIES_DAILY', { body: dailyPlain(march(4, 14)) });
    const asks = double.asked.length;
    const ingestion = await collect({ symbols: ['IBM'] });
    expect(ingestion).toMatchObject({ status: 'COMPLETED', rowsWritten: 3 });
    // Adjusted ones in vain, and plain ones: no whole history.
    expect(double.asked).toHaveLength(asks + 2);
    expect((await closes('IBM')).adjusted).toEqual(march(4, 14, 0.5).map(([, , , , , adjusted]) => adjusted));
    // So it does where nothing newer comes, and where what comes is older than all that is stored.
    await collect({ symbols: ['IBM'], from: '2024-03-04', to: '2024-03-08' });
    double.on('TIME_SERIES_DAILY', { body: dailyPlain([['2024-03-01', 100, 100, 100, 100, 100, 1], ...march(4, 14)]) });
    await collect({ symbols: ['IBM'], to: '2024-03-01' });
    expect((await closes('IBM')).adjusted).toEqual([50, ...march(4, 14, 0.5).map(([, , , , , adjusted]) => adjusted)]);
  });

  it.each([
    ['from a day after it', { from: '2024-03-14' }],
    ['of days in which nothing is stored, after them', { from: '2024-03-14', to: '2024-03-14' }],
    ['of days before all that is stored', { to: '2024-03-01' }],
    ['of a gap in what is stored', { from: '2024-03-06', to: '2024-03-06' }],
  ])('brings all on the new basis after a split, asked for bars %s', async (_, range) => {
    const older: DailyRow = ['2024-03-01', 100, 103, 99, 102, 102, 1_000];
    const hole = (rows: DailyRow[]) => rows.filter(([day]) => day !== '2024-03-06');
    serve({ IBM: hole(march(4, 12)) });
    await collect({ symbols: ['IBM'] });
    const split = [...march(4, 12, 0.5), ...march(13, 15).map(halved)];
    serve({ IBM: [[...older.slice(0, 5), 51, 1_000] as unknown as DailyRow, ...split] });
    await collect({ symbols: ['IBM'], ...range });
    const { days, adjusted } = await closes('IBM');
    const basis = new Map([['01', 51], ...split.map(([day, , , , , close]) => [day.slice(8), close] as const)]);
    expect(adjusted).toEqual(days.map((day) => basis.get(day)));
    expect(days).toEqual(expect.arrayContaining(['04', '05', '07', '08', '11', '12']));
    const { dataQualityEvents } = await call.get(
      alice,
      '{ dataQualityEvents(filter: { symbols: ["IBM"] }) { nodes { anomalyType } } }',
    );
    expect(dataQualityEvents.nodes).not.toContainEqual({ anomalyType: 'UNADJUSTED_SPLIT' });
  });

  it('brings bars on the new basis that the provider has no more', async () => {
    serve({ IBM: march(4, 12) });
    await collect({ symbols: ['IBM'] });
    // The last one that is stored, and the first.
    serve({ IBM: [...march(5, 11, 0.5), ...march(13, 15)] });
    await collect({ symbols: ['IBM'] });
    expect((await closes('IBM')).adjusted).toEqual([
      ...march(4, 12, 0.5).map(([, , , , , adjusted]) => adjusted),
      ...march(13, 15).map(([, , , , , adjusted]) => adjusted),
    ]);
  });

  it('takes weeks and months whole, whatever day of them is named', async () => {
    const week = dailyAdjusted('IBM', march(4, 15)) as Record<string, Record<string, unknown>>;
    const rows = week['Time Series (Daily)']!;
    const ends = Object.fromEntries(['2024-03-15', '2024-03-08'].map((day) => [day, rows[day]]));
    double.on('TIME_SERIES_WEEKLY_ADJUSTED', { body: { 'Weekly Adjusted Time Series': ends } });
    double.on('TIME_SERIES_MONTHLY_ADJUSTED', { body: { 'Monthly Adjusted Time Series': ends } });
    const range = { symbols: ['IBM'], from: '2024-03-06', to: '2024-03-14' };
    expect((await collect({ ...range, interval: 'WEEKLY' })).rowsWritten).toBe(2);
    expect((await collect({ ...range, interval: 'MONTHLY' })).rowsWritten).toBe(1);
  });

  it('leaves out rows that cannot be, says which, and is not led astray by them', async () => {
    const odd = (day: string, volume = 1): DailyRow => [day, 107, 110, 106, 109, 109, volume];
    serve({ IBM: [odd('0001-02-05'), odd('2024-02-31'), ...march(4, 7), odd('2024-03-08', -5), odd('2034-03-08')] });
    const ingestion = await collect({ symbols: ['IBM'] });
    expect(ingestion).toMatchObject({ status: 'COMPLETED', rowsWritten: 4, rowsRejected: 4 });
    expect(ingestion.outcomes).toMatchObject([
      {
        ...{ status: 'COMPLETED', rowsWritten: 4, rowsRejected: 4 },
        failure: { code: 'UPSTREAM_UNAVAILABLE', message: expect.stringMatching(/4 rows.*2034-03-08/) },
      },
    ]);
    expect((await closes('IBM')).days).toEqual(['04', '05', '06', '07']);
    serve({ IBM: march(4, 15), ODD: [odd('2034-03-08')] });
    expect((await collect({ symbols: ['IBM'] })).rowsWritten).toBe(7);
    expect(await collect({ symbols: ['ODD'] })).toMatchObject({
      ...{ status: 'FAILED', rowsWritten: 0, rowsRejected: 1 },
      failure: { code: 'UPSTREAM_UNAVAILABLE', message: expect.stringContaining('2034-03-08') },
    });
  });

  it('does not take what was collected once of a time that is over for kept up to date', async () => {
    await marketData.close();
    const documents = openMemoryStore();
    marketData = await start({ documents });
    ({ call } = marketData);
    const feeds = new FeedService(await FeedRepository.open(documents), time);
    serve({ OLD: [['2010-03-01', 100, 101, 99, 100, 100, 10]], IBM: march(4, 6) });
    await collect({ symbols: ['OLD'], to: '2010-03-05' });
    await collect({ symbols: ['IBM'] });
    const keys = ['OLD', 'IBM'].map((symbol) => ({ symbol, interval: 'DAILY' }) as const);
    expect(await feeds.keptUpToDate(keys)).toEqual([false, true]);
    await collect({ symbols: ['IBM'], to: '2010-03-05' });
    expect(await feeds.keptUpToDate(keys)).toEqual([false, true]);
    expect(await feeds.findMany(keys)).toMatchObject([
      { lastCollectedAt: expect.any(String), lastAttemptAt: null },
      { lastAttemptAt: expect.any(String) },
    ]);
  });

  it('takes exactly the days that it is told', async () => {
    serve({ IBM: march(4, 15) });
    await collect({ symbols: ['IBM'], from: '2024-03-06', to: '2024-03-08' });
    expect((await closes('IBM')).days).toEqual(['06', '07', '08']);
    await collect({ symbols: ['IBM'], from: '2024-03-05', to: '2024-03-06' });
    expect((await closes('IBM')).days).toEqual(['05', '06', '07', '08']);
  });

  it('says of each symbol what became of it, and is COMPLETED when something came', async () => {
    serve({ IBM: march(4, 6), EMPTY: [] });
    const ingestion = await collect({ symbols: ['NOSUCH', 'IBM', 'EMPTY'] });
    expect(ingestion).toMatchObject({ status: 'COMPLETED', failure: null, rowsWritten: 3, progress: 1 });
    expect(ingestion.outcomes).toMatchObject([
      {
        symbol: 'NOSUCH',
        status: 'FAILED',
        rowsWritten: 0,
        failure: { code: 'NOT_FOUND', message: expect.stringContaining('NOSUCH') },
      },
      { symbol: 'IBM', status: 'COMPLETED', rowsWritten: 3, failure: null },
      { symbol: 'EMPTY', status: 'COMPLETED', rowsWritten: 0, failure: null },
    ]);
    expect(marketData.events.at(-1)?.payload).toMatchObject({ symbols: ['IBM'], rowsWritten: 3 });
    expect(await call.get(alice, '{ instrument(symbol: "NOSUCH") { symbol } }')).toEqual({ instrument: null });
  });

  it('is FAILED when nothing came, with the reason', async () => {
    serve({});
    const ingestion = await collect({ symbols: ['NOSUCH', 'NEITHER'] });
    expect(ingestion).toMatchObject({
      ...{ status: 'FAILED', rowsWritten: 0, snapshotId: null },
      failure: { code: 'NOT_FOUND', message: expect.stringMatching(/NOSUCH.*1 more failed/) },
    });
    expect(marketData.events.at(-1)?.name).toBe('ingestion.failed');
  });

  it('leaves out a bar whose price is 0, and raises an event for it', async () => {
    const broken: DailyRow = ['2024-03-06', 0, 0, 0, 0, 0, 10];
    serve({ IBM: [...march(4, 5), broken, ...march(7, 8)], BAD: [broken] });
    const ingestion = await collect({ symbols: ['IBM', 'BAD'] });
    expect(ingestion).toMatchObject({ status: 'COMPLETED', rowsWritten: 4, rowsRejected: 2 });
    expect(ingestion.qualityEventsRaised).toBeGreaterThanOrEqual(2);
    expect(ingestion.outcomes[1]).toMatchObject({
      status: 'COMPLETED',
      rowsWritten: 0,
      rowsRejected: 1,
      failure: null,
    });
    const { dataQualityEvents } = await call.get(
      alice,
      '{ dataQualityEvents(filter: { symbols: ["IBM"] }) { nodes { anomalyType occurredAt } } }',
    );
    expect(dataQualityEvents.nodes).toContainEqual({
      anomalyType: 'NON_POSITIVE_PRICE',
      occurredAt: '2024-03-06T00:00:00.000Z',
    });
  });

  it('serves what it has, marked, while the provider is down, and takes the mark away afterwards', async () => {
    serve({ IBM: march(4, 13) });
    await collect({ symbols: ['IBM'] });
    double.on('TIME_SERIES_DAILY_ADJUSTED', { status: 503 });
    const ingestion = await collect({ symbols: ['IBM', 'AAPL', 'MSFT'] });
    expect(ingestion).toMatchObject({ status: 'FAILED', failure: { code: 'UPSTREAM_UNAVAILABLE' } });
    const { instrument } = await call.get(alice, STALE);
    expect(instrument).toEqual({
      coverage: {
        stale: true,
        staleReason: expect.stringContaining('503'),
        lastCollectedAt: expect.any(String),
        barCount: 8,
      },
      quote: { price: 115, stale: true },
    });
    const { dataProviders } = await call.get(alice, '{ dataProviders { name configured healthy lastError } }');
    expect(dataProviders[0]).toMatchObject({
      name: 'alpha-vantage',
      configured: true,
      healthy: false,
      lastError: expect.stringContaining('503'),
    });
    // Four attempts for the first symbol, one for the second, and then it was left alone.
    expect(double.asked).toHaveLength(1 + 5);
    time.advance(60_000);
    serve({ IBM: march(4, 14) });
    await collect({ symbols: ['IBM'] });
    expect((await call.get(alice, STALE)).instrument).toMatchObject({
      coverage: { stale: false, barCount: 9 },
      quote: { price: 116, stale: false },
    });
  });

  it('reads what is stale of a list of any length at once', async () => {
    serve({ IBM: march(4, 6), AAPL: march(4, 6), MSFT: march(4, 6) });
    await collect({ symbols: ['IBM', 'AAPL', 'MSFT'] });
    marketData.storeCalls.length = 0;
    const query = '{ instruments { nodes { coverage { stale staleReason lastCollectedAt } quote { stale } } } }';
    expect((await call.get(alice, query)).instruments.nodes).toHaveLength(3);
    expect(marketData.storeCalls.filter(({ collection }) => collection === 'feeds')).toHaveLength(1);
  });

  it('does not call data stale because a symbol is unknown there', async () => {
    const bar = { timestamp: '2024-03-13T00:00:00Z', open: 1, high: 1, low: 1, close: 1, volume: 1 };
    await call.get(alice, 'mutation ($input: IngestBarsInput!) { ingestBars(input: $input) { id } }', {
      input: { symbol: 'IBM', bars: [bar] },
    });
    serve({});
    await collect({ symbols: ['IBM'] });
    expect((await call.get(alice, STALE)).instrument).toMatchObject({
      coverage: { stale: false, lastCollectedAt: null },
      quote: { stale: false },
    });
  });

  it('collects the other kinds, several at once', async () => {
    double.on('OVERVIEW', {
      body: { Symbol: 'IBM', Name: 'International Business Machines', Currency: 'USD', LatestQuarter: '2023-12-31' },
    });
    const report = {
      fiscalDateEnding: '2023-12-31',
      reportedCurrency: 'USD',
      totalRevenue: '100',
      costOfRevenue: '40',
      grossProfit: '60',
    };
    for (const name of ['BALANCE_SHEET', 'CASH_FLOW', 'EARNINGS']) double.on(name, { body: {} });
    double.on('INCOME_STATEMENT', { body: { annualReports: [report] } });
    const article = {
      title: 'IBM beats estimates',
      time_published: '20240314T133000',
      ticker_sentiment: [{ ticker: 'IBM' }],
      overall_sentiment_score: 0.3,
    };
    double.on('NEWS_SENTIMENT', { body: { items: '1', feed: [article] } });
    const ingestion = await collect({ symbols: ['IBM'], kinds: ['FUNDAMENTALS', 'NEWS'] });
    expect(ingestion).toMatchObject({
      kind: 'FUNDAMENTALS',
      kinds: ['FUNDAMENTALS', 'NEWS'],
      status: 'COMPLETED',
      snapshotId: null,
    });
    expect(ingestion.outcomes).toMatchObject([
      { kind: 'FUNDAMENTALS', status: 'COMPLETED', failure: null },
      { kind: 'NEWS', status: 'COMPLETED', rowsWritten: 1, failure: null },
    ]);
    const { instrument } = await call.get(
      alice,
      '{ instrument(symbol: "IBM") { fundamentals { overview { name } incomeStatements { items { name value } } } news { nodes { title sentimentScore } } } }',
    );
    expect(instrument.fundamentals.overview).toEqual({ name: 'International Business Machines' });
    expect(instrument.fundamentals.incomeStatements[0].items).toContainEqual({ name: 'totalRevenue', value: 100 });
    expect(instrument.news.nodes).toEqual([{ title: 'IBM beats estimates', sentimentScore: 0.3 }]);
    expect(marketData.events.at(-1)?.name).toBe('ingestion.completed');
  });

  it('collects economic series by their codes', async () => {
    double.on('UNEMPLOYMENT', {
      body: {
        name: 'Unemployment Rate',
        interval: 'monthly',
        unit: 'percent',
        data: [
          { date: '2024-02-01', value: '3.9' },
          { date: '2024-01-01', value: '3.7' },
        ],
      },
    });
    const ingestion = await collect({ symbols: ['unemployment', 'GNP'], kinds: ['ECONOMIC'] });
    expect(ingestion).toMatchObject({
      status: 'COMPLETED',
      rowsWritten: 2,
      outcomes: [
        { symbol: 'UNEMPLOYMENT', rowsWritten: 2 },
        { symbol: 'GNP', status: 'FAILED' },
      ],
    });
    const { economicSeries } = await call.get(
      alice,
      '{ economicSeries(code: "UNEMPLOYMENT") { source latest latestAt } }',
    );
    expect(economicSeries).toEqual({ source: 'alpha-vantage', latest: 3.9, latestAt: '2024-02-01' });
  });

  it('makes an instrument of a symbol of which there is news alone', async () => {
    const article = {
      title: 'Fresh Corp wins contract',
      time_published: '20240314T133000',
      ticker_sentiment: [{ ticker: 'FRESH' }],
      overall_sentiment_score: 0.3,
    };
    double.on('NEWS_SENTIMENT', { body: { items: '1', feed: [article] } });
    await collect({ symbols: ['FRESH'], kinds: ['NEWS'] });
    const { instrument } = await call.get(alice, '{ instrument(symbol: "FRESH") { assetClass news { totalCount } } }');
    expect(instrument).toEqual({ assetClass: 'STOCK', news: { totalCount: 1 } });
  });

  it('collects the rate of a pair of currencies', async () => {
    const rate = { '5. Exchange Rate': '1.0890', '6. Last Refreshed': '2024-03-14 13:30:00', '7. Time Zone': 'UTC' };
    double.on('CURRENCY_EXCHANGE_RATE', { body: { 'Realtime Currency Exchange Rate': rate } });
    const ingestion = await collect({ symbols: ['eur/usd'], kinds: ['ECONOMIC'] });
    expect(ingestion).toMatchObject({ status: 'COMPLETED', rowsWritten: 1, outcomes: [{ symbol: 'EUR/USD' }] });
    const { exchangeRate } = await call.get(alice, '{ exchangeRate(base: "EUR", quote: "USD") { rate asOf } }');
    expect(exchangeRate).toEqual({ rate: 1.089, asOf: '2024-03-14T13:30:00.000Z' });
  });

  it("is its owner's own, and stops when that one says so", async () => {
    serve({ IBM: march(4, 6) });
    double.on('TIME_SERIES_DAILY_ADJUSTED', ({ size }) =>
      size > 0 && double.asked.length > 1 ? { how: 'never' } : { body: dailyAdjusted('IBM', march(4, 6)) },
    );
    const { collectMarketData } = await call.get(alice, COLLECT, { input: { symbols: ['IBM', 'SLOW', 'AFTER'] } });
    await double.requests(2);
    const cancel = 'mutation ($id: ID!) { cancelIngestion(id: $id) { id } }';
    const { id } = collectMarketData;
    expect(await call.codeOf(bob, cancel, { id })).toBe('NOT_FOUND');
    await call.get(alice, cancel, { id });
    await marketData.jobs.idle();
    const { ingestion } = await call.get(alice, INGESTION, { id });
    expect(ingestion).toMatchObject({
      status: 'CANCELLED',
      rowsWritten: 3,
      outcomes: [{ symbol: 'IBM', status: 'COMPLETED' }],
    });
    expect(await call.codeOf(alice, cancel, { id })).toBe('FAILED_PRECONDITION');
    expect((await closes('IBM')).days).toHaveLength(3);
    const told = () => marketData.events.filter(({ subject }) => subject.id === id);
    await expect.poll(() => told().at(-1)?.name, { timeout: 15_000 }).toBe('ingestion.cancelled');
    expect(told().at(-2)).toMatchObject({
      name: 'bars.ingested',
      payload: { symbols: ['IBM'], rowsWritten: 3, snapshotId: ingestion.snapshotId },
    });
  });
});

describe('collectMarketData refuses', () => {
  beforeAll(open);
  afterAll(() => marketData.close());

  it.each([
    ['no symbol', { symbols: [] }, 'expected 1 to 100, found 0'],
    ['101 symbols', { symbols: Array.from({ length: 101 }, (_, i) => `S${i}`) }, 'found 101'],
    ['what is no symbol', { symbols: ['A B'] }, 'found "A B"'],
    ['what is no code', { symbols: ['REAL GDP'], kinds: ['ECONOMIC'] }, 'REAL_GDP'],
    ['no kind', { symbols: ['IBM'], kinds: [] }, 'kinds'],
    ['codes and symbols in one', { symbols: ['IBM'], kinds: ['BARS', 'ECONOMIC'] }, 'ECONOMIC alone'],
    ['reversed dates', { symbols: ['IBM'], from: '2024-03-02', to: '2024-03-01' }, 'from not after to'],
    ['a time to come', { symbols: ['IBM'], from: '2999-01-01' }, 'not after today'],
    ['a provider that nobody knows', { symbols: ['IBM'], provider: 'yahoo' }, 'alpha-vantage, ccxt, files'],
    ['a provider that does not have this', { symbols: ['IBM'], provider: 'ccxt', kinds: ['NEWS'] }, 'serves BARS'],
  ])('%s', async (_, input, reason) => {
    expect(await refusal(input)).toEqual({ code: 'BAD_USER_INPUT', message: expect.stringContaining(reason) });
    expect((await call.get(alice, '{ ingestions { totalCount } }')).ingestions.totalCount).toBe(0);
  });

  it('a provider that is not configured, and says what to set', async () => {
    expect(await refusal({ symbols: ['BTC/USD'], provider: 'ccxt' })).toEqual({
      ...{ code: 'FAILED_PRECONDITION', message: expect.stringContaining('set CCXT_EXCHANGE') },
    });
  });

  it('who may only look', async () => {
    expect((await refusal({ symbols: ['IBM'] }, watcher)).code).toBe('FORBIDDEN');
  });
});

describe('what is kept up to date', () => {
  const settings = () => ({ clock: time, scheduler: time, random: () => 1 });

  /** A process of market-data over documents and folders that another may have had before. */
  async function live(documents: DocumentStore, folders: MarketDataFolders) {
    const surroundings = { documents, clock: systemClock, log: silentLogger };
    const jobs = await createDocumentJobQueue({ ...surroundings, exclusive: true });
    const keys = { ...providerKeys(), ALPHA_VANTAGE_API_KEY: GOOD_KEY };
    const providers = providerSettings(keys, folders.import);
    const bus = await createInProcessEventBus(surroundings);
    const ports = { ...surroundings, bus, jobs, folders, sampleData: false, providers, waiting: settings() };
    const subgraph = await composeMarketData(ports);
    return { subgraph, jobs, call: subgraphCaller(subgraph) };
  }

  beforeEach(() => {
    double.reset();
    time = new LeapingTime(NOW, DEFAULT_GATE_LIMITS.timeoutMs);
  });

  it('goes on after a crash with the symbols that are left', async () => {
    const folder = await temporaryFolder();
    const documents = openMemoryStore();
    const folders = foldersIn(folder.path);
    let hangs = true;
    double.on('TIME_SERIES_DAILY_ADJUSTED', (query) => {
      if (hangs && query.get('symbol') === 'SECOND') return { how: 'never' };
      return { body: dailyAdjusted(query.get('symbol')!, march(4, 6)) };
    });
    const first = await live(documents, folders);
    await first.subgraph.start();
    const input = { symbols: ['FIRST', 'SECOND', 'THIRD'] };
    const { id } = (await first.call.get(alice, COLLECT, { input })).collectMarketData;
    await double.requests(2);

    // The first process hangs for good; the next life of it takes up what it finds running.
    hangs = false;
    const second = await live(documents, folders);
    await second.subgraph.start();
    await second.jobs.idle();
    const { ingestion } = await second.call.get(alice, INGESTION, { id });
    expect(ingestion).toMatchObject({ status: 'COMPLETED', rowsWritten: 9 });
    expect(ingestion.outcomes.map((outcome: { symbol: string }) => outcome.symbol)).toEqual(input.symbols);
    expect(asked()).toEqual(['FIRST full', 'SECOND full', 'SECOND full', 'THIRD full']);

    time.expire();
    await first.subgraph.close();
    expect((await second.call.get(alice, INGESTION, { id })).ingestion).toEqual(ingestion);
    await second.subgraph.close();
    await folder.remove();
  });

  it('is collected when it is due, in the name of who wants it, and by a provider alone', async () => {
    const documents = openMemoryStore();
    const folder = await temporaryFolder();
    const clock = new LeapingTime(NOW, Number.NaN);
    const feeds = new FeedService(await FeedRepository.open(documents), clock);
    const ingestions = { submit: async (ingestion: Ingestion) => ingestion } as unknown as IngestionService;
    const instruments = {
      findMany: async (_: unknown, symbols: string[]) => symbols.map(() => null),
    } as unknown as InstrumentService;
    const bars = { currentSnapshot: async () => ({}) } as unknown as BarService;
    const upkeepBy = (keys: Parameters<typeof providerSettings>[0]) => {
      const providers = new ProviderService(createProviders(providerSettings(keys, folder.path), settings()));
      return new UpkeepService(feeds, new CollectionService(ingestions, providers, instruments, bars, clock), clock);
    };
    const upkeep = upkeepBy({ ALPHA_VANTAGE_API_KEY: GOOD_KEY });

    await expect(feeds.keepUpToDate(['IBM'], 'DAILY', watcher)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await feeds.keepUpToDate(['IBM', 'EUR/USD', 'IBM'], 'DAILY', alice);
    await feeds.keepUpToDate(['IBM'], 'DAILY', bob);
    const key = (symbol: string) => ({ symbol, interval: 'DAILY' }) as const;
    expect(await feeds.keptUpToDate([key('IBM'), key('NOBODY'), key('EUR/USD')])).toEqual([true, false, true]);

    const due = async () =>
      (await upkeep.collectDue())
        .map(({ symbols, ownerId, provider }) => `${symbols} for ${ownerId} by ${provider}`)
        .toSorted();
    expect(await due()).toEqual(['EUR/USD for usr_alice by alpha-vantage', 'IBM for usr_alice by alpha-vantage']);
    expect(await due()).toEqual([]);
    clock.advance(6 * 3_600_000 - 1);
    expect(await due()).toEqual([]);
    clock.advance(1);
    await feeds.leaveAlone(['IBM', 'EUR/USD'], 'DAILY', alice);
    expect(await due()).toEqual(['IBM for usr_bob by alpha-vantage']);

    // Without a provider nobody is asked, not even the folder of files.
    clock.advance(24 * 3_600_000);
    expect(await upkeepBy({}).collectDue()).toEqual([]);
    await folder.remove();
  });
});

describe('dataProviders', () => {
  beforeAll(open);
  afterAll(() => marketData.close());

  it('says who there is, and never the key', async () => {
    serve({ IBM: march(4, 6) });
    await collect({ symbols: ['IBM'] });
    const { dataProviders } = await call.get(
      alice,
      '{ dataProviders { name configured healthy kinds requestsRemaining lastSuccessAt lastError } }',
    );
    expect(dataProviders).toEqual([
      {
        ...{
          name: 'alpha-vantage',
          configured: true,
          healthy: true,
          kinds: ['BARS', 'FUNDAMENTALS', 'ECONOMIC', 'NEWS'],
        },
        ...{ requestsRemaining: 9_999, lastSuccessAt: new Date(NOW).toISOString(), lastError: null },
      },
      {
        name: 'ccxt',
        configured: false,
        healthy: false,
        kinds: ['BARS'],
        requestsRemaining: 60,
        lastSuccessAt: null,
        lastError: null,
      },
      {
        ...{ name: 'files', configured: true, healthy: true, kinds: expect.arrayContaining(['BARS', 'NEWS']) },
        ...{ requestsRemaining: null, lastSuccessAt: null, lastError: null },
      },
    ]);
    expect(JSON.stringify(marketData.events)).not.toContain(GOOD_KEY);
  });
});

describe('files', () => {
  beforeAll(open);
  afterAll(() => marketData.close());

  const put = async (name: string, text: string) => {
    const path = join(marketData.folders.import, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  };

  it('are a provider of every kind', async () => {
    await put(
      'ACME.csv',
      'date,open,high,low,close,volume\n2024-03-04,1,2,1,2,10\n2024-03-05,2,3,2,3,11\n2024-03-06,0,0,0,0,1\n',
    );
    await put('bars/SIXTY_MINUTES/BTC_USD.csv', 'timestamp,close\n2024-03-04T10:00:00Z,1\n2024-03-04T11:00:00Z,2\n');
    await put(
      'fundamentals/ACME.json',
      JSON.stringify({ overview: { name: 'Acme' }, earnings: [{ fiscalDateEnding: '2023-12-31', reportedEps: 1.5 }] }),
    );
    await put('economic/FLOW.csv', 'date,value\n2024-02-01,2\n2024-01-01,1\n2024-03-01,.\n');
    await put(
      'news/a.json',
      JSON.stringify([{ title: 'Acme soars', publishedAt: '2024-03-05T10:00:00Z', symbols: ['ACME'] }]),
    );
    const provider = 'files';
    expect(await collect({ symbols: ['ACME'], provider, kinds: ['BARS', 'FUNDAMENTALS', 'NEWS'] })).toMatchObject({
      ...{ status: 'COMPLETED', rowsRejected: 1 },
      outcomes: [
        { kind: 'BARS', rowsWritten: 2, rowsRejected: 1 },
        { kind: 'FUNDAMENTALS', failure: null },
        { kind: 'NEWS', rowsWritten: 1 },
      ],
    });
    expect(await collect({ symbols: ['BTC/USD'], provider, interval: 'SIXTY_MINUTES' })).toMatchObject({
      rowsWritten: 2,
    });
    expect(await collect({ symbols: ['FLOW'], provider, kinds: ['ECONOMIC'] })).toMatchObject({
      rowsWritten: 2,
      failure: null,
    });
    const { instrument, btc } = await call.get(
      alice,
      '{ instrument(symbol: "ACME") { fundamentals { overview { name } } coverage { source stale } news { nodes { title sentimentScore } } } btc: instrument(symbol: "BTC/USD") { assetClass } }',
    );
    expect(btc.assetClass).toBe('CRYPTO');
    expect(instrument).toMatchObject({
      fundamentals: { overview: { name: 'Acme' } },
      coverage: { source: 'files', stale: false },
      news: { nodes: [{ title: 'Acme soars' }] },
    });
  });

  it.each([
    ['there is none', 'NONE', 'BARS', '', '', 'NOT_FOUND', 'NONE.csv'],
    ['is no JSON', 'BAD', 'FUNDAMENTALS', 'fundamentals/BAD.json', 'oops', 'BAD_USER_INPUT', 'expected JSON'],
    [
      'has another shape',
      'BAD',
      'FUNDAMENTALS',
      'fundamentals/BAD.json',
      '{"earnings":[{"fiscalDateEnding":"soon"}]}',
      'BAD_USER_INPUT',
      'fundamentals/BAD.json: earnings.0.fiscalDateEnding',
    ],
    [
      'has a word for a number',
      'BAD',
      'ECONOMIC',
      'economic/BAD.csv',
      'date,value\n2024-01-01,x\n',
      'BAD_USER_INPUT',
      'economic/BAD.csv, line 2',
    ],
    ['has a bad row', 'BAD', 'BARS', 'BAD.csv', 'date,close\n2024-01-02,x\n', 'BAD_USER_INPUT', 'line 2'],
  ])('say when one %s', async (_, symbol, kind, name, text, code, reason) => {
    if (name !== '') await put(name, text);
    const ingestion = await collect({ symbols: [symbol], provider: 'files', kinds: [kind] });
    expect(ingestion.outcomes[0].failure).toEqual({ code, message: expect.stringContaining(reason) });
  });
});
