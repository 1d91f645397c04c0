import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { BarLakeReader } from '#lake/bar-lake-reader.js';
import { BarLakeWriter } from '#lake/bar-lake-writer.js';
import { INDICATORS } from '#quant/indicators/indicator-definitions.js';
import { resolveParameters } from '#quant/indicators/indicator-parameters.js';
import { IndicatorType } from '#schema/generated/enums.js';
import { waveBars } from '../support/sample-bars.js';
import { alice } from '../support/subgraph-caller.js';
import { type RunningMarketData, startMarketData } from './market-data-harness.js';

const FIELDS = 'type parameters warmUpBars outputs { name timestamps values }';

let marketData: RunningMarketData;
let call: RunningMarketData['call'];

beforeAll(async () => {
  marketData = await startMarketData();
  ({ call } = marketData);
});

afterAll(() => marketData.close());
afterEach(() => vi.restoreAllMocks());

interface Series {
  readonly type: IndicatorType;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly warmUpBars: number;
  readonly outputs: readonly { name: string; timestamps: readonly string[]; values: readonly (number | null)[] }[];
}

async function ofSymbol(symbol: string, args: string): Promise<readonly Series[]> {
  const query = `query ($symbol: String!) { instrument(symbol: $symbol) { indicators(${args}) { ${FIELDS} } } }`;
  return (await call.get(alice, query, { symbol })).instrument.indicators;
}

