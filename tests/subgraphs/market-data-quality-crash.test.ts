import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openMemoryStore } from '#kit/documents/nedb-document-store.js';
import { observeStore } from '#kit/documents/observe-store.js';
import { createInProcessEventBus } from '#kit/events/in-process-event-bus.js';
import { createDocumentJobQueue } from '#kit/jobs/document-job-queue.js';
import { silentLogger } from '#kit/observability/logger.js';
import { systemClock } from '#kit/time/clock.js';
import { composeMarketData } from '../../subgraphs/market-data/composition.js';
import { providerSettings } from '../../subgraphs/market-data/config.js';
import { AlphaVantageDouble, dailyAdjusted, GOOD_KEY } from '../support/alpha-vantage-double.js';
import { dailySample } from '../support/quality-plantings.js';
import { alice, subgraphCaller } from '../support/subgraph-caller.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { foldersIn } from './market-data-harness.js';
import { barOf, day, eventsOf, goodBars } from './market-data-quality-harness.js';

const INGEST = `mutation ($input: IngestBarsInput!) { ingestBars(input: $input) { status qualityEventsRaised } }`;

let double: AlphaVantageDouble;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let documents: ReturnType<typeof openMemoryStore>;
let cleanUp: (() => Promise<unknown>)[];

beforeAll(async () => {
  double = await AlphaVantageDouble.open();
});
afterAll(() => double.close());
beforeEach(async () => {
  double.reset();
  folder = await temporaryFolder();
  documents = openMemoryStore();
  cleanUp = [];
});
afterEach(async () => {
  for (const close of cleanUp.toReversed()) await close();
  await folder.remove();
});

/**
 * A process over the documents and folders that another may have had before. `diesAt` names the call of the document
 * store at which it dies: that one and all later ones fail, so that nothing is stored any more.
 */
async function live(diesAt?: { readonly collection: string; readonly operation: string }) {
  const life = { dies: diesAt !== undefined, isDead: false };
  const store = observeStore(documents, (collection, operation) => {
    life.isDead ||= life.dies && collection === diesAt?.collection && operation === diesAt.operation;
    if (life.isDead) throw new Error('killed');
  });
  const surroundings = { documents: store, clock: systemClock, log: silentLogger };
  const folders = foldersIn(folder.path);
  const keys = { ALPHA_VANTAGE_URL: double.url, ALPHA_VANTAGE_API_KEY: GOOD_KEY };
  const limits = { ALPHA_VANTAGE_REQUESTS_PER_MINUTE: 1_000, ALPHA_VANTAGE_REQUESTS_PER_DAY: 10_000 };
  const bus = await createInProcessEventBus(surroundings);
  const jobs = await createDocumentJobQueue({ ...surroundings, exclusive: true });
  const providers = providerSettings({ ...keys, ...limits }, folders.import);
  const subgraph = await composeMarketData({ ...surroundings, bus, jobs, folders, sampleData: false, providers });
  cleanUp.push(async () => {
    Object.assign(life, { dies: false, isDead: false });
    await subgraph.close();
    await bus.close();
  });
  await subgraph.start();
  return { jobs, folders, call: subgraphCaller(subgraph), life };
}

const told = async (call: ReturnType<typeof subgraphCaller>, symbol: string) =>
  (await eventsOf(call, symbol))
    .map((event) => `${event['anomalyType']} ${String(event['occurredAt']).slice(0, 10)}`)
    .toSorted();

