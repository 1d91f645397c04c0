import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Ccxt } from '../../subgraphs/market-data/provider/ccxt/ccxt.js';
import type { BarsWanted } from '../../subgraphs/market-data/provider/market-data-provider.js';
import { DEFAULT_GATE_LIMITS } from '../../subgraphs/market-data/provider/provider-gate.js';
import { CryptoExchangeDouble } from '../support/crypto-exchange-double.js';
import { LeapingTime } from '../support/leaping-time.js';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2024-03-15T20:00:00Z');
const SIGNAL = new AbortController().signal;
const BITCOIN: BarsWanted = { symbol: 'BTC/USD', assetClass: 'CRYPTO', interval: 'DAILY', from: null, to: null };

let double: CryptoExchangeDouble;
let time: LeapingTime;
let provider: Ccxt;

beforeAll(async () => {
  double = await CryptoExchangeDouble.open();
});
afterAll(() => double.close());
beforeEach(() => {
  double.reset();
  time = new LeapingTime(NOW, DEFAULT_GATE_LIMITS.timeoutMs);
  const settings = { exchange: 'bitstamp', url: double.url, requestsPerMinute: 10_000 } as const;
  provider = new Ccxt(settings, { clock: time, scheduler: time, random: () => 1 });
});

/** Days until yesterday, each closing one dollar higher. */
const days = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    time: Date.parse('2024-03-15') - (count - 1 - i) * DAY_MS,
    close: 50_000 + i,
  }));
const barsOf = async (wanted: BarsWanted, signal: AbortSignal) =>
  (await provider.fetchBars(wanted, signal))?.bars ?? null;
const ohlc = () => double.asked.filter((path) => path.includes('/ohlc/'));

it('reads a whole history page by page, over years in which nothing was traded', async () => {
  double.bars = days(2_500);
  const bars = await barsOf(BITCOIN, SIGNAL);
  expect(bars?.timestamps.length).toBe(2_500);
  expect([bars?.timestamps[0], bars?.timestamps.at(-1)]).toEqual([double.bars[0]!.time, double.bars.at(-1)!.time]);
  expect(bars).toMatchObject({
    open: Float64Array.from(double.bars, ({ close }) => close - 1),
    high: Float64Array.from(double.bars, ({ close }) => close + 2),
    low: Float64Array.from(double.bars, ({ close }) => close - 3),
    adjustedClose: bars!.close,
    volume: new Float64Array(2_500).fill(1.5),
  });
  expect(ohlc()[0]).toContain(`step=86400&start=${Date.UTC(2009, 0, 3) / 1_000}`);
});

it('asks for what is newer than a bar in one request, and for the markets once', async () => {
  double.bars = days(100);
  const from = double.bars.at(-3)!.time;
  expect((await barsOf({ ...BITCOIN, symbol: 'BTC-USD', from }, SIGNAL))?.close).toEqual(
    Float64Array.of(50_097, 50_098, 50_099),
  );
  const to = double.bars.at(-2)!.time;
  expect((await barsOf({ ...BITCOIN, from, to }, SIGNAL))?.close).toEqual(Float64Array.of(50_097, 50_098));
  expect(await barsOf({ ...BITCOIN, symbol: 'ETH/USD', from: from - 5e11, to: from - 4e11 }, SIGNAL)).toBeNull();
  expect(double.asked.filter((path) => path.startsWith('/api/v2/markets')).length).toBe(1);
});

it('tries again through the gate, as often as that allows', async () => {
  double.bars = days(3);
  double.next({ status: 503 }, { status: 429, headers: { 'retry-after': '9' } });
  expect((await barsOf({ ...BITCOIN, from: NOW - 9 * DAY_MS }, SIGNAL))?.close.length).toBe(3);
  expect(time.waits.filter((ms) => ms >= 1_000)).toEqual([1_000, 9_000]);
  expect(provider.health()).toMatchObject({ healthy: true, lastError: null });
});

