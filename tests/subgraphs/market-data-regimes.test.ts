import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { BarLakeReader } from '#lake/bar-lake-reader.js';
import { BarLakeWriter } from '#lake/bar-lake-writer.js';
import { ColumnTables } from '#lake/column-tables.js';
import { RegimeFits } from '../../subgraphs/market-data/regime/regime-fits.js';
import { waveBars } from '../support/sample-bars.js';
import { alice } from '../support/subgraph-caller.js';
import { type RunningMarketData, startMarketData } from './market-data-harness.js';

const FIELDS =
  'symbol asOf regime method confidence probabilities { regime probability } trailingReturn annualisedVolatility maxDrawdown';

let marketData: RunningMarketData;
let call: RunningMarketData['call'];

beforeAll(async () => {
  marketData = await startMarketData();
  ({ call } = marketData);
});

afterAll(() => marketData.close());
afterEach(() => vi.restoreAllMocks());

interface Answer {
  readonly asOf: string;
  readonly regime: string;
  readonly confidence: number;
  readonly probabilities: readonly { readonly regime: string; readonly probability: number }[];
}

const ofSpx = async (fields: string) =>
  (await call.get(alice, `{ instrument(symbol: "SPX") { ${fields} } }`)).instrument;

async function addBars(symbols: readonly string[], count: number): Promise<void> {
  const writer = await BarLakeWriter.open({ root: marketData.folders.bars });
  for (const symbol of symbols) {
    await writer.upsert({ symbol, interval: 'DAILY' }, waveBars('2015-01-01', count), 'test');
  }
  await writer.close();
}

describe('regime', () => {
  it('tells a day of the crash of 2008, by both methods', async () => {
    const { model, rules } = await ofSpx(
      `model: regime(asOf: "2008-10-12") { ${FIELDS} } rules: regime(asOf: "2008-10-12", method: RULES) { ${FIELDS} }`,
    );
    expect(model).toMatchObject({
      symbol: 'SPX',
      asOf: '2008-10-10',
      regime: 'BEARISH',
      method: 'HIDDEN_MARKOV_MODEL',
      trailingReturn: expect.closeTo(-0.34706650958920926, 12),
      annualisedVolatility: expect.closeTo(0.3604131980372729, 12),
      maxDrawdown: expect.closeTo(0.35955276548692316, 12),
    });
    expect(model.confidence).toBeGreaterThan(0.9);
    expect(rules).toEqual({
      ...model,
      method: 'RULES',
      confidence: 1,
      probabilities: ['BEARISH', 'BULLISH', 'SIDEWAYS', 'VOLATILE'].map((regime) => ({
        regime,
        probability: regime === 'BEARISH' ? 1 : 0,
      })),
    });
  });

  it('takes the newest bar without a day, the last bar before a day without one, and other windows', async () => {
    const { newest, later, weekend, short } = await ofSpx(
      `newest: regime { asOf regime trailingReturn } later: regime(asOf: "2026-01-01") { asOf regime trailingReturn }
       weekend: regime(asOf: "2017-07-02", lookbackDays: null) { asOf regime } short: regime(lookbackDays: 5) { trailingReturn }`,
    );
    expect(newest).toMatchObject({ asOf: '2020-04-17', regime: 'BEARISH' });
    expect(later).toEqual(newest);
    expect(weekend).toEqual({ asOf: '2017-06-30', regime: 'BULLISH' });
    expect(short.trailingReturn).toBeCloseTo(2874.560059 / 2789.820068 - 1, 6);
  });

  it('is null with too few bars, and without any', async () => {
    const { before, first, long, ibm } = await call.get(
      alice,
      `{ before: instrument(symbol: "SPX") { regime(asOf: "2002-06-28") { asOf } rules: regime(asOf: "2000-05-10", method: RULES) { asOf } early: regime(asOf: "2000-05-11", method: RULES) { asOf } }
         first: instrument(symbol: "SPX") { regime(asOf: "2002-07-01") { asOf } }
         long: instrument(symbol: "AAPL") { regime(lookbackDays: 1259) { asOf } longer: regime(lookbackDays: 1260) { asOf } }
         ibm: instrument(symbol: "IBM") { regime { asOf } regimeHistory { asOf } } }`,
    );
    expect(before).toEqual({ regime: null, rules: null, early: { asOf: '2000-05-11' } });
    expect(first.regime).toEqual({ asOf: '2002-07-01' });
    expect(long).toEqual({ regime: { asOf: '2018-05-11' }, longer: null });
    expect(ibm).toEqual({ regime: null, regimeHistory: [] });
  });

  it.each([
    ['regime(lookbackDays: 4) { asOf }', 'whole number from 5 to 3650, found 4'],
    ['regime(lookbackDays: 3651) { asOf }', 'found 3651'],
    ['regime(asOf: "1999-12-31") { asOf }', 'SPX, whose bars run from 2000-01-03 to 2020-04-17; found 1999-12-31'],
    ['regimeHistory(from: "2010-01-02", to: "2010-01-01") { asOf }', 'from not after to'],
    ['regimeHistory(from: "2020-04-18") { asOf }', '2000-01-03 to 2020-04-17; found 2020-04-18 to the end'],
    ['regimeHistory(to: "2000-01-02") { asOf }', 'found the beginning to 2000-01-02'],
  ])('refuses %s', async (field, reason) => {
    const { errors } = await call.ask(alice, `{ instrument(symbol: "SPX") { ${field} } }`);
    expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toContain(reason);
  });

  it('refuses what is no day', async () => {
    const { errors, data } = await call.ask(
      alice,
      '{ instrument(symbol: "SPX") { regime(asOf: "2020-02-30") { asOf } } }',
    );
    expect(errors).toHaveLength(1);
    expect(data).toEqual({ instrument: { regime: null } });
  });
});

