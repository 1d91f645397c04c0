import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { projectRoot } from '#kit/config/project-root.js';
import { BarLakeReader } from '#lake/bar-lake-reader.js';
import { BarLakeWriter } from '#lake/bar-lake-writer.js';
import { AssetClass } from '#schema/generated/enums.js';
import { alice } from '../support/subgraph-caller.js';
import { type RunningMarketData, startMarketData } from './market-data-harness.js';

const MINUTE = 60_000;
const DAY = 86_400_000;

let marketData: RunningMarketData;
let call: RunningMarketData['call'];

beforeAll(async () => {
  marketData = await startMarketData();
  ({ call } = marketData);
});

afterAll(() => marketData.close());

interface Row {
  readonly day: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly adjusted: number;
  readonly volume: number;
}

/** Sample bars as they stand in the file, by way of neither DuckDB nor the lake. */
async function sampleRows(file: string, order: readonly (keyof Row)[]): Promise<Row[]> {
  const text = await readFile(join(projectRoot(), 'samples', file), 'utf8');
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const cells = line.trim().split(',');
      return Object.fromEntries(
        order.map((name, i) => [name, name === 'day' ? Date.parse(cells[i]!) : Number(cells[i])]),
      ) as unknown as Row;
    });
}

/** The rows that begin in one period, as one bar. */
function asOne(rows: readonly Row[], scale: (row: Row) => number): readonly number[] {
  const [first, last] = [rows[0]!, rows.at(-1)!];
  return [
    first.open * scale(first),
    Math.max(...rows.map((row) => row.high * scale(row))),
    Math.min(...rows.map((row) => row.low * scale(row))),
    last.close * scale(last),
    rows.reduce((sum, { volume }) => sum + volume, 0),
  ];
}

function grouped(rows: readonly Row[], periodOf: (day: number) => number): [number, Row[]][] {
  const groups = new Map<number, Row[]>();
  for (const row of rows) groups.set(periodOf(row.day), [...(groups.get(periodOf(row.day)) ?? []), row]);
  return [...groups];
}

const monday = (day: number) => day - ((new Date(day).getUTCDay() + 6) % 7) * DAY;
const firstOfMonth = (day: number) => Date.UTC(new Date(day).getUTCFullYear(), new Date(day).getUTCMonth(), 1);

/** One bar a minute; bar i closes at `i + 1`. */
async function storeMinutes(symbol: string, times: readonly number[], assetClass: AssetClass): Promise<void> {
  const bars = times.map((time, i) => ({
    timestamp: new Date(time).toISOString(),
    open: i + 1,
    high: i + 2,
    low: i + 0.5,
    close: i + 1,
    volume: 1,
  }));
  await call.get(alice, 'mutation ($input: IngestBarsInput!) { ingestBars(input: $input) { id } }', {
    input: { symbol, interval: 'ONE_MINUTE', assetClass, bars },
  });
}

async function ingest(symbol: string, interval: string, closes: Readonly<Record<string, number>>): Promise<void> {
  const bars = Object.entries(closes).map(([timestamp, close]) => ({
    ...{ timestamp, open: close, high: close, low: close, close, volume: close * 10 },
  }));
  await call.get(alice, 'mutation ($input: IngestBarsInput!) { ingestBars(input: $input) { id } }', {
    input: { symbol, interval, bars },
  });
}

async function quoteOf(symbol: string) {
  const { instrument } = await call.get(
    alice,
    `{ instrument(symbol: "${symbol}") { quote { price previousClose volume asOf } } }`,
  );
  return instrument.quote;
}

async function series(symbol: string, args: string) {
  const { instrument } = await call.get(
    alice,
    `{ instrument(symbol: "${symbol}") { series(${args}) { timestamps open high low close volume } } }`,
  );
  return instrument.series;
}