describe('what was written and not inspected before a crash', () => {
  const bars = () => {
    const sent = goodBars(90);
    sent[50]!.high = 1;
    sent[60] = { ...sent[60]!, low: 0 };
    return [...sent.filter((_, i) => i !== 70), barOf(5, 101)];
  };
  const EVENTS = [
    `DUPLICATE_BAR ${day(5).slice(0, 10)}`,
    `MISSING_SESSION ${day(70).slice(0, 10)}`,
    `NON_POSITIVE_PRICE ${day(60).slice(0, 10)}`,
    `OHLC_INCONSISTENT ${day(50).slice(0, 10)}`,
  ];
  const DIES_AT = { collection: 'data-quality-events', operation: 'insert' };

  it('is judged at the next start, with the rows that cannot be seen any more', async () => {
    const first = await live(DIES_AT);
    const input = { symbol: 'KILLED', assetClass: 'CRYPTO', bars: bars() };
    expect((await first.call.ask(alice, INGEST, { input })).errors).toHaveLength(1);

    const second = await live();
    expect(await told(second.call, 'KILLED')).toEqual(EVENTS);
    const { instrument } = await second.call.get(alice, '{ instrument(symbol: "KILLED") { assetClass } }');
    expect(instrument).toEqual({ assetClass: 'CRYPTO' });
    expect(await documents.collection('pending-inspections').then((left) => left.count({}))).toBe(0);
  });

  it('is judged as what it is, though its symbol was never registered', async () => {
    const first = await live({ collection: 'instruments', operation: 'insert' });
    const input = { symbol: 'KILLED', assetClass: 'CRYPTO', bars: bars() };
    expect((await first.call.ask(alice, INGEST, { input })).errors).toHaveLength(1);
    const second = await live();
    expect(await told(second.call, 'KILLED')).toEqual(EVENTS);
    const { instrument } = await second.call.get(alice, '{ instrument(symbol: "KILLED") { assetClass } }');
    expect(instrument).toEqual({ assetClass: 'CRYPTO' });
  });

  it('is judged of a collection, which goes on after its last bar', async () => {
    const { timestamps, open, high, low, close, adjustedClose, volume } = dailySample('spx-daily.csv');
    const rows = Array.from({ length: 100 }, (_, i) => {
      const date = new Date(timestamps[i]!).toISOString().slice(0, 10);
      const top = i === 50 ? low[i]! : high[i]!;
      return [date, open[i]!, top, i === 60 ? 0 : low[i]!, close[i]!, adjustedClose[i]!, volume[i]!] as const;
    });
    const [broken, rejected, missing] = [50, 60, 70].map((i) => rows[i]![0]);
    double.on('TIME_SERIES_DAILY_ADJUSTED', () => ({ body: dailyAdjusted('IBM', rows.toSpliced(70, 1)) }));
    const first = await live(DIES_AT);
    await first.call.get(
      alice,
      'mutation { collectMarketData(input: { symbols: ["IBM"], assetClass: INDEX, provider: "alpha-vantage" }) { id } }',
    );
    await expect.poll(() => first.life.isDead, { timeout: 15_000 }).toBe(true);

    const second = await live();
    await second.jobs.idle();
    expect(await told(second.call, 'IBM')).toEqual([
      `MISSING_SESSION ${missing}`,
      `NON_POSITIVE_PRICE ${rejected}`,
      `OHLC_INCONSISTENT ${broken}`,
    ]);
    const { ingestions } = await second.call.get(alice, '{ ingestions { nodes { status } } }');
    expect(ingestions.nodes).toEqual([{ status: 'COMPLETED' }]);
  });

  it('leaves nothing to be judged when a file is refused, or all went well', async () => {
    const { call, folders, jobs } = await live();
    await mkdir(folders.import, { recursive: true });
    await writeFile(join(folders.import, 'bad.csv'), 'date,close\n2020-01-02,oops\n');
    await call.get(alice, 'mutation { importBars(input: { file: "bad.csv", symbol: "REFUSED" }) { id } }');
    await jobs.idle();
    const input = { symbol: 'WELL', assetClass: 'CRYPTO', bars: goodBars(3) };
    expect(await call.get(alice, INGEST, { input })).toMatchObject({ ingestBars: { status: 'COMPLETED' } });
    expect(await documents.collection('pending-inspections').then((left) => left.count({}))).toBe(0);
  });
});