describe('regimeHistory', () => {
  it('is bearish in the crisis of 2008, and bullish in 2013 and 2017', async () => {
    const period = (from: string, to: string) =>
      `regimeHistory(from: "${from}", to: "${to}") { asOf regime confidence probabilities { regime probability } }`;
    const { crisis, y2013, y2017 } = await ofSpx(
      `crisis: ${period('2008-09-15', '2008-12-31')} y2013: ${period('2013-01-01', '2013-12-31')} y2017: ${period('2017-01-01', '2017-12-31')}`,
    );
    const share = (history: readonly Answer[], name: string) =>
      history.filter(({ regime }) => regime === name).length / history.length;
    expect([crisis.length, y2013.length, y2017.length]).toEqual([76, 252, 251]);
    expect([crisis[0].asOf, crisis.at(-1).asOf]).toEqual(['2008-09-15', '2008-12-31']);
    expect(share(crisis, 'BEARISH')).toBeGreaterThan(0.9);
    expect(share(y2013, 'BULLISH')).toBeGreaterThan(0.8);
    expect(share(y2017, 'BULLISH')).toBeGreaterThan(0.8);
    for (const { regime, confidence, probabilities } of [...crisis, ...y2013, ...y2017] as Answer[]) {
      expect(probabilities).toHaveLength(4);
      expect(Math.abs(probabilities.reduce((sum, { probability }) => sum + probability, 0) - 1)).toBeLessThan(1e-12);
      expect(probabilities.find((one) => one.regime === regime)?.probability).toBe(confidence);
    }
  });

  it('is what regime says of each day, from the first that has one', async () => {
    const { history, rules, day, ruled } = await ofSpx(
      `history: regimeHistory { ${FIELDS} } rules: regimeHistory(method: RULES) { ${FIELDS} }
       day: regime(asOf: "2011-08-08") { ${FIELDS} } ruled: regime(asOf: "2011-08-08", method: RULES) { ${FIELDS} }`,
    );
    expect([history[0].asOf, history.at(-1).asOf]).toEqual(['2002-07-01', '2020-04-17']);
    expect(rules).toHaveLength(5105 - 90);
    expect(history.find(({ asOf }: Answer) => asOf === '2011-08-08')).toEqual(day);
    expect(rules.find(({ asOf }: Answer) => asOf === '2011-08-08')).toEqual(ruled);
  });

  it('has nothing in a weekend, and nothing before the first regime', async () => {
    expect(
      await ofSpx(
        'weekend: regimeHistory(from: "2017-07-01", to: "2017-07-02") { asOf } early: regimeHistory(to: "2001-01-01") { asOf }',
      ),
    ).toEqual({ weekend: [], early: [] });
  });

  it('does not change when bars are added, and knows them at once', async () => {
    const growing = async () =>
      (await call.get(alice, `{ instrument(symbol: "GROWING") { regimeHistory { ${FIELDS} } } }`)).instrument
        .regimeHistory;
    await addBars(['GROWING'], 760);
    const before = await growing();
    await addBars(['GROWING'], 900);
    const after = await growing();
    expect(before.length).toBeGreaterThan(50);
    expect(after.length).toBe(before.length + 140);
    expect(after.slice(0, before.length)).toEqual(before);
  });

  it('is refused by the model above 30,000 bars, and by its length above 20,000 regimes', async () => {
    await addBars(['ETERNAL'], 30_001);
    const ask = async (field: string) =>
      (await call.ask(alice, `{ instrument(symbol: "ETERNAL") { ${field} } }`)).errors?.[0];
    const fit = await ask('regime { asOf }');
    expect(fit?.extensions['code']).toBe('FAILED_PRECONDITION');
    expect(fit?.message).toContain('at most 30000 daily bars, ETERNAL has 30001');
    const length = await ask('regimeHistory(method: RULES) { asOf }');
    expect(length?.extensions['code']).toBe('BAD_USER_INPUT');
    expect(length?.message).toContain('at most 20000 days with a regime, found 29911');
    expect(
      await ask('regimeHistory(method: RULES, from: "2097-01-01") { asOf } regime(method: RULES) { asOf }'),
    ).toBeUndefined();
  });
});