describe('intervals that are not stored', () => {
  it.each([
    ['WEEKLY', monday, 1059],
    ['MONTHLY', firstOfMonth, 244],
  ] as const)('%s bars of the S&P 500 are made of its days', async (interval, periodOf, count) => {
    const rows = await sampleRows('spx-daily.csv', ['day', 'open', 'high', 'low', 'close', 'adjusted', 'volume']);
    const expected = grouped(rows, periodOf);
    expect(expected).toHaveLength(count);
    const found = await series('SPX', `interval: ${interval}`);
    expect(found.timestamps.map((time: string) => Date.parse(time))).toEqual(expected.map(([period]) => period));
    expected.forEach(([, group], i) => {
      const bar = ['open', 'high', 'low', 'close', 'volume'].map((name) => found[name][i]);
      expect(bar).toEqual(asOne(group, () => 1));
    });
  });

  it('are adjusted day by day before they are made: each dividend of Apple from its own day on', async () => {
    const rows = await sampleRows('aapl-daily.csv', ['day', 'open', 'high', 'low', 'close', 'adjusted', 'volume']);
    const scale = ({ adjusted, close }: Row) => adjusted / close;
    const found = await series('AAPL', 'interval: WEEKLY, adjusted: true');
    let midWeek = 0;
    grouped(rows, monday).forEach(([, group], i) => {
      const expected = asOne(group, scale);
      ['open', 'high', 'low', 'close', 'volume'].forEach((name, c) => {
        expect(found[name][i]).toBeCloseTo(expected[c]!, 9);
      });
      // What the other order would give: the week's prices by the ratio of its last day.
      const otherwise = asOne(group, () => scale(group.at(-1)!));
      if (Math.abs(otherwise[0]! - expected[0]!) > 0.01) midWeek++;
    });
    expect(midWeek).toBeGreaterThan(10);
  });

  it('are paged like stored ones, and say in their coverage what they are made of', async () => {
    const query = `query ($after: String) { instrument(symbol: "SPX") {
      coverage(interval: WEEKLY) { interval firstBarAt lastBarAt barCount missingSessions resampledFrom source }
      stored: coverage { resampledFrom }
      bars(interval: WEEKLY, from: "2008-09-01T00:00:00Z", to: "2008-09-29T00:00:00Z", first: 3, after: $after) {
        totalCount nodes { timestamp close adjustedClose } pageInfo { hasNextPage hasPreviousPage endCursor } } } }`;
    const first = (await call.get(alice, query)).instrument;
    expect(first.stored).toEqual({ resampledFrom: null });
    expect(first.coverage).toEqual({
      interval: 'WEEKLY',
      firstBarAt: '2000-01-03T00:00:00.000Z',
      lastBarAt: '2020-04-13T00:00:00.000Z',
      barCount: 1059,
      missingSessions: 0,
      resampledFrom: 'DAILY',
      source: 'samples',
    });
    const second = (await call.get(alice, query, { after: first.bars.pageInfo.endCursor })).instrument;
    expect(first.bars).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: true, hasPreviousPage: false } });
    expect(second.bars).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: false, hasPreviousPage: true } });
    const weeks = [...first.bars.nodes, ...second.bars.nodes].map(({ timestamp }) => timestamp.slice(0, 10));
    expect(weeks).toEqual(['2008-09-01', '2008-09-08', '2008-09-15', '2008-09-22', '2008-09-29']);
    // Friday the 19th.
    expect(first.bars.nodes[2].close).toBe(1255.079956);
  });

  it('are refused where nothing shorter is stored, naming what is', async () => {
    for (const field of ['bars(interval: ONE_MINUTE) { totalCount }', 'series(interval: FIVE_MINUTES) { close }']) {
      const { errors } = await call.ask(alice, `{ instrument(symbol: "SPX") { ${field} } }`);
      expect(errors?.[0]?.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        details: { symbol: 'SPX', stored: ['DAILY'] },
      });
      expect(errors?.[0]?.message).toContain('expected one that is stored for SPX (DAILY)');
    }
    const { instrument } = await call.get(
      alice,
      '{ instrument(symbol: "MSFT") { coverage { barCount } months: coverage(interval: MONTHLY) { barCount } } }',
    );
    expect(instrument).toEqual({ coverage: null, months: { barCount: 123 } });
  });

  it('do not refuse a list for the one of its instruments that lacks them', async () => {
    const query =
      '{ instruments(filter: { symbols: ["MSFT", "SPX"] }) { nodes { symbol series(interval: WEEKLY, maxPoints: 3) { close } } } }';
    const { data, errors } = await call.ask(alice, query);
    expect(errors).toHaveLength(1);
    expect(errors![0]!.message).toContain('stored for MSFT (MONTHLY)');
    expect(data).toBeNull();
  });

  it('cost one read of the lake for a list of any length', async () => {
    const reads = vi.spyOn(BarLakeReader.prototype, 'resample');
    const query =
      '{ instruments(filter: { symbols: ["AAPL", "SPX"] }) { nodes { series(interval: WEEKLY, maxPoints: 3) { close } } } }';
    await call.get(alice, query);
    expect(reads).toHaveBeenCalledTimes(1);
    reads.mockRestore();
  });
});

