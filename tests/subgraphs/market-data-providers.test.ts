import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BarColumns } from '#lake/bar-columns.js';
import { AlphaVantage } from '../../subgraphs/market-data/provider/alpha-vantage/alpha-vantage.js';
import type { BarsWanted } from '../../subgraphs/market-data/provider/market-data-provider.js';
import { DEFAULT_GATE_LIMITS } from '../../subgraphs/market-data/provider/provider-gate.js';
import { AlphaVantageDouble, dailyAdjusted, GOOD_KEY, intraday, SAYS } from '../support/alpha-vantage-double.js';
import type { DoubleAnswer } from '../support/http-double.js';
import { LeapingTime } from '../support/leaping-time.js';

const NOW = Date.parse('2024-03-15T20:00:00Z');
const SIGNAL = new AbortController().signal;
const IBM: BarsWanted = { symbol: 'IBM', assetClass: 'STOCK', interval: 'DAILY', from: null, to: null };
const ROWS = [
  ['2024-03-12', 196, 199.3, 195.5, 197.78, 193.1, 5_100_000],
  ['2024-03-13', 197.55, 198.1, 195.32, 196.7, 192.05, 3_946_100],
  ['2024-03-14', 196.95, 197.75, 192.12, 193.43, 188.86, 4_102_200],
] as const;
const DAILY = { body: dailyAdjusted('IBM', ROWS) };

let double: AlphaVantageDouble;
let time: LeapingTime;
let provider: AlphaVantage;

beforeAll(async () => {
  double = await AlphaVantageDouble.open();
});
afterAll(() => double.close());
beforeEach(() => {
  double.reset();
  time = new LeapingTime(NOW, DEFAULT_GATE_LIMITS.timeoutMs);
  provider = open();
});

function open(apiKey: string | null = GOOD_KEY, requestsPerDay = 1_000) {
  const settings = { apiKey, url: double.url, requestsPerMinute: 1_000, requestsPerDay };
  return new AlphaVantage(settings, { clock: time, scheduler: time, random: () => 1 });
}

/** Waits for the failure of a promise; what it says never holds the key. */
async function failureOf(
  promise: Promise<unknown>,
): Promise<Error & { code?: string; reason?: string; retryAfterMs?: number }> {
  const error = await promise.then(
    () => expect.fail('it did not fail'),
    (reason: Error) => reason,
  );
  expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain(GOOD_KEY);
  return error;
}

const barsOf = async (wanted: BarsWanted, signal: AbortSignal) =>
  (await provider.fetchBars(wanted, signal))?.bars ?? null;
const dates = (bars: BarColumns | null) => Array.from(bars?.timestamps ?? [], (at) => new Date(at).toISOString());