function sampleColumns(file: string) {
  const rows = readFileSync(new URL(`../../samples/${file}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  const column = (place: number) => Float64Array.from(rows, (row) => Number(row.split(',')[place]));
  return { open: column(1), high: column(2), low: column(3), close: column(4), volume: column(6) };
}

const ofSpx = (args: string) => ofSymbol('SPX', args);

async function addBars(symbols: readonly string[], count: number): Promise<void> {
  const writer = await BarLakeWriter.open({ root: marketData.folders.bars });
  for (const symbol of symbols) {
    await writer.upsert({ symbol, interval: 'DAILY' }, waveBars('2015-01-01', count), 'test');
  }
  await writer.close();
}

describe('indicators', () => {
  it('are those of the kernels over every bar, null until their warm-up is over, for every type', async () => {
    const found = await ofSpx(`inputs: [${Object.values(IndicatorType).map((type) => `{ type: ${type} }`)}]`);
    const spx = sampleColumns('spx-daily.csv');
    expect(found.map(({ type }) => type)).toEqual(Object.values(IndicatorType));
    for (const { type, parameters, warmUpBars, outputs } of found) {
      const definition = INDICATORS[type];
      const resolved = resolveParameters(definition, {});
      if ('fault' in resolved) throw new Error(resolved.fault.message);
      const takesSource = definition.columns.includes('source');
      expect(parameters).toEqual({ ...resolved.parameters, ...(takesSource ? { source: 'CLOSE' } : {}) });
      const columns = definition.columns.map((name) => spx[name === 'source' ? 'close' : name]);
      const expected = definition.compute(columns, resolved.parameters, { barsPerYear: 252 });
      expect(outputs.map(({ name }) => name)).toEqual(definition.outputs.map(({ name }) => name));
      for (const [i, { timestamps, values }] of outputs.entries()) {
        expect(timestamps).toHaveLength(5105);
        expect(values).toEqual(Array.from(expected[i]!, (value) => (Number.isNaN(value) ? null : value)));
      }
      const firsts = outputs.map(({ values }) => values.findIndex((value) => value !== null));
      expect(Math.max(...firsts)).toBe(warmUpBars);
    }
  });

  it('have known values on a known day', async () => {
    const day = 'from: "2020-04-17T00:00:00Z", to: "2020-04-17T00:00:00Z"';
    const [volatility, vwap, macd, adx] = await ofSpx(
      `inputs: [{ type: VOLATILITY }, { type: VWAP }, { type: MACD }, { type: ADX }], ${day}`,
    );
    // With numpy, from the definitions: see numpy.spec.ts of the kernels.
    const last = (series: Series | undefined) => series!.outputs.map(({ values }) => values[0]);
    expect(last(volatility)[0]).toBeCloseTo(0.5942236597015945, 12);
    expect(last(vwap)[0]).toBeCloseTo(2593.474150435039, 8);
    expect(last(macd)[0]).toBeCloseTo(16.396015042467297, 8);
    expect(last(macd)[1]).toBeCloseTo(-35.49092699158631, 8);
    expect(last(adx)[0]).toBeCloseTo(23.4571672809081, 8);
    expect(macd!.outputs[0]!.timestamps).toEqual(['2020-04-17T00:00:00.000Z']);
  });

  it('have values that do not depend on where the answer begins and ends', async () => {
    const inputs = 'inputs: [{ type: EMA, period: 200 }, { type: RSI }, { type: KAMA }, { type: OBV }, { type: ADX }]';
    const whole = await ofSpx(inputs);
    const part = await ofSpx(`${inputs}, from: "2008-09-12T00:00:00Z", to: "2008-10-12T12:00:00Z"`);
    const start = whole[0]!.outputs[0]!.timestamps.indexOf('2008-09-12T00:00:00.000Z');
    expect(part[0]!.outputs[0]!.timestamps).toHaveLength(21);
    for (const [i, { outputs }] of part.entries()) {
      for (const [place, { timestamps, values }] of outputs.entries()) {
        const full = whole[i]!.outputs[place]!;
        expect(timestamps).toEqual(full.timestamps.slice(start, start + 21));
        expect(values).toEqual(full.values.slice(start, start + 21));
      }
    }
  });

  it('take the source that is asked for, and adjusted prices', async () => {
    const args = 'from: "2000-01-03T00:00:00Z", to: "2000-01-03T00:00:00Z"';
    const sources = ['OPEN', 'HIGH', 'LOW', 'CLOSE', 'VOLUME'];
    const found = await ofSpx(
      `inputs: [${sources.map((source) => `{ type: SMA, period: 1, source: ${source} }`)}], ${args}`,
    );
    expect(found.map(({ outputs }) => outputs[0]!.values[0])).toEqual([
      1469.25, 1478, 1438.359985, 1455.219971, 931800000,
    ]);
    expect(found.map(({ parameters }) => parameters)).toEqual(sources.map((source) => ({ period: 1, source })));
    const first = 'inputs: [{ type: SMA, period: 1 }], to: "2013-05-13T00:00:00Z"';
    expect((await ofSymbol('AAPL', first))[0]!.outputs[0]!.values).toEqual([64.96286]);
    expect((await ofSymbol('AAPL', `${first}, adjusted: true`))[0]!.outputs[0]!.values).toEqual([50.961628]);
  });

  it('are null throughout when there are fewer bars than the warm-up', async () => {
    const [sma] = await ofSpx('inputs: [{ type: SMA, period: 10000 }]');
    expect(sma!.warmUpBars).toBe(9_999);
    expect(sma!.outputs[0]!.values).toHaveLength(5105);
    expect(sma!.outputs[0]!.values.every((value) => value === null)).toBe(true);
  });

  it('of longer bars are made of those that are stored', async () => {
    const [sma] = await ofSpx(
      'inputs: [{ type: SMA, period: 1 }, { type: VOLATILITY, period: 12 }], interval: MONTHLY',
    );
    expect(sma!.outputs[0]!.timestamps.length).toBe(244);
    expect(sma!.outputs[0]!.values.at(-1)).toBe(2874.560059);
  });

  it('have no values where an instrument has no bars, nor between two bars', async () => {
    await call.get(
      alice,
      'mutation { ingestBars(input: { symbol: "LONE", bars: [{ timestamp: "2024-01-02T00:00:00Z", open: 1, high: 1, low: 1, close: 1, volume: 1 }] }) { id } }',
    );
    const weekend = 'from: "2020-04-11T00:00:00Z", to: "2020-04-12T00:00:00Z"';
    expect((await ofSpx(`inputs: [{ type: MACD }], ${weekend}`))[0]).toEqual({
      type: 'MACD',
      parameters: { fastPeriod: 12, slowPeriod: 26, signalPeriod: 9, source: 'CLOSE' },
      warmUpBars: 33,
      outputs: ['macd', 'signal', 'histogram'].map((name) => ({ name, timestamps: [], values: [] })),
    });
    expect((await ofSymbol('LONE', 'inputs: [{ type: RSI }]'))[0]!.outputs[0]!.values).toEqual([null]);
  });

  it('of much work are computed in a thread, and are the same', async () => {
    const [heavy, light] = await ofSpx('inputs: [{ type: CCI, period: 1000 }, { type: CCI }]');
    const [alone] = await ofSpx('inputs: [{ type: CCI }]');
    expect(light).toEqual(alone);
    const { high, low, close } = sampleColumns('spx-daily.csv');
    const [expected] = INDICATORS.CCI.compute([high, low, close], { period: 1000 }, { barsPerYear: 252 });
    expect(heavy!.outputs[0]!.values.at(-1)).toBe(expected!.at(-1));
    expect(heavy!.outputs[0]!.values[998]).toBeNull();
  });
});

describe('the lake', () => {
  it('is read once, be there 1 indicator or 20, 1 instrument or 30, one answer or two', async () => {
    const symbols = Array.from({ length: 30 }, (_, i) => `IND${i}`);
    await addBars(symbols, 60);
    const reads = (['readMany', 'readPages', 'readLast', 'timestamps', 'resample'] as const).map((name) =>
      vi.spyOn(BarLakeReader.prototype, name),
    );
    const many = Array.from({ length: 20 }, (_, i) => `{ type: SMA, period: ${i + 1} }`);
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Instrument {
      one: indicators(inputs: [{ type: ATR, period: 3 }]) { outputs { values } }
      many: indicators(inputs: [${many}], from: "2015-02-01T00:00:00Z", to: "2015-02-10T00:00:00Z") { outputs { values } } } } }`;
    for (const count of [1, 30]) {
      for (const read of reads) read.mockClear();
      const representations = symbols.slice(0, count).map((symbol) => ({ __typename: 'Instrument', symbol }));
      const { _entities } = await call.get(alice, query, { representations });
      expect(_entities).toHaveLength(count);
      expect(_entities.at(-1).one[0].outputs[0].values).toHaveLength(60);
      expect(_entities.at(-1).many).toHaveLength(20);
      expect(_entities.at(-1).many[19].outputs[0].values).toHaveLength(10);
      expect(reads.map((read) => read.mock.calls.length)).toEqual([1, 0, 0, 0, 0]);
    }
  });
});