describe('sessions', () => {
  // The week in which New York's clocks went forward: Friday 6 March 2020 and Monday 9 March.
  const friday = Date.parse('2020-03-06T14:30Z');
  const nextMonday = Date.parse('2020-03-09T13:30Z');
  const minutes = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i * MINUTE);

  it.each([AssetClass.STOCK, AssetClass.ETF, AssetClass.INDEX])(
    '%s: from 9:30 to 16:00 in New York, across the change of its clocks',
    async (assetClass) => {
      const symbol = `NY${assetClass}`;
      await storeMinutes(symbol, [...minutes(friday, 390), ...minutes(nextMonday, 390)], assetClass);
      const hours = await series(symbol, 'interval: SIXTY_MINUTES');
      const times = hours.timestamps.map((time: string) => time.slice(5, 16));
      expect(times.slice(0, 7)).toEqual([
        '03-06T14:30',
        '03-06T15:30',
        '03-06T16:30',
        '03-06T17:30',
        '03-06T18:30',
        '03-06T19:30',
        '03-06T20:30',
      ]);
      expect(times.slice(7)).toEqual([
        '03-09T13:30',
        '03-09T14:30',
        '03-09T15:30',
        '03-09T16:30',
        '03-09T17:30',
        '03-09T18:30',
        '03-09T19:30',
      ]);
      expect(hours.volume).toEqual([60, 60, 60, 60, 60, 60, 30, 60, 60, 60, 60, 60, 60, 30]);
      const days = await series(symbol, 'interval: DAILY');
      expect(days).toEqual({
        timestamps: ['2020-03-06T00:00:00.000Z', '2020-03-09T00:00:00.000Z'],
        open: [1, 391],
        high: [391, 781],
        low: [0.5, 390.5],
        close: [390, 780],
        volume: [390, 390],
      });
    },
  );

  it.each([
    [AssetClass.FOREX, '2020-03-08T21:00Z', ['2020-03-06', '2020-03-09', '2020-03-10'], [1, 1440, 1]],
    [AssetClass.COMMODITY, '2020-03-08T22:00Z', ['2020-03-06', '2020-03-09', '2020-03-10'], [1, 1440, 1]],
    [AssetClass.CRYPTO, '2020-03-09T00:00Z', ['2020-03-08', '2020-03-09', '2020-03-10'], [1, 1440, 1]],
  ])('%s: a day begins at its own hour, %s', async (assetClass, begin, days, volumes) => {
    const from = Date.parse(begin);
    const before = assetClass === AssetClass.CRYPTO ? from - MINUTE : Date.parse('2020-03-06T21:00Z');
    await storeMinutes(`D${assetClass}`, [before, ...minutes(from, 1441)], assetClass);
    const found = await series(`D${assetClass}`, 'interval: DAILY');
    expect(found.timestamps.map((time: string) => time.slice(0, 10))).toEqual(days);
    expect(found.volume).toEqual(volumes);
  });

  it('quote the last session, and the close of the one before it, where only minutes are stored', async () => {
    const query = `{ instrument(symbol: "NYSTOCK") { quote { price previousClose change volume asOf }
      coverage { barCount resampledFrom firstBarAt } fine: coverage(interval: ONE_MINUTE) { barCount resampledFrom } } }`;
    expect((await call.get(alice, query)).instrument).toEqual({
      quote: { price: 780, previousClose: 390, change: 390, volume: 390, asOf: '2020-03-09T19:59:00.000Z' },
      coverage: { barCount: 2, resampledFrom: 'ONE_MINUTE', firstBarAt: '2020-03-06T00:00:00.000Z' },
      fine: { barCount: 780, resampledFrom: null },
    });
  });

  it('quote a session of long ago before the last one', async () => {
    await storeMinutes('RARE', [friday - 90 * DAY, friday], AssetClass.STOCK);
    const { instrument } = await call.get(alice, '{ instrument(symbol: "RARE") { quote { price previousClose } } }');
    expect(instrument.quote).toEqual({ price: 2, previousClose: 1 });
  });
});