it.each([
  ['a market that it does not have', { ...BITCOIN, symbol: 'DOGE/KRW' }, [], 'NOT_FOUND', 'UNKNOWN_SYMBOL'],
  [
    'weeks, which exchanges count as they like',
    { ...BITCOIN, interval: 'WEEKLY' as const },
    [],
    'FAILED_PRECONDITION',
    'NOT_OFFERED',
  ],
  [
    'an exchange that is down',
    BITCOIN,
    Array.from({ length: 4 }, () => ({ status: 502 })),
    'UPSTREAM_UNAVAILABLE',
    'UNREACHABLE',
  ],
  [
    'a line that breaks',
    BITCOIN,
    Array.from({ length: 4 }, () => ({ how: 'cut' as const })),
    'UPSTREAM_UNAVAILABLE',
    'UNREACHABLE',
  ],
  ['what is no JSON', BITCOIN, [{ body: '<html>' }], 'UPSTREAM_UNAVAILABLE', 'MALFORMED'],
  [
    'a refusal in words',
    BITCOIN,
    [{ status: 400, body: { status: 'error', reason: 'No permission found' } }],
    'UPSTREAM_UNAVAILABLE',
    'MALFORMED',
  ],
  [
    'maintenance',
    BITCOIN,
    [{ body: { error: "Bitstamp.net is under scheduled maintenance. We'll be back soon." } }],
    'UPSTREAM_UNAVAILABLE',
    'UNREACHABLE',
  ],
])('says what is wrong with %s', async (_, wanted, answers, code, reason) => {
  double.bars = days(3);
  double.next(...answers);
  await expect(barsOf(wanted, SIGNAL)).rejects.toMatchObject({ code, reason });
});

it('goes on after a failure to read the markets', async () => {
  double.bars = days(3);
  double.next(...Array.from({ length: 4 }, () => ({ status: 502 })));
  await expect(barsOf(BITCOIN, SIGNAL)).rejects.toMatchObject({ reason: 'UNREACHABLE' });
  expect((await barsOf({ ...BITCOIN, from: NOW - 9 * DAY_MS }, SIGNAL))?.close.length).toBe(3);
});

it('ends when it is told to, with that reason', async () => {
  double.next({ how: 'never' });
  const stop = new AbortController();
  const asked = barsOf(BITCOIN, stop.signal);
  const reason = new Error('cancelled');
  await expect.poll(() => double.asked.length, { timeout: 15_000 }).toBe(1);
  stop.abort(reason);
  await expect(asked).rejects.toBe(reason);
});

it('is not configured without an exchange', async () => {
  const none = new Ccxt({ exchange: null, url: null, requestsPerMinute: 60 }, { clock: time, random: () => 1 });
  expect(none.configured).toBe(false);
  await expect(none.fetchBars(BITCOIN, SIGNAL)).rejects.toMatchObject({
    code: 'FAILED_PRECONDITION',
    message: expect.stringContaining('CCXT_EXCHANGE'),
  });
});

it('hands on what an exchange gives twice in one answer', async () => {
  const history = days(1_500);
  const doubled = history[700]!;
  double.bars = [...history.slice(0, 701), { ...doubled, close: doubled.close + 7 }, ...history.slice(701)];
  const bars = await barsOf({ ...BITCOIN, from: history[0]!.time }, SIGNAL);
  expect(bars?.timestamps.length).toBe(1_501);
  expect(Array.from(bars!.timestamps.subarray(700, 702))).toEqual([doubled.time, doubled.time]);
  expect(Array.from(bars!.close.subarray(700, 702))).toEqual([doubled.close, doubled.close + 7]);
});

it('leaves out bars that cannot be, and goes on to the end', async () => {
  double.bars = days(1_500);
  const from = double.bars[0]!.time;
  await barsOf({ ...BITCOIN, from: NOW }, SIGNAL);
  const candle = { open: '2', high: '3', low: '1', close: '2', volume: '1.5' };
  const ohlc = [
    { ...candle, timestamp: String(from / 1_000) },
    { ...candle, timestamp: String(from / 1_000 + 86_400), volume: '-1' },
    { ...candle, timestamp: String(Date.parse('2034-03-08') / 1_000) },
  ];
  double.next({ body: { data: { pair: 'BTC/USD', ohlc } } });
  const fetched = await provider.fetchBars({ ...BITCOIN, from }, SIGNAL);
  expect(fetched?.bars.timestamps.length).toBe(1_499);
  expect(fetched).toMatchObject({ isAdjusted: false, refused: { count: 2, first: expect.stringContaining('-1') } });
});
