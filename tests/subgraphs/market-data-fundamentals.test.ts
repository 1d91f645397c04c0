import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DocumentStore } from '#kit/documents/document-collection.js';
import { openMemoryStore } from '#kit/documents/nedb-document-store.js';
import { type CollectionOperation, observeStore } from '#kit/documents/observe-store.js';
import type { FinancialStatement, Fundamentals } from '../../subgraphs/market-data/fundamentals/fundamentals.js';
import { FundamentalsRepository } from '../../subgraphs/market-data/fundamentals/fundamentals.repository.js';
import { FundamentalsService } from '../../subgraphs/market-data/fundamentals/fundamentals.service.js';
import { InstrumentRepository } from '../../subgraphs/market-data/instrument/instrument.repository.js';
import { InstrumentService } from '../../subgraphs/market-data/instrument/instrument.service.js';
import { alice } from '../support/subgraph-caller.js';
import { type RunningMarketData, startMarketData } from './market-data-harness.js';

let marketData: RunningMarketData;
let call: RunningMarketData['call'];
let documents: DocumentStore;
let service: FundamentalsService;
let inspected: string[] = [];
const storeCalls: { collection: string; operation: CollectionOperation }[] = [];

beforeAll(async () => {
  documents = openMemoryStore();
  const watched = observeStore(documents, (collection, operation) => storeCalls.push({ collection, operation }));
  marketData = await startMarketData({ documents: watched, sampleData: false });
  ({ call } = marketData);
  service = new FundamentalsService(
    await FundamentalsRepository.open(documents),
    new InstrumentService(await InstrumentRepository.open(documents)),
    {
      inspectStatements: async ({ symbol }) => {
        inspected.push(symbol);
        return 1;
      },
    },
  );
});

afterAll(async () => {
  await marketData.close();
  await documents.close();
});

beforeEach(() => {
  inspected = [];
});

const overview = {
  ...{ name: 'Invented Widgets', description: null, sector: 'Industrials', industry: 'Widgets', country: 'US' },
  ...{ currency: 'USD', marketCapitalisation: 5e9, peRatio: 20, pegRatio: null, bookValue: 12.5, dividendYield: 0.02 },
  ...{ eps: 2.5, profitMargin: 0.1, returnOnEquity: 0.2, beta: 1.1, fiftyTwoWeekHigh: 60, fiftyTwoWeekLow: 40 },
  ...{ sharesOutstanding: 1e8, asOf: '2024-03-31' },
};

function statement(year: number, revenue: number, period: FinancialStatement['period'] = 'ANNUAL'): FinancialStatement {
  return {
    fiscalDateEnding: `${year}-12-31`,
    period,
    currency: 'USD',
    items: { totalRevenue: revenue, netIncome: revenue / 10, ebit: null },
  };
}

function widgets(symbol: string, changes: Partial<Fundamentals> = {}): Fundamentals {
  return {
    ...{ symbol, source: 'synthetic', retrievedAt: '2024-04-01T00:00:00.000Z', overview },
    incomeStatements: [statement(2021, 100), statement(2023, 300), statement(2022, 200)],
    balanceSheets: [statement(2023, 900, 'QUARTERLY')],
    cashFlows: [],
    earnings: [
      { fiscalDateEnding: '2023-12-31', reportedDate: '2024-01-30', reportedEps: 1.2, estimatedEps: 1 },
      { fiscalDateEnding: '2024-03-31', reportedDate: null, reportedEps: null, estimatedEps: 1.5 },
      { fiscalDateEnding: '2023-09-30', reportedDate: '2023-10-30', reportedEps: -0.1, estimatedEps: -0.2 },
      { fiscalDateEnding: '2023-06-30', reportedDate: '2023-07-30', reportedEps: 0.1, estimatedEps: 0 },
    ],
    analystRatings: [
      {
        ...{ date: '2024-02-01', firm: 'Marlow', ratingCurrent: 'Buy', ratingPrevious: 'Hold', action: 'upgrade' },
        ...{ priceTargetCurrent: 70, priceTargetPrevious: 55 },
      },
    ],
    ...changes,
  };
}

