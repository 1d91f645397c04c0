import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createGraphFetch, type GraphFetch } from '../../client/graph-fetch.js';
import { waveBars } from '../support/sample-bars.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { Acknowledged } from './acknowledged.js';
import { BusyClients, type Deed, REVISED, REVISED_DAYS } from './busy-clients.js';
import { expectKept, expectReproduced, expectTotals } from './expect-kept.js';
import { readLeft } from './jobs-left.js';
import { GetCoverage, GetEconomicSeries, IngestBars } from './product-operations.js';
import { buildProduct, launchProduct, type ReadyProduct, startProduct, stopProduct } from './product-process.js';
import { seededRandom } from './seeded-random.js';
import { toBarsSent } from './to-bars-sent.js';

const SEED = 20_261_122;
const CLIENTS = 6;
/** What the blow of each round follows: so many answers of any kind, or of the kind that leaves work behind. */
const ROUNDS: readonly (Deed | 'any')[] = [
  'any',
  'runBacktest',
  'generateReport',
  'importBars',
  'any',
  'generateReport',
  'importBars',
];
/** After these rounds the next process is killed as well, when it has just said that it is ready. */
const KILLED_TWICE = new Set([1, 2, 5]);
const IMPORT = { file: 'wave.csv', rowCount: 15_000 };

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let dataDir: string;
let product: ReadyProduct;
const lakeFolder = () => join(dataDir, 'bars');

beforeAll(() => buildProduct(), 60_000);
beforeEach(async () => {
  folder = await temporaryFolder();
  dataDir = folder.path;
});
afterEach(async () => {
  product?.signal('SIGKILL');
  await product?.ended;
  await folder.remove();
});

async function start(): Promise<GraphFetch> {
  product = await startProduct({ dataDir });
  return createGraphFetch(`${product.url}/graphql`);
}

async function kill(): Promise<void> {
  product.signal('SIGKILL');
  expect((await product.ended).signal).toBe('SIGKILL');
}

it('keeps every acknowledged write, and ends every acknowledged job, however often it is killed', {
  timeout: 360_000,
}, async () => {
  await mkdir(join(dataDir, 'import'));
  await writeFile(join(dataDir, 'import', IMPORT.file), csvOfWave(IMPORT.rowCount));
  const told = new Acknowledged();
  const random = seededRandom(SEED);
  const sum = { kills: 0, queued: 0, running: 0, repeated: 0 };
  const died = async () => {
    const left = await readLeft(dataDir);
    sum.kills++;
    sum.queued += left.queued;
    sum.running += left.running;
  };

  let graph = await start();
  await writeFirstVersion(graph, told);
  for (const [round, kind] of ROUNDS.entries()) {
    let answersLeft = kind === 'any' ? 10 + random(60) : 2 + random(5);
    const onAnswer = (deed: Deed) => {
      if ((kind === 'any' || kind === deed) && --answersLeft === 0) product.signal('SIGKILL');
    };
    await new BusyClients({ graph, told, random, imports: IMPORT, onAnswer }).work(CLIENTS);
    expect((await product.ended).signal).toBe('SIGKILL');
    await died();

    graph = await start();
    if (KILLED_TWICE.has(round)) {
      await kill();
      await died();
      graph = await start();
    }
    // What had no answer is asked for again, with the same key.
    for (const send of told.unanswered) await send(graph);
    sum.repeated += told.unanswered.size;
    told.unanswered.clear();
    await expectKept(graph, told, lakeFolder());
    await expectTotals(graph, told);
  }
  const versions = await expectReproduced(told, lakeFolder());
  expect(await stopProduct(product)).toMatchObject({ code: 0, stderr: '' });
  expect(await readLeft(dataDir)).toEqual({ queued: 0, running: 0, failed: 0, undelivered: 0, deadLetters: 0 });
  expect(sum.running).toBeGreaterThan(0);
  expect(sum.queued).toBeGreaterThan(0);
  console.log(
    `product: ${told.writes} acknowledged writes and ${told.jobs} jobs whole after ${sum.kills} kills; ` +
      `${sum.running} jobs were resumed in mid-run, ${sum.queued} from the queue; ${sum.repeated} unanswered requests ` +
      `repeated, none done twice; runs on ${versions} versions of bars reproduced`,
  );
});

it('loads what is missing of the sample data when its first starts were killed', { timeout: 120_000 }, async () => {
  const commits = () =>
    readdir(join(lakeFolder(), '_commits')).then(
      (names) => names.length,
      () => 0,
    );
  const tables = () =>
    readdir(join(dataDir, 'tables/economics')).then(
      (names) => names.length,
      () => 0,
    );
  for (const hasBegun of [
    async () => (await commits()) >= 1,
    async () => (await commits()) >= 4,
    async () => (await tables()) >= 3,
    async () => (await tables()) >= 12,
  ]) {
    const victim = launchProduct({ dataDir });
    await expect.poll(hasBegun, { timeout: 20_000, interval: 1 }).toBe(true);
    victim.signal('SIGKILL');
    expect((await victim.ended).signal).toBe('SIGKILL');
  }
  const graph = await start();
  const daily = { SPX: 5105, AAPL: 1260 };
  for (const [symbol, bars] of Object.entries(daily)) {
    expect((await graph(GetCoverage, { symbol })).instrument?.coverage?.barCount).toBe(bars);
  }
  for (const symbol of ['MSFT', 'AMZN', 'IBM', 'GOOG', 'AAPL']) {
    const { instrument } = await graph(GetCoverage, { symbol, interval: 'MONTHLY' });
    expect(instrument?.coverage?.barCount).toBe(symbol === 'GOOG' ? 68 : 123);
  }
  const { economicSeriesList } = await graph(GetEconomicSeries);
  expect(economicSeriesList).toHaveLength(24);
  expect(new Set(economicSeriesList.map((series) => series.observations.values.length))).toEqual(new Set([203, 120]));
});

/** So that there is something to run on. */
async function writeFirstVersion(graph: GraphFetch, told: Acknowledged): Promise<void> {
  const bars = toBarsSent(waveBars('2010-01-01', REVISED_DAYS));
  const { ingestBars } = await graph(IngestBars, { input: { symbol: REVISED, bars, assetClass: 'CRYPTO' } });
  const { id, snapshotId } = ingestBars;
  told.ingestions.set(id, { symbol: REVISED, bars, rowCount: bars.length, snapshotId });
}

function csvOfWave(rowCount: number): string {
  const rows = toBarsSent(waveBars('1960-01-01', rowCount)).map(
    ({ timestamp, open, high, low, close, volume }) =>
      `${timestamp.slice(0, 10)},${open},${high},${low},${close},${volume}`,
  );
  return `date,open,high,low,close,volume\n${rows.join('\n')}\n`;
}
