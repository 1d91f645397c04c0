import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DocumentStore } from '#kit/documents/document-collection.js';
import { openMemoryStore } from '#kit/documents/nedb-document-store.js';
import { type CollectionOperation, observeStore } from '#kit/documents/observe-store.js';
import { BarLakeReader } from '#lake/bar-lake-reader.js';
import { BarLakeWriter } from '#lake/bar-lake-writer.js';
import type { BarService } from '../../subgraphs/market-data/bar/bar.service.js';
import { ExchangeRateRepository } from '../../subgraphs/market-data/exchange-rate/exchange-rate.repository.js';
import { ExchangeRateService } from '../../subgraphs/market-data/exchange-rate/exchange-rate.service.js';
import { InstrumentRepository } from '../../subgraphs/market-data/instrument/instrument.repository.js';
import { InstrumentService } from '../../subgraphs/market-data/instrument/instrument.service.js';
import { waveBars } from '../support/sample-bars.js';
import { alice } from '../support/subgraph-caller.js';
import { type RunningMarketData, startMarketData } from './market-data-harness.js';

const NOW = new Date('2024-06-01T10:00:00.000Z');
const clock = { now: () => NOW };
let marketData: RunningMarketData;
let call: RunningMarketData['call'];
let documents: DocumentStore;
let service: ExchangeRateService;
let btcPrice: number;
const storeCalls: { collection: string; operation: CollectionOperation }[] = [];

const rate = (base: string, quote: string, value: number, asOf = '2024-05-31T00:00:00.000Z', source = 'stub') => ({
  ...{ base, quote, rate: value, asOf, source },
});

beforeAll(async () => {
  documents = openMemoryStore();
  const watched = observeStore(documents, (collection, operation) => storeCalls.push({ collection, operation }));
  marketData = await startMarketData({ documents: watched, sampleData: false, clock });
  ({ call } = marketData);
  const instruments = new InstrumentService(await InstrumentRepository.open(documents));
  service = new ExchangeRateService(
    await ExchangeRateRepository.open(documents),
    {} as BarService, // saving reads no bars
    instruments,
    clock,
  );
  const writer = await BarLakeWriter.open({ root: marketData.folders.bars });
  const bars = waveBars('2024-01-01', 30);
  btcPrice = bars.close.at(-1)!;
  await writer.upsert({ symbol: 'BTC/USD', interval: 'DAILY' }, bars, 'test');
  await writer.upsert({ symbol: 'SEKNOK', interval: 'DAILY' }, bars, 'test');
  await writer.upsert({ symbol: 'AAPL', interval: 'DAILY' }, bars, 'test');
  await writer.close();
  await instruments.registerSymbol('BTC/USD', 'CRYPTO');
  await instruments.registerSymbol('SEKNOK', 'FOREX');
  for (const one of [
    rate('USD', 'JPY', 150),
    rate('EUR', 'USD', 1.25, '2024-05-30T00:00:00.000Z', 'other'),
    rate('EUR', 'CZK', 25),
    rate('PLN', 'EUR', 0.25),
  ]) {
    expect(await service.save(one)).toEqual({ written: 1 });
  }
});

afterAll(async () => {
  await marketData.close();
  await documents.close();
});

const QUERY =
  'query ($base: String!, $quote: String!) { exchangeRate(base: $base, quote: $quote) { base quote rate asOf source } }';
const ask = async (base: string, quote: string) => (await call.get(alice, QUERY, { base, quote })).exchangeRate;

