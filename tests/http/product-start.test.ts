import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CreateStrategyDocument, RunBacktestDocument } from '../../client/generated/graphql.js';
import { createGraphFetch, type GraphFetch } from '../../client/graph-fetch.js';
import { waveBars } from '../support/sample-bars.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import {
  GetBacktest,
  GetCoverage,
  GetEconomicSeries,
  GetIngestion,
  GetStrategy,
  GetTotals,
  IngestBars,
} from './product-operations.js';
import { buildProduct, launchProduct, type ReadyProduct, startProduct, stopProduct } from './product-process.js';
import { toBarsSent } from './to-bars-sent.js';

const DAILY_SAMPLES = { SPX: 5105, AAPL: 1260 };
/** Google went public in August 2004, so its series is shorter. */
const MONTHLY_SAMPLES = { MSFT: 123, AMZN: 123, IBM: 123, GOOG: 68, AAPL: 123 };
// Each test may start a process or two.
vi.setConfig({ testTimeout: 60_000 });

const STACK = /^ +at /m;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
/** Where the product is started: nothing may appear in it. */
let cwd: string;

beforeAll(async () => {
  buildProduct();
  folder = await temporaryFolder();
  cwd = join(folder.path, 'elsewhere');
  await mkdir(cwd);
}, 60_000);
afterAll(() => folder.remove());