describe('Alpha Vantage, bars', () => {
  it('reads adjusted days, oldest first', async () => {
    double.on('TIME_SERIES_DAILY_ADJUSTED', DAILY);
    const bars = await barsOf(IBM, SIGNAL);
    expect(dates(bars)).toEqual(['2024-03-12T00:00:00.000Z', '2024-03-13T00:00:00.000Z', '2024-03-14T00:00:00.000Z']);
    expect(bars).toMatchObject({
      open: Float64Array.of(196, 197.55, 196.95),
      high: Float64Array.of(199.3, 198.1, 197.75),
      low: Float64Array.of(195.5, 195.32, 192.12),
      close: Float64Array.of(197.78, 196.7, 193.43),
      volume: Float64Array.of(5_100_000, 3_946_100, 4_102_200),
      adjustedClose: Float64Array.of(193.1, 192.05, 188.86),
    });
    expect(double.asked).toEqual([{ function: 'TIME_SERIES_DAILY_ADJUSTED', symbol: 'IBM', outputsize: 'full' }]);
    expect(provider.health()).toMatchObject({ healthy: true, requestsRemaining: 999, lastError: null });
  });

  it('asks for no more than is needed, and gives nothing outside of what is wanted', async () => {
    double.on('TIME_SERIES_DAILY_ADJUSTED', DAILY);
    const from = Date.parse('2024-03-13');
    expect(dates(await barsOf({ ...IBM, symbol: 'BRK.B', from }, SIGNAL))).toHaveLength(2);
    expect(dates(await barsOf({ ...IBM, from, to: from }, SIGNAL))).toEqual(['2024-03-13T00:00:00.000Z']);
    expect(await barsOf({ ...IBM, from: NOW, to: null }, SIGNAL)).toBeNull();
    expect(double.asked[0]).toEqual({ function: 'TIME_SERIES_DAILY_ADJUSTED', symbol: 'BRK-B', outputsize: 'compact' });
  });

  it('takes what a free key has, and does not ask in vain again for a day', async () => {
    double.on('TIME_SERIES_DAILY_ADJUSTED', { body: SAYS.premium });
    double.on('TIME_SERIES_DAILY', (query) =>
      query.get('outputsize') === 'full' ? { body: SAYS.premium } : { body: plainDaily('2024-03-14', '193.43') },
    );
    const bars = await barsOf(IBM, SIGNAL);
    expect(bars).toMatchObject({ close: Float64Array.of(193.43), adjustedClose: Float64Array.of(193.43) });
    await barsOf(IBM, SIGNAL);
    const asked = () => double.asked.map((query) => `${query['function']} ${query['outputsize']}`);
    const [adjusted, full, compact] = [
      'TIME_SERIES_DAILY_ADJUSTED full',
      'TIME_SERIES_DAILY full',
      'TIME_SERIES_DAILY compact',
    ];
    expect(asked()).toEqual([adjusted, full, compact, compact]);
    time.advance(86_400_000);
    await barsOf(IBM, SIGNAL);
    expect(asked().slice(4)).toEqual([adjusted, full, compact]);
  });

  it('reads minutes in the time of New York, before and after the clocks change', async () => {
    double.on('TIME_SERIES_INTRADAY', (query) => ({
      body: intraday(
        'IBM',
        '5min',
        query.get('month') === '2024-02'
          ? [['2024-02-29 15:55:00', 185]]
          : [
              ['2024-03-08 09:30:00', 195],
              ['2024-03-11 09:30:00', 196],
            ],
      ),
    }));
    const from = Date.parse('2024-02-20T00:00:00Z');
    const bars = await barsOf({ ...IBM, interval: 'FIVE_MINUTES', from }, SIGNAL);
    expect(dates(bars)).toEqual(['2024-02-29T20:55:00.000Z', '2024-03-08T14:30:00.000Z', '2024-03-11T13:30:00.000Z']);
    expect(double.asked.map((query) => query['month'])).toEqual(['2024-02', '2024-03']);
    expect(double.asked[0]).toMatchObject({ interval: '5min', adjusted: 'false', extended_hours: 'false' });
  });

  it('dates weeks by their Monday and months by their first, so that a running one is one bar', async () => {
    const fields = (close: string) => ({
      '1. open': '1',
      '2. high': '3',
      '3. low': '1',
      '4. close': close,
      '5. adjusted close': close,
      '6. volume': '9',
    });
    const meta = { 'Meta Data': { '4. Time Zone': 'US/Eastern' } };
    const rows = { '2024-03-15': fields('3'), '2024-03-08': fields('2') };
    double.on('TIME_SERIES_WEEKLY_ADJUSTED', { body: { ...meta, 'Weekly Adjusted Time Series': rows } });
    double.on('TIME_SERIES_MONTHLY_ADJUSTED', { body: { ...meta, 'Monthly Adjusted Time Series': rows } });
    const weeks = await barsOf({ ...IBM, interval: 'WEEKLY' }, SIGNAL);
    expect(dates(weeks)).toEqual(['2024-03-04T00:00:00.000Z', '2024-03-11T00:00:00.000Z']);
    const months = await barsOf({ ...IBM, interval: 'MONTHLY' }, SIGNAL);
    expect([dates(months), months?.close]).toEqual([['2024-03-01T00:00:00.000Z'], Float64Array.of(3)]);
  });

  it('reads currencies, which have no volume, and digital ones in both forms', async () => {
    const fx = { '1. open': '1.09', '2. high': '1.1', '3. low': '1.08', '4. close': '1.095' };
    double.on('FX_DAILY', {
      body: { 'Meta Data': { '6. Time Zone': 'UTC' }, 'Time Series FX (Daily)': { '2024-03-14': fx } },
    });
    const euro = await barsOf({ ...IBM, symbol: 'EUR/USD', assetClass: 'FOREX', from: NOW - 9e8 }, SIGNAL);
    expect(euro).toMatchObject({ close: Float64Array.of(1.095), volume: Float64Array.of(0) });
    expect(double.asked[0]).toEqual({
      function: 'FX_DAILY',
      from_symbol: 'EUR',
      to_symbol: 'USD',
      outputsize: 'compact',
    });
    const old = {
      ...{ '1a. open (USD)': '70000', '1b. open (USD)': '1', '2a. high (USD)': '72000', '2b. high (USD)': '1' },
      ...{ '3a. low (USD)': '69000', '3b. low (USD)': '1', '4a. close (USD)': '71000', '4b. close (USD)': '1' },
      ...{ '5. volume': '12.5', '6. market cap (USD)': '12.5' },
    };
    const young = { '1. open': '71000', '2. high': '73000', '3. low': '70500', '4. close': '72500', '5. volume': '10' };
    double.on('DIGITAL_CURRENCY_DAILY', {
      body: {
        'Meta Data': { '7. Time Zone': 'UTC' },
        'Time Series (Digital Currency Daily)': { '2024-03-14': young, '2024-03-13': old },
      },
    });
    const bitcoin = await barsOf({ ...IBM, symbol: 'BTC/USD', assetClass: 'CRYPTO' }, SIGNAL);
    expect(bitcoin).toMatchObject({
      open: Float64Array.of(70_000, 71_000),
      close: Float64Array.of(71_000, 72_500),
      volume: Float64Array.of(12.5, 10),
    });
    expect(double.asked[1]).toEqual({ function: 'DIGITAL_CURRENCY_DAILY', symbol: 'BTC', market: 'USD' });
    double.on('CRYPTO_INTRADAY', {
      body: { 'Meta Data': { '9. Time Zone': 'UTC' }, 'Time Series Crypto (60min)': { '2024-03-15 19:00:00': young } },
    });
    const hours = await barsOf({ ...IBM, symbol: 'BTC/USD', assetClass: 'CRYPTO', interval: 'SIXTY_MINUTES' }, SIGNAL);
    expect(dates(hours)).toEqual(['2024-03-15T19:00:00.000Z']);
  });

  it('tells whether closes are adjusted', async () => {
    double.on('TIME_SERIES_DAILY_ADJUSTED', DAILY);
    expect(await provider.fetchBars(IBM, SIGNAL)).toMatchObject({ isAdjusted: true, refused: null });
    double.on('TIME_SERIES_DAILY_ADJUSTED', { body: plainDaily('2024-03-14', '193.43') });
    expect(await provider.fetchBars(IBM, SIGNAL)).toMatchObject({ isAdjusted: false, refused: null });
  });

  it('leaves out minutes of days that there are not, and of days to come', async () => {
    const rows = ['2024-03-14 10:00:00', '2024-02-30 10:00:00', '2034-03-14 10:00:00'].map((at) => [at, 1] as const);
    double.on('TIME_SERIES_INTRADAY', { body: intraday('IBM', '60min', rows) });
    const fetched = await provider.fetchBars({ ...IBM, interval: 'SIXTY_MINUTES' }, SIGNAL);
    expect(dates(fetched?.bars ?? null)).toEqual(['2024-03-14T14:00:00.000Z']);
    expect(fetched?.refused).toEqual({ count: 2, first: expect.stringContaining('2034-03-14 10:00:00') });
  });

  it.each([
    ['nothing', {}],
    ['a series without bars', { 'Meta Data': { '5. Time Zone': 'US/Eastern' }, 'Time Series (Daily)': {} }],
  ])('takes %s for no bars', async (_, body) => {
    double.on('TIME_SERIES_DAILY_ADJUSTED', { body });
    expect(await barsOf(IBM, SIGNAL)).toBeNull();
  });
});

