import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMemoryStore } from '#kit/documents/nedb-document-store.js';
import type { Viewer } from '#kit/identity/viewer.js';
import { createDocumentJobQueue } from '#kit/jobs/document-job-queue.js';
import type { JobQueue } from '#kit/jobs/job-queue.js';
import { silentLogger } from '#kit/observability/logger.js';
import { systemClock } from '#kit/time/clock.js';
import { composeMarketData } from '../../subgraphs/market-data/composition.js';
import { providerSettings } from '../../subgraphs/market-data/config.js';
import { alice, bob, subgraphCaller } from '../support/subgraph-caller.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { foldersIn, type RunningMarketData, startMarketData } from './market-data-harness.js';

const watcher: Viewer = { id: 'usr_watcher', name: null, roles: ['VIEWER'] };

let marketData: RunningMarketData;
let call: RunningMarketData['call'];

beforeAll(async () => {
  marketData = await startMarketData();
  ({ call } = marketData);
});

afterAll(() => marketData.close());

describe('ingestion', () => {
  const INGEST =
    'mutation ($input: IngestBarsInput!) { ingestBars(input: $input) { id kind status provider symbols rowsWritten rowsRejected snapshotId failure { code } completedAt } }';
  const IMPORT = 'mutation ($input: ImportBarsInput!) { importBars(input: $input) { id status progress } }';
  const bar = (timestamp: string, close: number) => ({
    timestamp,
    open: close,
    high: close,
    low: close,
    close,
    volume: 1,
  });

  it('writes bars at once, for everybody to read', async () => {
    const bars = [bar('2024-01-03T15:00:00Z', 2), bar('2024-01-02T00:00:00Z', 1), bar('2024-01-03T00:00:00Z', 3)];
    const { ingestBars } = await call.get(alice, INGEST, { input: { symbol: 'btc/usd', assetClass: 'CRYPTO', bars } });
    expect(ingestBars).toMatchObject({
      kind: 'BARS',
      status: 'COMPLETED',
      provider: 'ingest',
      symbols: ['BTC/USD'],
      rowsWritten: 2,
      failure: null,
    });
    expect(ingestBars.snapshotId).toMatch(/^snap_\d+_[0-9a-f]{32}$/);
    const { instrument } = await call.get(
      bob,
      '{ instrument(symbol: "BTC/USD") { assetClass bars { nodes { timestamp close } } quote { price previousClose } } }',
    );
    expect(instrument).toEqual({
      assetClass: 'CRYPTO',
      bars: {
        nodes: [
          { timestamp: '2024-01-02T00:00:00.000Z', close: 1 },
          { timestamp: '2024-01-03T00:00:00.000Z', close: 3 },
        ],
      },
      quote: { price: 3, previousClose: 1 },
    });
    expect(marketData.events.at(-1)).toMatchObject({
      name: 'bars.ingested',
      subject: { type: 'Ingestion', id: ingestBars.id },
      requestId: 'req_test',
    });
  });

  it.each([
    ['no bars', [], 'expected 1 to 10000, found 0'],
    ['too many', Array.from({ length: 10_001 }, (_, i) => bar(new Date(i * 60_000).toISOString(), 1)), 'found 10001'],
    ['a negative volume', [{ ...bar('2024-01-02T00:00:00Z', 1), volume: -1 }], 'bars[0].volume'],
    ['a time out of all reason', [bar('0001-01-02T00:00:00Z', 1)], 'bars[0].timestamp'],
  ])('refuses %s, and takes none', async (_, bars, reason) => {
    const { errors } = await call.ask(alice, INGEST, { input: { symbol: 'REFUSED', bars } });
    expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toContain(reason);
    expect(await call.get(alice, '{ instrument(symbol: "REFUSED") { symbol } }')).toEqual({ instrument: null });
  });

  it('leaves out a bar with a price of 0, tells of it and takes the others', async () => {
    const bars = [
      bar('2024-01-02T00:00:00Z', 1),
      bar('2024-01-03T00:00:00Z', 0),
      { ...bar('2024-01-04T00:00:00Z', 1), low: -1 },
    ];
    const { ingestBars } = await call.get(alice, INGEST, { input: { symbol: 'PARTLY', bars } });
    expect(ingestBars).toMatchObject({ status: 'COMPLETED', rowsWritten: 1, rowsRejected: 2, failure: null });
    const { ingestion, dataQualityEvents } = await call.get(
      alice,
      `{ ingestion(id: "${ingestBars.id}") { qualityEventsRaised outcomes { symbol } }
         dataQualityEvents(filter: { symbols: ["PARTLY"], anomalyTypes: [NON_POSITIVE_PRICE] }) { nodes { occurredAt } } }`,
    );
    expect(ingestion.outcomes).toEqual([]);
    expect(ingestion.qualityEventsRaised).toBeGreaterThanOrEqual(2);
    const days = dataQualityEvents.nodes.map(({ occurredAt }: { occurredAt: string }) => occurredAt.slice(0, 10));
    expect(days.toSorted()).toEqual(['2024-01-03', '2024-01-04']);
  });

  it('raises the same event once, however often the same bars come', async () => {
    const bars = [bar('2024-02-01T00:00:00Z', 5), bar('2024-02-01T00:00:00Z', 6)];
    const ask = async () => (await call.get(alice, INGEST, { input: { symbol: 'TWICE', bars } })).ingestBars.id;
    const raised = async (id: string) =>
      (await call.get(alice, `{ ingestion(id: "${id}") { qualityEventsRaised } }`)).ingestion.qualityEventsRaised;
    expect(await raised(await ask())).toBe(1);
    expect(await raised(await ask())).toBe(0);
  });

  it('imports a file as a job, and tells of it to the end', async () => {
    await mkdir(marketData.folders.import, { recursive: true });
    await writeFile(
      join(marketData.folders.import, 'eur.csv'),
      'Date,Close\n2024-01-02,1.1\n2024-01-03,1.2\n2024-01-05,1.3\n',
    );
    const input = { file: 'eur.csv', symbol: 'EURUSD', assetClass: 'FOREX' };
    const { importBars } = await call.get(alice, IMPORT, { input });
    expect(importBars).toMatchObject({ status: 'PENDING', progress: 0 });
    const states: string[] = [];
    const stream = await call.subscribe(
      alice,
      'subscription ($id: ID!) { ingestionUpdated(id: $id) { id status rowsWritten progress } }',
      { id: importBars.id },
    );
    let last: Record<string, unknown> = {};
    for await (const { data } of stream) {
      last = (data as { ingestionUpdated: Record<string, unknown> }).ingestionUpdated;
      states.push(String(last['status']));
    }
    expect(last).toEqual({ id: importBars.id, status: 'COMPLETED', rowsWritten: 3, progress: 1 });
    expect(states.at(-1)).toBe('COMPLETED');
    const { instrument, ingestion } = await call.get(
      alice,
      `{ instrument(symbol: "EURUSD") { assetClass coverage { barCount missingSessions source } } ingestion(id: "${importBars.id}") { snapshotId symbols } }`,
    );
    expect(instrument).toEqual({
      assetClass: 'FOREX',
      coverage: { barCount: 3, missingSessions: 1, source: 'import' },
    });
    expect(ingestion.symbols).toEqual(['EURUSD']);
  });

  it('ends FAILED over a bad row, which it names, and keeps nothing of the file', async () => {
    await writeFile(join(marketData.folders.import, 'bad.csv'), 'Date,Close\n2024-01-02,1.1\n2024-01-03,oops\n');
    const { importBars } = await call.get(alice, IMPORT, { input: { file: 'bad.csv', symbol: 'BADROW' } });
    await marketData.jobs.idle();
    const { ingestion, instrument } = await call.get(
      alice,
      `{ ingestion(id: "${importBars.id}") { status rowsWritten rowsRejected snapshotId failure { code message } } instrument(symbol: "BADROW") { symbol } }`,
    );
    expect(ingestion).toMatchObject({
      status: 'FAILED',
      rowsWritten: 0,
      rowsRejected: 1,
      snapshotId: null,
      failure: { code: 'BAD_USER_INPUT' },
    });
    expect(ingestion.failure.message).toContain('line 3, column "Close": expected a number above 0, found "oops"');
    expect(instrument).toBeNull();
  });

  it('ends COMPLETED over a file of nothing but prices of 0 and less, and tells of them', async () => {
    await writeFile(join(marketData.folders.import, 'zeros.csv'), 'Date,Close\n2024-01-02,0\n2024-01-03,-1\n');
    const input = { file: 'zeros.csv', symbol: 'ZEROS', assetClass: 'CRYPTO' };
    const { importBars } = await call.get(alice, IMPORT, { input });
    await marketData.jobs.idle();
    const { ingestion, instrument, dataQualityEvents } = await call.get(
      alice,
      `{ ingestion(id: "${importBars.id}") { status rowsWritten rowsRejected qualityEventsRaised snapshotId failure { code } }
         instrument(symbol: "ZEROS") { assetClass coverage { barCount } }
         dataQualityEvents(filter: { symbols: ["ZEROS"] }) { nodes { anomalyType instrument { assetClass } } } }`,
    );
    expect(ingestion).toEqual({
      ...{ status: 'COMPLETED', rowsWritten: 0, rowsRejected: 2, qualityEventsRaised: 2, snapshotId: null },
      failure: null,
    });
    expect(instrument).toEqual({ assetClass: 'CRYPTO', coverage: null });
    const rejected = { anomalyType: 'NON_POSITIVE_PRICE', instrument: { assetClass: 'CRYPTO' } };
    expect(dataQualityEvents.nodes).toEqual([rejected, rejected]);
  });

  it.each(['../bars/x.csv', '/etc/passwd.csv', 'a/../../b.csv'])('refuses the path %s at once', async (file) => {
    const { errors } = await call.ask(alice, IMPORT, { input: { file, symbol: 'X' } });
    expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toContain('below the import folder');
  });

  it("is its owner's own, and not for those who only look", async () => {
    const query = 'query ($status: RunStatus) { ingestions(status: $status) { totalCount nodes { id status } } }';
    const { nodes, totalCount } = (await call.get(alice, query)).ingestions;
    expect(totalCount).toBe(nodes.length);
    expect((await call.get(alice, query, { status: 'FAILED' })).ingestions.totalCount).toBe(1);
    expect((await call.get(bob, query)).ingestions.totalCount).toBe(0);
    expect(await call.get(bob, `{ ingestion(id: "${nodes[0].id}") { id } }`)).toEqual({ ingestion: null });
    const watch = 'subscription ($id: ID!) { ingestionUpdated(id: $id) { id } }';
    await expect(call.subscribe(bob, watch, { id: nodes[0].id })).rejects.toMatchObject({
      extensions: { code: 'NOT_FOUND' },
    });
    const input = { symbol: 'SPX', bars: [bar('2024-01-02T00:00:00Z', 1)] };
    expect(await call.codeOf(watcher, INGEST, { input })).toBe('FORBIDDEN');
  });

  it('takes up, at the next start, an import that was stored and never queued', async () => {
    const folder = await temporaryFolder();
    const documents = openMemoryStore();
    const surroundings = { documents, clock: systemClock, log: silentLogger };
    const folders = foldersIn(folder.path);
    await mkdir(folders.import);
    await writeFile(join(folders.import, 'one.csv'), 'date,close\n2024-01-02,1\n');
    const compose = async (queue: JobQueue) =>
      composeMarketData({
        ...surroundings,
        bus: marketData.bus,
        jobs: queue,
        folders,
        sampleData: false,
        providers: providerSettings({}, folders.import),
      });

    const dying = await createDocumentJobQueue({ ...surroundings, exclusive: true });
    dying.enqueue = () => Promise.reject(new Error('killed here'));
    const first = await compose(dying);
    await first.start();
    expect(
      (await subgraphCaller(first).ask(alice, IMPORT, { input: { file: 'one.csv', symbol: 'ONE' } })).errors,
    ).toHaveLength(1);
    await first.close();

    const queue = await createDocumentJobQueue({ ...surroundings, exclusive: true });
    const second = await compose(queue);
    await second.start();
    await queue.idle();
    const { ingestions } = await subgraphCaller(second).get(alice, '{ ingestions { nodes { status rowsWritten } } }');
    expect(ingestions.nodes).toEqual([{ status: 'COMPLETED', rowsWritten: 1 }]);
    await second.close();
    await folder.remove();
  });
});