describe('reads and fits', () => {
  it('are one of each kind for a list of any length, whatever is asked of it', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => `R${i}`);
    await addBars(rows, 760);
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Instrument {
      regime { asOf } past: regime(asOf: "2017-01-10", lookbackDays: 30) { asOf } rules: regime(method: RULES) { asOf }
      regimeHistory(from: "2017-01-01") { asOf } all: regimeHistory { asOf } ruled: regimeHistory(method: RULES) { asOf } } } }`;
    const reads = vi.spyOn(BarLakeReader.prototype, 'readMany');
    const looks = vi.spyOn(BarLakeReader.prototype, 'currentSnapshot');
    const tables = vi.spyOn(ColumnTables.prototype, 'read');
    const finds = vi.spyOn(RegimeFits.prototype, 'find');
    const writes = vi.spyOn(ColumnTables.prototype, 'write');
    for (const [count, written] of [
      [1, 1],
      [50, 49],
      [50, 0],
    ] as const) {
      for (const spy of [reads, looks, tables, finds, writes]) spy.mockClear();
      marketData.storeCalls.length = 0;
      const representations = rows.slice(0, count).map((symbol) => ({ __typename: 'Instrument', symbol }));
      const { _entities } = await call.get(alice, query, { representations });
      expect(_entities).toHaveLength(count);
      for (const entity of _entities) {
        expect(entity.regime).toEqual({ asOf: '2017-01-29' });
        expect(entity.past).toEqual({ asOf: '2017-01-10' });
        expect(entity.all.length).toBeGreaterThan(entity.regimeHistory.length);
      }
      expect(marketData.storeCalls).toEqual([{ collection: 'instruments', operation: 'find' }]);
      expect([reads, looks, finds].map((spy) => spy.mock.calls.length)).toEqual([1, 1, 1]);
      // The third time all of them are in memory.
      expect([tables.mock.calls.length, writes.mock.calls.length]).toEqual([written === 0 ? 0 : 1, written]);
    }
  });

  it('are shared by requests at the same time', async () => {
    await addBars(['TOGETHER'], 760);
    const writes = vi.spyOn(ColumnTables.prototype, 'write');
    const ask = () => call.get(alice, `{ instrument(symbol: "TOGETHER") { regime { ${FIELDS} } } }`);
    const answers = await Promise.all(Array.from({ length: 10 }, ask));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0].instrument.regime.asOf).toBe('2017-01-29');
    expect(writes).toHaveBeenCalledTimes(1);
  });
});