describe('the product on a folder of its own', () => {
  let dataDir: string;
  let product: ReadyProduct;
  let graph: GraphFetch;
  let commits: string[];
  let strategyId: string;
  let backtestId: string;

  const start = async () => {
    product = await startProduct({ dataDir, cwd, environment: { LOG_LEVEL: 'info' } });
    graph = createGraphFetch(`${product.url}/graphql`);
    return product;
  };
  const lakeCommits = () => readdir(join(dataDir, 'bars/_commits'));

  beforeAll(async () => {
    dataDir = join(folder.path, 'data');
    await start();
    commits = await lakeCommits();
  }, 60_000);
  afterAll(() => stopProduct(product));

  it('loads the real sample data at the first start', async () => {
    expect(product.output()).toContain('sample data loaded');
    const count = async (symbol: string, interval: 'DAILY' | 'MONTHLY') =>
      (await graph(GetCoverage, { symbol, interval })).instrument?.coverage?.barCount;
    for (const [symbol, bars] of Object.entries(DAILY_SAMPLES)) expect(await count(symbol, 'DAILY')).toBe(bars);
    for (const [symbol, bars] of Object.entries(MONTHLY_SAMPLES)) expect(await count(symbol, 'MONTHLY')).toBe(bars);
    expect(Object.values(MONTHLY_SAMPLES).reduce((sum, bars) => sum + bars)).toBe(560);

    const { economicSeriesList } = await graph(GetEconomicSeries);
    const lengths = economicSeriesList.map(({ observations }) => observations.values.length);
    // The two tables: 203 quarters and 120 months, every column a series.
    expect(new Set(lengths)).toEqual(new Set([203, 120]));
    expect(economicSeriesList.every(({ latest }) => latest !== null)).toBe(true);
    expect(economicSeriesList.map(({ code }) => code)).toEqual(expect.arrayContaining(['GDP', 'CPI', 'PAYROLLS']));
  });

  it('prints where the explorer is', async () => {
    const explorer = /Explorer +(\S+)/.exec(product.output())?.[1];
    const page = await fetch(explorer ?? 'nowhere:');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain('<script');
  });

  it('prints a query that works as it stands there', async () => {
    const printed = /curl -s (\S+) -H '([^:]+): ([^']+)' \\\n +-d '([^']+)'/.exec(product.output());
    const [, address = '', header = '', value = '', body = ''] = printed ?? [];
    const answer = await fetch(address, { method: 'POST', headers: { [header]: value }, body });
    const { data, errors } = (await answer.json()) as {
      data: { instruments: { nodes: { symbol: string; coverage: { barCount: number }; quote: { price: number } }[] } };
      errors?: unknown;
    };
    expect(errors).toBeUndefined();
    const spx = data.instruments.nodes.find(({ symbol }) => symbol === 'SPX');
    expect(spx).toMatchObject({
      name: 'S&P 500',
      coverage: { barCount: 5105 },
      quote: { price: expect.closeTo(2874.56, 2) },
    });
  });

  it('takes writes', async () => {
    const config = { smaCrossover: { shortPeriod: 50, longPeriod: 200 } };
    strategyId = (await graph(CreateStrategyDocument, { input: { name: 'Kept', config } })).createStrategy.id;
    const period = { symbols: ['SPX'], startDate: '2000-01-03', endDate: '2020-04-17' };
    backtestId = (await graph(RunBacktestDocument, { input: { strategyId, ...period } })).runBacktest.id;
    const bars = toBarsSent(waveBars('2010-01-01', 300));
    const { ingestBars } = await graph(IngestBars, { input: { symbol: 'KEPT', bars, assetClass: 'CRYPTO' } });
    expect(ingestBars).toMatchObject({ status: 'COMPLETED', rowsWritten: 300 });
    await expect
      .poll(async () => (await graph(GetBacktest, { id: backtestId })).backtest?.status, { timeout: 30_000 })
      .toBe('COMPLETED');
  });

  it('refuses a second process on its folder in plain words, and goes on', async () => {
    const { code, stdout, stderr } = await launchProduct({ dataDir, cwd }).ended;
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(`is in use by process ${product.pid}: one process owns a data folder.`);
    expect(stderr).toContain('DATA_DIR');
    expect(stderr).not.toMatch(STACK);
    expect((await graph(GetStrategy, { id: strategyId })).strategy).toEqual({ name: 'Kept', revision: 1 });
  });

  it('refuses to start where somebody else listens, in plain words', async () => {
    const environment = { PORT: new URL(product.url).port, SAMPLE_DATA: 'off' };
    const { code, stderr } = await launchProduct({ dataDir: join(folder.path, 'port'), cwd, environment }).ended;
    expect(code).toBe(1);
    expect(stderr).toContain(`PORT: ${environment.PORT} of 127.0.0.1 is in use by another program.`);
    expect(stderr).not.toMatch(STACK);
  });

  it('lets running requests finish on SIGTERM, and ends with 0', async () => {
    const requests = [
      ...Array.from({ length: 4 }, (_, i) => ({
        query: IngestBars.toString(),
        variables: { input: { symbol: `LATE${i}`, bars: toBarsSent(waveBars('1990-01-01', 5000)) } },
      })),
      ...Array.from({ length: 4 }, () => ({ query: GetBacktest.toString(), variables: { id: backtestId } })),
    ];
    // The server has begun with each request before it is told to stop, and gets their bodies only afterwards.
    const begun = await Promise.all(requests.map((body) => beginRequest(`${product.url}/graphql`, body)));
    product.signal('SIGTERM');
    await product.said('"draining"');
    const answers = await Promise.all(begun.map((finish) => finish()));
    for (const { status, body } of answers) {
      expect({ status, errors: body.errors }).toEqual({ status: 200, errors: undefined });
    }
    expect(answers.slice(0, 4).map(({ body }) => body.data?.['ingestBars'])).toEqual(
      Array.from({ length: 4 }, () => expect.objectContaining({ status: 'COMPLETED', rowsWritten: 5000 })),
    );
    expect(await product.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect(product.output()).toContain('"stopped"');
  });

  it('loads nothing again at the second start, and has what was written', async () => {
    const firstMs = product.readyAfterMs;
    const before = await lakeCommits();
    expect(before).toHaveLength(commits.length + 5);
    const { readyAfterMs, output } = await start();
    console.log(
      `product: ready after ${firstMs.toFixed(0)} ms at first, ${readyAfterMs.toFixed(0)} ms the second time`,
    );
    expect(output()).not.toContain('sample data loaded');
    expect(await lakeCommits()).toEqual(before);
    expect((await graph(GetStrategy, { id: strategyId })).strategy).toEqual({ name: 'Kept', revision: 1 });
    expect((await graph(GetBacktest, { id: backtestId })).backtest).toMatchObject({ status: 'COMPLETED' });
    for (const [symbol, bars] of Object.entries({ ...DAILY_SAMPLES, KEPT: 300, LATE0: 5000, LATE3: 5000 })) {
      expect((await graph(GetCoverage, { symbol })).instrument?.coverage?.barCount).toBe(bars);
    }
    expect(await graph(GetTotals)).toMatchObject({
      strategies: { totalCount: 1 },
      backtests: { totalCount: 1 },
      ingestions: { totalCount: 5 },
    });
    expect((await graph(GetIngestion, { id: 'ing_sample-spx-daily' })).ingestion).toMatchObject({ rowsWritten: 5105 });
  });

  it('writes below its folder only', async () => {
    expect(await readdir(cwd)).toEqual([]);
    expect((await readdir(folder.path)).sort()).toEqual(['data', 'elsewhere', 'port']);
  });
});

describe('the product, told otherwise', () => {
  it('loads nothing with SAMPLE_DATA=off', async () => {
    const dataDir = join(folder.path, 'empty');
    const product = await startProduct({ dataDir, cwd, environment: { SAMPLE_DATA: 'off', LOG_LEVEL: 'info' } });
    const graph = createGraphFetch(`${product.url}/graphql`);
    expect((await graph(GetCoverage, { symbol: 'SPX' })).instrument).toBeNull();
    expect((await graph(GetEconomicSeries)).economicSeriesList).toEqual([]);
    expect(await readdir(join(dataDir, 'bars/_commits'))).toEqual([]);
    expect(product.output()).not.toContain('sample data loaded');
    expect(await stopProduct(product)).toMatchObject({ code: 0, stderr: '' });
  });

  it('refuses an address that others can reach when nobody verifies who asks', async () => {
    const dataDir = join(folder.path, 'open');
    const { code, stdout, stderr } = await launchProduct({ dataDir, cwd, environment: { HOST: '0.0.0.0' } }).ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('AUTH_ISSUER and AUTH_JWKS_URL are required when HOST is 0.0.0.0');
    expect(stderr).toContain('or listen on 127.0.0.1');
    expect(stderr).not.toMatch(STACK);
    // Refused before anything was opened.
    await expect(readdir(dataDir)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('names all faults of the environment at once', async () => {
    const environment = {
      PORT: 'http',
      LOG_LEVEL: 'loud',
      SAMPLE_DATA: 'yes',
      MONGODB_URL: 'localhost',
      AMQP_URL: 'rabbit',
      AUTH_JWKS_URL: 'keys.json',
    };
    const { code, stdout, stderr } = await launchProduct({ dataDir: join(folder.path, 'faults'), cwd, environment })
      .ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    for (const key of Object.keys(environment)) expect(stderr).toMatch(new RegExp(`- ${key}: expected `));
    expect(stderr).toContain('See .env.example.');
    expect(stderr).not.toMatch(STACK);
  });
});

interface Answer {
  readonly status: number | undefined;
  readonly body: { readonly data?: Record<string, unknown>; readonly errors?: unknown };
}

/** Sends the headers of a request, and resolves when the server has taken them; the function then sends the rest. */
async function beginRequest(url: string, body: object): Promise<() => Promise<Answer>> {
  const text = JSON.stringify(body);
  const sending = request(url, {
    method: 'POST',
    agent: false,
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), expect: '100-continue' },
  });
  const answered = once(sending, 'response');
  const taken = once(sending, 'continue');
  sending.flushHeaders();
  await taken;
  return async () => {
    sending.end(text);
    const [response] = await answered;
    let received = '';
    for await (const chunk of response.setEncoding('utf8')) received += chunk;
    return { status: response.statusCode, body: JSON.parse(received) };
  };
}