describe('Alpha Vantage, what goes wrong', () => {
  const ask = () => barsOf(IBM, SIGNAL);
  const answers = (...list: DoubleAnswer[]) => {
    double.on('TIME_SERIES_DAILY_ADJUSTED', DAILY).next(...list);
    return ask();
  };

  it.each([
    ['429 with a time', { status: 429, headers: { 'retry-after': '7' } }, 7_000],
    [
      '429 with a date',
      {
        status: 429,
        headers: { 'retry-after': 'Fri, 15 Mar 2024 20:00:05 GMT', date: 'Fri, 15 Mar 2024 20:00:00 GMT' },
      },
      5_000,
    ],
    ['its note about requests in a minute', { body: SAYS.minute }, 60_000],
    ['its note about requests in a second', { body: SAYS.second }, 2_000],
    ['a 500', { status: 500, body: 'oops' }, 1_000],
    ['a 503 that says when', { status: 503, headers: { 'retry-after': '20' } }, 20_000],
    ['a line that breaks before the answer', { how: 'cut', body: '' }, 1_000],
    ['a line that breaks in the middle', { how: 'cut', body: DAILY.body }, 1_000],
  ] as const)('tries again after %s', async (_, failure, waitMs) => {
    expect(dates(await answers(failure))).toHaveLength(3);
    expect(time.waits).toEqual([waitMs]);
    expect(double.asked).toHaveLength(2);
  });

  it('tries four times, with longer waits, before it says that it is down', async () => {
    const failing = { status: 502, body: '<html>Bad Gateway</html>' };
    const error = await failureOf(answers(failing, failing, failing, failing));
    expect(error).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', message: expect.stringContaining('502') });
    expect(time.waits).toEqual([1_000, 2_000, 4_000]);
  });

  it('gives up an answer that does not come, and tries again', async () => {
    const asked = answers({ how: 'never' });
    await double.requests(1);
    time.expire();
    expect(dates(await asked)).toHaveLength(3);
  });

  it.each([
    ['a key that is not accepted', SAYS.key, 'FAILED_PRECONDITION', 'KEY_REFUSED'],
    ['the demo key', SAYS.demo, 'FAILED_PRECONDITION', 'KEY_REFUSED'],
    ['a symbol that is not known', SAYS.symbol, 'NOT_FOUND', 'UNKNOWN_SYMBOL'],
    ['inputs that are not known', SAYS.inputs, 'NOT_FOUND', 'UNKNOWN_SYMBOL'],
    ['a day that is used up, in words that quote the key', SAYS.day, 'RATE_LIMITED', 'RATE_LIMITED'],
    ['what is no JSON', '<html>', 'UPSTREAM_UNAVAILABLE', 'MALFORMED'],
    ['a list', [], 'UPSTREAM_UNAVAILABLE', 'MALFORMED'],
    ['words that nobody knows', { Information: 'We are moving house.' }, 'UPSTREAM_UNAVAILABLE', 'UNREACHABLE'],
    ['other data', { hello: 'world' }, 'UPSTREAM_UNAVAILABLE', 'MALFORMED'],
    [
      'bars without a close',
      { 'Time Series (Daily)': { '2024-03-14': { '1. open': '1', '4. close': 'None' } } },
      'UPSTREAM_UNAVAILABLE',
      'MALFORMED',
    ],
    ['bars without a date', { 'Time Series (Daily)': { soon: {} } }, 'UPSTREAM_UNAVAILABLE', 'MALFORMED'],
    [
      'bars whose numbers no computer can hold',
      { 'Time Series (Daily)': { '2024-03-14': { '1. open': '1e999', '4. close': '1' } } },
      'UPSTREAM_UNAVAILABLE',
      'MALFORMED',
    ],
    ['bars of days that there are not, alone', plainDaily('2024-02-31', '1'), 'UPSTREAM_UNAVAILABLE', 'MALFORMED'],
    [
      'a zone that there is not',
      { 'Meta Data': { '5. Time Zone': 'Mars' }, 'Time Series (Daily)': {} },
      'UPSTREAM_UNAVAILABLE',
      'MALFORMED',
    ],
  ])('says what is wrong with %s', async (_, body, code, reason) => {
    const same = { body } as DoubleAnswer;
    expect(await failureOf(answers(same, same, same, same))).toMatchObject({ code, reason });
    expect(double.asked).toHaveLength(reason === 'UNREACHABLE' ? 4 : 1);
  });

  it('reads no more than it must of an answer without end', async () => {
    const error = await failureOf(answers({ body: ' '.repeat(65 * 2 ** 20) }));
    expect(error).toMatchObject({ reason: 'MALFORMED', message: expect.stringContaining('at most 67108864 bytes') });
  });

  it('follows nobody elsewhere with its key', async () => {
    const away = { status: 302, headers: { location: `${double.url}/elsewhere?apikey=${GOOD_KEY}` } };
    expect(await failureOf(answers(away, away, away, away))).toMatchObject({ reason: 'UNREACHABLE' });
    expect(double.asked.every((query) => query['function'] !== undefined)).toBe(true);
  });

  it('says that nobody listens at its address', async () => {
    const settings = { apiKey: GOOD_KEY, url: 'http://127.0.0.1:9', requestsPerMinute: 60, requestsPerDay: 25 };
    const lonely = new AlphaVantage(settings, { clock: time, scheduler: time, random: () => 1 });
    expect(await failureOf(lonely.fetchBars(IBM, SIGNAL))).toMatchObject({ reason: 'UNREACHABLE' });
    expect(lonely.health().lastError).not.toContain(GOOD_KEY);
  });

  it('leaves Alpha Vantage alone with a key that it refused, and for an hour when the day is used up', async () => {
    provider = open('WRONG');
    expect(await failureOf(ask())).toMatchObject({
      reason: 'KEY_REFUSED',
      message: expect.stringContaining('ALPHA_VANTAGE_API_KEY'),
    });
    expect(provider.health().healthy).toBe(false);
    expect(await failureOf(ask())).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    expect(double.asked).toHaveLength(1);
    provider = open();
    expect(await failureOf(answers({ body: SAYS.day }))).toMatchObject({ retryAfterMs: 3_600_000 });
    await failureOf(ask());
    expect(double.asked).toHaveLength(2);
    time.advance(3_600_000);
    expect(dates(await ask())).toHaveLength(3);
  });

  it('does not ask more often in a day than it may', async () => {
    provider = open(GOOD_KEY, 2);
    double.on('TIME_SERIES_DAILY_ADJUSTED', DAILY);
    await ask();
    await ask();
    expect(provider.health().requestsRemaining).toBe(0);
    expect(await failureOf(ask())).toMatchObject({ code: 'RATE_LIMITED' });
    expect(double.asked).toHaveLength(2);
  });

  it('without a key is not configured, and asks nobody', async () => {
    provider = open(null);
    expect(provider.configured).toBe(false);
    expect(await failureOf(ask())).toMatchObject({
      code: 'FAILED_PRECONDITION',
      message: expect.stringContaining('ALPHA_VANTAGE_API_KEY'),
    });
    expect(double.asked).toHaveLength(0);
  });

  it('refuses what it does not have without asking', async () => {
    const gold = { ...IBM, symbol: 'GOLD', assetClass: 'COMMODITY' } as const;
    expect(await failureOf(barsOf(gold, SIGNAL))).toMatchObject({ reason: 'NOT_OFFERED' });
    const odd = { ...IBM, symbol: 'EURO', assetClass: 'FOREX' } as const;
    expect(await failureOf(barsOf(odd, SIGNAL))).toMatchObject({ reason: 'UNKNOWN_SYMBOL' });
    expect(await failureOf(provider.fetchEconomic('GNP', SIGNAL))).toMatchObject({
      reason: 'UNKNOWN_SYMBOL',
      message: expect.stringContaining('REAL_GDP'),
    });
    expect(await failureOf(provider.fetchEconomic('constructor', SIGNAL))).toMatchObject({ reason: 'UNKNOWN_SYMBOL' });
    expect(double.asked).toHaveLength(0);
  });
});