describe('what cannot be computed is refused', () => {
  it.each([
    ['inputs: []', 'inputs: expected 1 to 20 indicators, found 0'],
    [`inputs: [${'{ type: SMA },'.repeat(21)}]`, 'inputs: expected 1 to 20 indicators, found 21'],
    [
      'inputs: [{ type: OBV }, { type: SMA, period: 0 }]',
      'inputs[1].period: SMA: expected period to be a whole number from 1 to 10000, found 0',
    ],
    ['inputs: [{ type: SMA, period: 10001 }]', 'found 10001'],
    ['inputs: [{ type: SMA, period: -5 }]', 'found -5'],
    ['inputs: [{ type: VOLATILITY, period: 1 }]', 'from 2 to 10000, found 1'],
    ['inputs: [{ type: SMA, fastPeriod: 3 }]', 'inputs[0].fastPeriod: SMA: expected period; found fastPeriod'],
    ['inputs: [{ type: ATR, standardDeviations: 3 }]', 'ATR: expected period; found standardDeviations'],
    ['inputs: [{ type: OBV, period: 3 }]', 'OBV: expected no parameters; found period'],
    [
      'inputs: [{ type: MACD, fastPeriod: 26, slowPeriod: 12 }]',
      'inputs[0]: MACD: expected fastPeriod less than slowPeriod, found 26 and 12',
    ],
    ['inputs: [{ type: BOLLINGER_BANDS, standardDeviations: 0 }]', 'more than 0 and at most 10, found 0'],
    ['inputs: [{ type: BOLLINGER_BANDS, standardDeviations: 11 }]', 'more than 0 and at most 10, found 11'],
    [
      'inputs: [{ type: ATR, source: OPEN }]',
      'inputs[0].source: ATR: expected no source, since it is computed of high, low, close; found OPEN',
    ],
    [
      'inputs: [{ type: SMA }], from: "2010-01-02T00:00:00Z", to: "2010-01-01T00:00:00Z"',
      'from, to: expected from not after to',
    ],
    [
      'inputs: [{ type: SMA }], from: "2021-01-01T00:00:00Z"',
      'coverage of SPX DAILY, 2000-01-03T00:00:00.000Z to 2020-04-17T00:00:00.000Z',
    ],
    ['inputs: [{ type: SMA }], to: "1990-01-01T00:00:00Z"', 'coverage of SPX DAILY'],
    ['inputs: [{ type: SMA }], interval: ONE_MINUTE', 'is stored for SPX (DAILY)'],
  ])('%s', async (args, reason) => {
    const { errors } = await call.ask(alice, `{ instrument(symbol: "SPX") { indicators(${args}) { type } } }`);
    expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toContain(reason);
  });

  it('by instrument: the others are answered', async () => {
    const { data, errors } = await call.ask(
      alice,
      `{ spx: instrument(symbol: "SPX") { indicators(inputs: [{ type: SMA }], from: "2019-01-02T00:00:00Z") { type } }
         aapl: instrument(symbol: "AAPL") { indicators(inputs: [{ type: SMA }], from: "2019-01-02T00:00:00Z") { type } } }`,
    );
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.path).toEqual(['aapl', 'indicators']);
    expect(data).toEqual({ spx: { indicators: [{ type: 'SMA' }] }, aapl: null });
  });
});

describe('the schema', () => {
  it('names the outputs and defaults of every indicator', () => {
    for (const [type, { outputs, parameters }] of Object.entries(INDICATORS)) {
      for (const { name } of outputs)
        expect(marketData.subgraph.sdl).toMatch(new RegExp(`${type}: [^.]*\\b${name} \\(`));
      for (const rule of Object.values(parameters))
        expect(marketData.subgraph.sdl).toContain(`${type} ${rule.default} (`);
    }
  });
});