const QUERY = `query ($symbol: String!) { instrument(symbol: $symbol) { name sector
  fundamentals {
    overview { name description marketCapitalisation dividendYield asOf }
    incomeStatements(first: 2) { fiscalDateEnding period currency items { name value } }
    balanceSheets { fiscalDateEnding } quarterly: balanceSheets(period: QUARTERLY) { fiscalDateEnding }
    cashFlows { fiscalDateEnding }
    earnings { fiscalDateEnding reportedEps estimatedEps surprise surpriseFraction } }
  analystRatings { date firm ratingCurrent ratingPrevious action priceTargetCurrent priceTargetPrevious } } }`;

describe('fundamentals', () => {
  it('are answered as they were saved, newest first', async () => {
    // One for the company, three income statements, one balance sheet, four quarters, one rating.
    expect(await service.save(widgets('WDGT'))).toEqual({ written: 10, qualityEventsRaised: 1 });
    expect(inspected).toEqual(['WDGT']);
    const { instrument } = await call.get(alice, QUERY, { symbol: 'WDGT' });
    expect(instrument).toMatchObject({ name: 'Invented Widgets', sector: 'Industrials' });
    const { fundamentals, analystRatings } = instrument;
    expect(fundamentals.overview).toEqual({
      ...{ name: 'Invented Widgets', description: null, marketCapitalisation: 5e9, dividendYield: 0.02 },
      asOf: '2024-03-31',
    });
    expect(fundamentals.incomeStatements).toEqual([
      {
        ...{ fiscalDateEnding: '2023-12-31', period: 'ANNUAL', currency: 'USD' },
        items: [
          { name: 'totalRevenue', value: 300 },
          { name: 'netIncome', value: 30 },
          { name: 'ebit', value: null },
        ],
      },
      expect.objectContaining({ fiscalDateEnding: '2022-12-31' }),
    ]);
    expect(fundamentals.balanceSheets).toEqual([]);
    expect(fundamentals.quarterly).toEqual([{ fiscalDateEnding: '2023-12-31' }]);
    expect(fundamentals.cashFlows).toEqual([]);
    expect(analystRatings).toEqual(widgets('WDGT').analystRatings);
  });

  it('say by how much earnings surprised, where both numbers are known', async () => {
    const { instrument } = await call.get(alice, QUERY, { symbol: 'WDGT' });
    const surprises = instrument.fundamentals.earnings.map(
      (one: { fiscalDateEnding: string; surprise: number; surpriseFraction: number }) => [
        one.fiscalDateEnding,
        one.surprise,
        one.surpriseFraction,
      ],
    );
    expect(surprises).toEqual([
      ['2024-03-31', null, null],
      ['2023-12-31', expect.closeTo(0.2, 12), expect.closeTo(0.2, 12)],
      ['2023-09-30', expect.closeTo(0.1, 12), expect.closeTo(0.5, 12)],
      ['2023-06-30', 0.1, null],
    ]);
  });

  it('are restated, and never by what was fetched before', async () => {
    await service.save(widgets('RSTD'));
    expect((await service.save(widgets('RSTD'))).written).toBe(0);
    const later = { retrievedAt: '2024-05-01T00:00:00.000Z', overview: null };
    expect((await service.save(widgets('RSTD', { ...later, incomeStatements: [statement(2023, 333)] }))).written).toBe(
      1,
    );
    const earlier = { retrievedAt: '2024-02-01T00:00:00.000Z', overview: { ...overview, name: 'Old Name' } };
    expect(
      (await service.save(widgets('RSTD', { ...earlier, incomeStatements: [statement(2023, 111)] }))).written,
    ).toBe(0);
    const { fundamentals } = (await call.get(alice, QUERY, { symbol: 'RSTD' })).instrument;
    expect(fundamentals.incomeStatements[0].items[0]).toEqual({ name: 'totalRevenue', value: 333 });
    expect(fundamentals.incomeStatements[1].items[0]).toEqual({ name: 'totalRevenue', value: 200 });
    // A source that gives no overview this time does not take the last one away.
    expect(fundamentals.overview.name).toBe('Invented Widgets');
  });

  it('are null when nothing is known of a company', async () => {
    await service.save(
      widgets('RTNG', { overview: null, incomeStatements: [], balanceSheets: [], earnings: [], cashFlows: [] }),
    );
    const { instrument } = await call.get(alice, QUERY, { symbol: 'RTNG' });
    expect(instrument.fundamentals).toBeNull();
    expect(instrument.analystRatings).toHaveLength(1);
    expect(inspected).toEqual([]);
  });

  it('keep the newest hundred of a list', async () => {
    const years = Array.from({ length: 70 }, (_, i) => statement(1900 + i, i));
    await service.save(widgets('LONG', { incomeStatements: years }));
    const more = Array.from({ length: 70 }, (_, i) => statement(1960 + i, i));
    await service.save(widgets('LONG', { incomeStatements: more, retrievedAt: '2024-04-02T00:00:00.000Z' }));
    const { instrument } = await call.get(
      alice,
      '{ instrument(symbol: "LONG") { fundamentals { incomeStatements(first: 100) { fiscalDateEnding } } } }',
    );
    const days = instrument.fundamentals.incomeStatements.map(
      (one: { fiscalDateEnding: string }) => one.fiscalDateEnding,
    );
    expect([days.length, days[0], days.at(-1)]).toEqual([100, '2029-12-31', '1930-12-31']);
    const stored = await documents.collection('financial-statements');
    expect(await stored.count({ symbol: 'LONG', kind: 'INCOME' })).toBe(100);
  });

  it('cost the same reads for 1 instrument as for 50', async () => {
    const symbols = Array.from({ length: 50 }, (_, i) => `CO${i}`);
    for (const symbol of symbols) await service.save(widgets(symbol));
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Instrument {
      fundamentals { overview { name } incomeStatements { fiscalDateEnding } older: incomeStatements(first: 1) { currency }
        balanceSheets(period: QUARTERLY) { items { value } } earnings(first: 1) { surprise } }
      analystRatings(first: 1) { firm } } } }`;
    const costs = [];
    for (const count of [1, 50]) {
      storeCalls.length = 0;
      const representations = symbols.slice(0, count).map((symbol) => ({ __typename: 'Instrument', symbol }));
      const { _entities } = await call.get(alice, query, { representations });
      expect(_entities).toHaveLength(count);
      expect(_entities.at(-1).fundamentals.incomeStatements).toHaveLength(3);
      expect(_entities.at(-1).analystRatings).toEqual([{ firm: 'Marlow' }]);
      costs.push(storeCalls.map(({ collection, operation }) => `${collection}.${operation}`).sort());
    }
    expect(costs[1]).toEqual(costs[0]);
    expect(costs[0]).toEqual([
      'analyst-ratings.find',
      'companies.find',
      'earnings.find',
      'financial-statements.find',
      'financial-statements.find',
      'instruments.find',
    ]);
  });

  it.each([
    'fundamentals { incomeStatements(first: 0) { currency } }',
    'fundamentals { earnings(first: 101) { surprise } }',
    'analystRatings(first: -1) { firm }',
  ])('refuse %s', async (field) => {
    expect(await call.codeOf(alice, `{ instrument(symbol: "WDGT") { ${field} } }`)).toBe('BAD_USER_INPUT');
  });

  it.each<[string, Partial<Fundamentals>]>([
    ['symbol', { symbol: 'not a symbol' }],
    ['fiscalDateEnding', { incomeStatements: [{ ...statement(2023, 1), fiscalDateEnding: '2023-02-30' }] }],
    ['currency', { cashFlows: [{ ...statement(2023, 1), currency: 'dollars' }] }],
    ['items', { balanceSheets: [{ ...statement(2023, 1), items: { 'Total Assets': 1 } }] }],
  ])('refuse to be saved with a %s that is none, and store nothing', async (field, changes) => {
    await expect(service.save(widgets('BADF', changes))).rejects.toThrow(field);
    expect(await service.companies(['BADF'])).toEqual([null]);
    expect(await service.analystRatings(['BADF'])).toEqual([[]]);
  });
});