describe('a quote, of several stored intervals,', () => {
  const days = { '2024-03-06T00:00:00Z': 6, '2024-03-07T00:00:00Z': 7, '2024-03-08T00:00:00Z': 8 };
  const evening = { '2024-03-11T14:00:00Z': 11, '2024-03-11T19:59:00Z': 12 };

  it('is of the intraday bars that come after the days, against the last day', async () => {
    await ingest('NEWER', 'DAILY', days);
    await ingest('NEWER', 'ONE_MINUTE', evening);
    expect(await quoteOf('NEWER')).toEqual({
      ...{ price: 12, previousClose: 8, volume: 230, asOf: '2024-03-11T19:59:00.000Z' },
    });
    // A day that intraday bars alone have stands between.
    await ingest('NEWER', 'FIVE_MINUTES', { '2024-03-11T20:00:00Z': 13, '2024-03-12T15:00:00Z': 14 });
    expect(await quoteOf('NEWER')).toMatchObject({ price: 14, previousClose: 13, asOf: '2024-03-12T15:00:00.000Z' });
  });

  it('is of the stored day, when the intraday bars are of that day or before', async () => {
    await ingest('OLDER', 'DAILY', days);
    const lateUtc = { '2024-03-08T20:59:00Z': 99, '2024-03-09T00:30:00Z': 100 };
    await ingest('OLDER', 'ONE_MINUTE', lateUtc);
    expect(await quoteOf('OLDER')).toEqual({
      ...{ price: 8, previousClose: 7, volume: 80, asOf: '2024-03-08T00:00:00.000Z' },
    });
  });

  it('is of a week or month that begins after all days, and of the days within it before', async () => {
    await ingest('WEEKS', 'DAILY', days);
    await ingest('WEEKS', 'WEEKLY', { '2024-02-26T00:00:00Z': 1, '2024-03-04T00:00:00Z': 2 });
    expect(await quoteOf('WEEKS')).toMatchObject({ price: 8, previousClose: 7 });
    await ingest('WEEKS', 'WEEKLY', { '2024-03-11T00:00:00Z': 3 });
    expect(await quoteOf('WEEKS')).toMatchObject({ price: 3, previousClose: 2, asOf: '2024-03-11T00:00:00.000Z' });
    await ingest('WEEKS', 'ONE_MINUTE', evening);
    expect(await quoteOf('WEEKS')).toMatchObject({ price: 12, previousClose: 8 });
  });

  it('has the close before from finer bars that go further back', async () => {
    await ingest('FINER', 'ONE_MINUTE', { '2024-03-07T15:00:00Z': 1, '2024-03-08T15:00:00Z': 2 });
    await ingest('FINER', 'FIVE_MINUTES', { '2024-03-11T15:00:00Z': 3 });
    expect(await quoteOf('FINER')).toMatchObject({ price: 3, previousClose: 2 });
  });
});

