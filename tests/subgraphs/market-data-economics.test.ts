import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DocumentStore } from '#kit/documents/document-collection.js';
import { openMemoryStore } from '#kit/documents/nedb-document-store.js';
import { ColumnTables } from '#lake/column-tables.js';
import { EconomicSeriesRepository } from '../../subgraphs/market-data/economics/economic-series.repository.js';
import { EconomicsService } from '../../subgraphs/market-data/economics/economics.service.js';
import { alice } from '../support/subgraph-caller.js';
import { type RunningMarketData, startMarketData } from './market-data-harness.js';

let marketData: RunningMarketData;
let call: RunningMarketData['call'];
let documents: DocumentStore;
let tables: ColumnTables;
let service: EconomicsService;

beforeAll(async () => {
  documents = openMemoryStore();
  const clock = { now: () => new Date('2024-06-10T23:00:00.000Z') };
  marketData = await startMarketData({ documents, clock });
  ({ call } = marketData);
  tables = await ColumnTables.open({ root: marketData.folders.tables });
  service = new EconomicsService(tables, await EconomicSeriesRepository.open(documents));
});

afterAll(async () => {
  tables.close();
  await marketData.close();
  await documents.close();
});

const rates = {
  ...{ code: 'FEDERAL_FUNDS_RATE', name: 'Federal funds rate', unit: 'percent', frequency: 'monthly' },
  ...{ country: 'US', source: 'stub' },
};
const observed = (...pairs: [string, number][]) => ({
  dates: Float64Array.from(pairs, ([day]) => Date.parse(day)),
  values: Float64Array.from(pairs, ([, value]) => value),
});

describe('a series that a provider brings', () => {
  it('is listed after the samples, with its values', async () => {
    const before = (await call.get(alice, '{ economicSeriesList { code } }')).economicSeriesList.length;
    expect(before).toBe(24);
    const saved = await service.save(
      rates,
      observed(['2024-02-01', 5.33], ['2024-01-01', 5.3], ['2024-03-01', Number.NaN]),
    );
    expect(saved).toEqual({ written: 2 });
    const { economicSeriesList: list } = await call.get(alice, '{ economicSeriesList { code source } }');
    expect(list).toHaveLength(before + 1);
    expect(list.at(-1)).toEqual({ code: 'FEDERAL_FUNDS_RATE', source: 'stub' });
    const query =
      '{ economicSeries(code: "federal_funds_rate") { name unit frequency latest latestAt observations { timestamps values } } }';
    expect((await call.get(alice, query)).economicSeries).toEqual({
      ...{ name: 'Federal funds rate', unit: 'percent', frequency: 'monthly', latest: 5.33, latestAt: '2024-02-01' },
      observations: { timestamps: ['2024-01-01T00:00:00.000Z', '2024-02-01T00:00:00.000Z'], values: [5.3, 5.33] },
    });
  });

  it('is merged: newer values replace those of their dates, older dates stay', async () => {
    expect(await service.save(rates, observed(['2024-02-01', 5.35], ['2024-03-01', 5.4]))).toEqual({ written: 2 });
    expect(await service.save(rates, observed(['2024-02-01', 5.35]))).toEqual({ written: 0 });
    const query =
      '{ economicSeries(code: "FEDERAL_FUNDS_RATE") { observations(from: "2024-01-15") { values } all: observations { values } } }';
    expect((await call.get(alice, query)).economicSeries).toEqual({
      observations: { values: [5.35, 5.4] },
      all: { values: [5.3, 5.35, 5.4] },
    });
  });

  it('loses nothing when it is saved twice at a time', async () => {
    const series = { ...rates, code: 'TWICE' };
    const days = Array.from({ length: 6 }, (_, i) => `2024-01-0${i + 1}`);
    await Promise.all(days.map((day, i) => service.save(series, observed([day, i]))));
    const [found] = await service.observations([series]);
    expect([...found!.values]).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('is refused under the code of another, and under none', async () => {
    const monthly = { ...rates, code: 'CPI' };
    await expect(service.save(monthly, observed(['2024-01-01', 310]))).rejects.toMatchObject({
      message: expect.stringContaining('CPI_MONTHLY'),
      extensions: { code: 'CONFLICT' },
    });
    for (const code of ['', '../CPI', 'cpi', 'A'.repeat(61)]) {
      await expect(service.save({ ...rates, code }, observed(['2024-01-01', 1]))).rejects.toMatchObject({
        extensions: { code: 'BAD_USER_INPUT' },
      });
    }
    const { economicSeries } = await call.get(alice, '{ economicSeries(code: "CPI") { latest latestAt } }');
    expect(economicSeries).toEqual({ latest: 216.385, latestAt: '2009-07-01' });
  });
});

describe('economicCalendar', () => {
  const QUERY =
    'query ($from: Date, $to: Date) { economicCalendar(from: $from, to: $to) { name releasedAt importance rule series { code latest } } }';
  const releases = async (from?: string, to?: string) =>
    (await call.get(alice, QUERY, { from, to })).economicCalendar as {
      name: string;
      releasedAt: string;
      importance: string;
    }[];

  it('begins today in the clock of the server, for thirty days', async () => {
    const found = await releases();
    expect(found.length).toBeGreaterThan(5);
    expect(found[0]).toMatchObject({ name: 'Unemployment Insurance Weekly Claims', importance: 'MEDIUM' });
    expect(found[0]!.releasedAt).toBe('2024-06-13T12:30:00.000Z');
    expect(found.at(-1)!.releasedAt < '2024-07-10').toBe(true);
    expect(found.map(({ releasedAt }) => releasedAt)).toEqual(found.map(({ releasedAt }) => releasedAt).sort());
  });

  it('names the series that a release brings', async () => {
    const { economicCalendar } = await call.get(alice, QUERY, { from: '2024-07-05', to: '2024-07-05' });
    expect(economicCalendar).toEqual([
      {
        ...{ name: 'Employment Situation', releasedAt: '2024-07-05T12:30:00.000Z', importance: 'HIGH' },
        rule: expect.stringContaining('Bureau of Labor Statistics'),
        series: { code: 'PAYROLLS', latest: expect.any(Number) },
      },
    ]);
  });

  it.each([
    ['2024-02-02', '2024-02-01'],
    ['2024-01-01', '2025-01-01'],
  ])('refuses %s to %s', async (from, to) => {
    expect(await call.codeOf(alice, QUERY, { from, to })).toBe('BAD_USER_INPUT');
  });

  it('has at most 366 days', async () => {
    expect((await releases('2024-01-01', '2024-12-31')).length).toBeGreaterThan(90);
  });
});