describe('exchangeRate', () => {
  it('is the rate that is stored', async () => {
    expect(await ask('usd', ' jpy ')).toEqual(rate('USD', 'JPY', 150));
  });

  it('else the inverse of the opposite one', async () => {
    expect(await ask('JPY', 'USD')).toEqual(rate('JPY', 'USD', 1 / 150));
  });

  it('else by way of USD, as old as the older of the two', async () => {
    expect(await ask('EUR', 'JPY')).toEqual({
      ...rate('EUR', 'JPY', 187.5, '2024-05-30T00:00:00.000Z'),
      source: 'other, stub (by way of USD)',
    });
  });

  it('else by way of EUR', async () => {
    expect(await ask('CZK', 'PLN')).toEqual({
      ...rate('CZK', 'PLN', (1 / 25) * (1 / 0.25)),
      source: 'stub (by way of EUR)',
    });
  });

  it('is the last close of bars of the pair, with a slash or without, and takes no stock for a pair', async () => {
    const asOf = '2024-01-30T00:00:00.000Z';
    expect(await ask('BTC', 'USD')).toEqual(rate('BTC', 'USD', btcPrice, asOf, 'bars'));
    expect(await ask('NOK', 'SEK')).toEqual(rate('NOK', 'SEK', 1 / btcPrice, asOf, 'bars'));
    expect((await ask('BTC', 'JPY')).rate).toBeCloseTo(btcPrice * 150, 9);
    expect(await ask('AA', 'PL')).toBeNull();
  });

  it('is 1 now for one currency, and null when nothing tells it', async () => {
    expect(await ask('CHF', 'CHF')).toEqual(rate('CHF', 'CHF', 1, NOW.toISOString(), 'identity'));
    expect(await ask('CHF', 'THB')).toBeNull();
  });

  it('takes the newer of a stored rate and a bar', async () => {
    await service.save(rate('BTC', 'USD', 99, '2023-01-01T00:00:00.000Z'));
    expect((await ask('BTC', 'USD')).source).toBe('bars');
    await service.save(rate('BTC', 'USD', 101, '2024-05-01T00:00:00.000Z'));
    expect(await ask('BTC', 'USD')).toMatchObject({ rate: 101, source: 'stub' });
  });

  it.each([
    ['U', 'USD'],
    ['USD', 'EURO-ZONE'],
    ['USD', 'ABCDEFGHIJK'],
    ['', 'USD'],
    ['U$', 'EUR'],
  ])('refuses %s and %s', async (base, quote) => {
    expect(await call.codeOf(alice, QUERY, { base, quote })).toBe('BAD_USER_INPUT');
  });

  it('reads once for any number of pairs', async () => {
    const quotes = ['JPY', 'EUR', 'CZK', 'PLN', 'BTC', 'SEK'];
    const lastBars = vi.spyOn(BarLakeReader.prototype, 'readLast');
    for (const count of [1, quotes.length]) {
      storeCalls.length = 0;
      const fields = quotes
        .slice(0, count)
        .map((quote) => `${quote}: exchangeRate(base: "USD", quote: "${quote}") { rate }`);
      await call.get(alice, `{ ${fields.join(' ')} }`);
      expect(storeCalls.filter(({ collection }) => collection === 'exchange-rates')).toHaveLength(1);
      expect(storeCalls.length).toBeLessThanOrEqual(3);
    }
    expect(lastBars.mock.calls.length).toBeLessThanOrEqual(1);
    vi.restoreAllMocks();
  });
});

describe('the rates of a pair', () => {
  it('are kept, newest first; an older one does not become the newest', async () => {
    const days = ['2024-05-28', '2024-05-30', '2024-05-29'];
    for (const [i, day] of days.entries())
      await service.save(rate('GBP', 'USD', 1.2 + i / 100, `${day}T00:00:00.000Z`));
    expect(await service.save(rate('GBP', 'USD', 1.2, '2024-05-28T00:00:00.000Z'))).toEqual({ written: 0 });
    expect(await ask('GBP', 'USD')).toMatchObject({ rate: 1.21, asOf: '2024-05-30T00:00:00.000Z' });
    const query = '{ exchangeRateHistory(base: "gbp", quote: "usd", first: 2) { rate asOf } }';
    expect((await call.get(alice, query)).exchangeRateHistory).toEqual([
      { rate: 1.21, asOf: '2024-05-30T00:00:00.000Z' },
      { rate: 1.22, asOf: '2024-05-29T00:00:00.000Z' },
    ]);
  });

  it.each([
    rate('GBP', 'USD', 0),
    rate('GBP', 'USD', Number.NaN),
    rate('gbp', 'USD', 1),
    rate('USD', 'USD', 1),
    rate('GBP', 'USD', 1, 'now'),
  ])('refuse %o', async (bad) => {
    await expect(service.save(bad)).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  });
});