describe('what is sent', () => {
  const send = async (interval: string, bars: readonly object[]) => {
    const mutation = 'mutation ($input: IngestBarsInput!) { ingestBars(input: $input) { id } }';
    const { errors } = await call.ask(alice, mutation, { input: { symbol: 'SENT', interval, bars } });
    return errors![0]!;
  };
  const bar = (timestamp: string, changes: object = {}) => ({
    ...{ timestamp, open: 1, high: 1, low: 1, close: 1, volume: 1, ...changes },
  });

  it.each([
    [{ high: 1e300 }, 'bars[0].high: expected a price from 1e-12 to 1e12'],
    [{ close: 1e-200 }, 'bars[0].close: expected a price from 1e-12 to 1e12'],
    [{ volume: 1e300 }, 'bars[0].volume: expected a volume of at most 1e18'],
    [{ adjustedClose: 1e10 }, 'bars[0].adjustedClose: expected an adjusted close within 1e9 times the close'],
  ])('is refused beyond what can be: %j', async (changes, words) => {
    const { message, extensions } = await send('DAILY', [bar('2024-01-02T00:00:00Z', changes)]);
    expect([message, extensions['code']]).toEqual([expect.stringContaining(words), 'BAD_USER_INPUT']);
  });

  it('is refused as days when it is minutes', async () => {
    const minutes = Array.from({ length: 30 }, (_, i) => bar(new Date(Date.UTC(2024, 0, 2, 15, i)).toISOString()));
    const { message, extensions } = await send('DAILY', minutes);
    expect(message).toContain('expected bars of the interval DAILY, found most of them only 1 minute apart');
    expect(message).toContain('Give the interval ONE_MINUTE');
    expect(extensions['code']).toBe('BAD_USER_INPUT');
  });

  it('is dated by its Monday, or by the first of its month', async () => {
    await ingest('MONDAYS', 'WEEKLY', { '2024-03-08T00:00:00Z': 1, '2024-03-13T00:00:00Z': 2 });
    await ingest('MONDAYS', 'MONTHLY', { '2024-02-29T00:00:00Z': 1 });
    const dates = async (interval: string) =>
      (await series('MONDAYS', `interval: ${interval}`)).timestamps.map((time: string) => time.slice(0, 10));
    expect(await dates('WEEKLY')).toEqual(['2024-03-04', '2024-03-11']);
    expect(await dates('MONTHLY')).toEqual(['2024-02-01']);
  });
});

it('has no bar of any interval of an instrument that has none', async () => {
  const bare = 'mutation { importInstruments(input: { file: "bare.csv" }) { added } }';
  await writeFile(join(marketData.folders.import, 'bare.csv'), 'symbol,name\nNOBARS,Nothing\n');
  await call.get(alice, bare);
  const query =
    '{ instrument(symbol: "NOBARS") { bars(interval: WEEKLY) { totalCount nodes { close } } series { close downsampled } quote { price } coverage { barCount } } }';
  expect((await call.get(alice, query)).instrument).toEqual({
    bars: { totalCount: 0, nodes: [] },
    series: { close: [], downsampled: false },
    quote: null,
    coverage: null,
  });
});

it('serves an interval that is stored as it is stored, whatever else there is', async () => {
  const writer = await BarLakeWriter.open({ root: marketData.folders.bars });
  const one = (value: number) => Float64Array.of(value);
  const bar = (time: number, value: number) => ({
    timestamps: one(time),
    ...{
      open: one(value),
      high: one(value),
      low: one(value),
      close: one(value),
      volume: one(1),
      adjustedClose: one(value),
    },
  });
  await writer.upsert({ symbol: 'BOTH', interval: 'DAILY' }, bar(Date.UTC(2020, 0, 6), 5), 'test');
  await writer.upsert({ symbol: 'BOTH', interval: 'WEEKLY' }, bar(Date.UTC(2020, 0, 6), 7), 'test');
  await writer.close();
  expect((await series('BOTH', 'interval: WEEKLY')).close).toEqual([7]);
  expect((await series('BOTH', 'interval: MONTHLY')).close).toEqual([5]);
});