describe('Alpha Vantage, the other kinds', () => {
  it('reads a company: overview, statements and earnings, with null for what is not known', async () => {
    double.on('OVERVIEW', {
      body: {
        ...{
          Symbol: 'IBM',
          AssetType: 'Common Stock',
          Name: 'International Business Machines',
          Description: 'Makes machines.',
        },
        ...{
          Exchange: 'NYSE',
          Currency: 'USD',
          Country: 'USA',
          Sector: 'TECHNOLOGY',
          Industry: 'COMPUTERS',
          LatestQuarter: '2023-12-31',
        },
        ...{
          MarketCapitalization: '177800000000',
          PERatio: '23.85',
          PEGRatio: '4.2',
          BookValue: '24.63',
          DividendYield: '0.0343',
        },
        ...{
          EPS: '8.14',
          ProfitMargin: '0.121',
          ReturnOnEquityTTM: '0.334',
          Beta: 'None',
          '52WeekHigh': '199.18',
          '52WeekLow': '116.32',
        },
        ...{ SharesOutstanding: '916745000' },
      },
    });
    const report = { fiscalDateEnding: '2023-12-31', reportedCurrency: 'USD' };
    double.on('INCOME_STATEMENT', {
      body: {
        symbol: 'IBM',
        annualReports: [
          {
            ...report,
            totalRevenue: '61860000000',
            costOfRevenue: '27560000000',
            grossProfit: '34300000000',
            ebitda: 'None',
          },
        ],
        quarterlyReports: [
          { ...report, totalRevenue: '17381000000' },
          { fiscalDateEnding: 'None', totalRevenue: '1' },
        ],
      },
    });
    double.on('BALANCE_SHEET', {
      body: { annualReports: [{ ...report, totalAssets: '135241000000' }], quarterlyReports: [] },
    });
    double.on('CASH_FLOW', {
      body: { annualReports: [{ ...report, operatingCashflow: '13931000000' }], quarterlyReports: [] },
    });
    double.on('EARNINGS', {
      body: {
        annualEarnings: [{ fiscalDateEnding: '2023-12-31', reportedEPS: '9.62' }],
        quarterlyEarnings: [
          {
            fiscalDateEnding: '2023-12-31',
            reportedDate: '2024-01-24',
            reportedEPS: '3.87',
            estimatedEPS: '3.78',
            surprise: '0.09',
            surprisePercentage: '2.381',
          },
        ],
      },
    });
    const found = await provider.fetchFundamentals('IBM', SIGNAL);
    expect(found).toMatchObject({ symbol: 'IBM', source: 'alpha-vantage', analystRatings: [] });
    expect(found.overview).toMatchObject({
      name: 'International Business Machines',
      dividendYield: 0.0343,
      beta: null,
      fiftyTwoWeekHigh: 199.18,
      asOf: '2023-12-31',
      currency: 'USD',
    });
    expect(found.incomeStatements.map(({ period }) => period)).toEqual(['ANNUAL', 'QUARTERLY']);
    expect(found.incomeStatements[0]).toEqual({
      ...{ fiscalDateEnding: '2023-12-31', period: 'ANNUAL', currency: 'USD' },
      items: { totalRevenue: 61_860_000_000, costOfRevenue: 27_560_000_000, grossProfit: 34_300_000_000, ebitda: null },
    });
    expect(found.balanceSheets[0]?.items).toEqual({ totalAssets: 135_241_000_000 });
    expect(found.cashFlows[0]?.items).toEqual({ operatingCashFlow: 13_931_000_000 });
    expect(found.earnings).toEqual([
      { fiscalDateEnding: '2023-12-31', reportedDate: '2024-01-24', reportedEps: 3.87, estimatedEps: 3.78 },
    ]);
    expect(double.asked.map((query) => query['function'])).toEqual([
      'OVERVIEW',
      'INCOME_STATEMENT',
      'BALANCE_SHEET',
      'CASH_FLOW',
      'EARNINGS',
    ]);
  });

  it('says after one request that it knows no such company', async () => {
    double.on('OVERVIEW', { body: {} });
    expect(await failureOf(provider.fetchFundamentals('SPY', SIGNAL))).toMatchObject({ code: 'NOT_FOUND' });
    expect(double.asked).toHaveLength(1);
  });

  it('reads economic series, oldest first, without what is not known', async () => {
    double.on('TREASURY_YIELD', {
      body: {
        ...{ name: '10-Year Treasury Constant Maturity Rate', interval: 'daily', unit: 'percent' },
        data: [
          { date: '2024-03-13', value: '4.19' },
          { date: '2024-03-12', value: '.' },
          { date: '2024-03-11', value: '4.10' },
        ],
      },
    });
    const { series, observations } = await provider.fetchEconomic('TREASURY_YIELD_10YEAR', SIGNAL);
    expect(series).toMatchObject({
      code: 'TREASURY_YIELD_10YEAR',
      unit: 'percent',
      frequency: 'daily',
      country: 'US',
      source: 'alpha-vantage',
    });
    expect(observations).toEqual({
      dates: Float64Array.of(Date.parse('2024-03-11'), Date.parse('2024-03-13')),
      values: Float64Array.of(4.1, 4.19),
    });
    expect(double.asked).toEqual([{ function: 'TREASURY_YIELD', interval: 'daily', maturity: '10year' }]);
    double.on('CPI', { body: { name: 'CPI', unit: 'index', data: [{ date: 'soon', value: '1' }] } });
    expect(await failureOf(provider.fetchEconomic('CPI_MONTHLY', SIGNAL))).toMatchObject({ reason: 'MALFORMED' });
    double.on('CPI', { body: { name: 'CPI', unit: 'index', data: [{ date: '2024-02-31', value: '1' }] } });
    expect(await failureOf(provider.fetchEconomic('CPI_MONTHLY', SIGNAL))).toMatchObject({ reason: 'MALFORMED' });
  });

  it('reads news, with our symbols and no address that a browser must not follow', async () => {
    const item = {
      ...{
        title: 'IBM beats estimates',
        url: 'https://news.example/ibm',
        time_published: '20240314T133000',
        authors: ['A'],
        summary: 'Sales rose.',
      },
      ...{
        source: 'Example',
        topics: [{ topic: 'Earnings', relevance_score: '0.9' }],
        overall_sentiment_score: 0.31,
        overall_sentiment_label: 'Somewhat-Bullish',
      },
      ticker_sentiment: [
        { ticker: 'IBM', relevance_score: '0.8' },
        { ticker: 'CRYPTO:BTC' },
        { ticker: 'no symbol at all, this' },
      ],
    };
    double.on('NEWS_SENTIMENT', {
      body: {
        items: '3',
        sentiment_score_definition: 'x <= -0.35: Bearish',
        feed: [
          item,
          { ...item, url: 'javascript:alert(1)', overall_sentiment_score: null },
          { ...item, time_published: 'yesterday' },
        ],
      },
    });
    const [first, second, ...others] = await provider.fetchNews(
      { symbols: ['IBM', 'BTC/USD'], from: Date.parse('2024-03-01'), to: null },
      SIGNAL,
    );
    expect(first).toEqual({
      ...{ title: 'IBM beats estimates', url: 'https://news.example/ibm', source: 'Example', summary: 'Sales rose.' },
      ...{
        publishedAt: '2024-03-14T13:30:00.000Z',
        topics: ['Earnings'],
        symbols: ['IBM', 'BTC/USD'],
        sentimentScore: 0.31,
      },
    });
    expect(second).toMatchObject({ url: null, sentimentScore: null });
    expect(others).toEqual([]);
    expect(double.asked[0]).toMatchObject({ tickers: 'IBM,CRYPTO:BTC', time_from: '20240301T0000', limit: '1000' });
    double.on('NEWS_SENTIMENT', { body: { items: '0', feed: [] } });
    expect(await provider.fetchNews({ symbols: ['IBM'], from: null, to: null }, SIGNAL)).toEqual([]);
  });

  it('reads a rate of exchange and when it was', async () => {
    const rate = {
      '1. From_Currency Code': 'EUR',
      '3. To_Currency Code': 'USD',
      '5. Exchange Rate': '1.08870000',
      '6. Last Refreshed': '2024-03-15 19:59:01',
      '7. Time Zone': 'UTC',
    };
    double.on('CURRENCY_EXCHANGE_RATE', { body: { 'Realtime Currency Exchange Rate': rate } });
    expect(await provider.fetchExchangeRate('EUR', 'USD', SIGNAL)).toEqual({
      ...{ base: 'EUR', quote: 'USD', rate: 1.0887, asOf: '2024-03-15T19:59:01.000Z', source: 'alpha-vantage' },
    });
    double.on('CURRENCY_EXCHANGE_RATE', { body: {} });
    expect(await failureOf(provider.fetchExchangeRate('EUR', 'XXX', SIGNAL))).toMatchObject({ code: 'NOT_FOUND' });
  });
});

function plainDaily(date: string, close: string): Record<string, unknown> {
  return {
    'Meta Data': { '5. Time Zone': 'US/Eastern' },
    'Time Series (Daily)': {
      [date]: { '1. open': close, '2. high': close, '3. low': close, '4. close': close, '5. volume': '10' },
    },
  };
}
