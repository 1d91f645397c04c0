import { beforeEach, expect, it, vi } from 'vitest';
import type { DocumentStore } from '#kit/documents/document-collection.js';
import { openMemoryStore } from '#kit/documents/nedb-document-store.js';
import type { EventBus } from '#kit/events/event-bus.js';
import type { OutboxRelay } from '#kit/events/outbox-relay.js';
import { silentLogger } from '#kit/observability/logger.js';
import type { Clock } from '#kit/time/clock.js';
import { EndIngestion } from '../ingestion/end-ingestion.js';
import { IngestionRepository } from '../ingestion/ingestion.repository.js';
import { ingestionEvent } from '../ingestion/ingestion-events.js';
import { newIngestion } from '../ingestion/new-ingestion.js';
import type { MarketDataProvider } from '../provider/market-data-provider.js';
import { CollectRunner } from './collect-runner.js';
import { type Collected, type CollectTask, NOTHING_NEW } from './collection.js';

const clock: Clock = { now: () => new Date('2024-03-15T21:00:00Z') };
const LAST_ATTEMPT = 3;
const WRITTEN: Collected = { ...NOTHING_NEW, rowsWritten: 2, snapshotId: 'snap_1' };
const disk = () => new Error('the disk at /var/lake is full');

let store: DocumentStore;
let repository: IngestionRepository;
let id: string;

beforeEach(async () => {
  store = openMemoryStore();
  repository = await IngestionRepository.open(store);
  const known = { provider: 'vendor', symbols: ['A', 'B', 'C'], interval: 'DAILY', assetClass: null } as const;
  const ingestion = newIngestion({ ...known, kinds: ['BARS'], ownerId: 'usr_alice' }, clock);
  await repository.insert(ingestion, ingestionEvent(ingestion, 'requested', clock));
  id = ingestion.id;
});

function runner(collect: (task: CollectTask) => Promise<Collected>) {
  const outbox = { relay: () => undefined } as unknown as OutboxRelay;
  const bus = { announce: () => undefined } as unknown as EventBus;
  const log = { ...silentLogger, error: vi.fn() } as unknown as typeof silentLogger;
  const collectors = { BARS: collect, FUNDAMENTALS: collect, NEWS: collect, ECONOMIC: collect };
  const providers = { choose: () => ({}) as MarketDataProvider };
  const ending = new EndIngestion(repository, outbox, clock);
  return { log, it: new CollectRunner(repository, providers, collectors, ending, bus, clock, log) };
}

const job = (attempt: number, signal = new AbortController().signal) => ({
  ...{ id, kind: 'collect', ownerId: 'usr_alice', payload: {}, attempt, signal, reportProgress: () => undefined },
});
const failingAtB = (error: () => Error) => async (task: CollectTask) => {
  if (task.symbol === 'B') throw error();
  return WRITTEN;
};
const names = async () => {
  const stored = await repository.documents.findById(id);
  return stored?.outbox?.map(({ name }) => name);
};

it('has the job tried again after a fault that may pass, and goes on from there', async () => {
  await expect(runner(failingAtB(disk)).it.run(job(1))).rejects.toThrow('disk');
  expect((await repository.findById(id))?.outcomes).toMatchObject([{ symbol: 'A' }]);
  const asked: string[] = [];
  await runner(async ({ symbol }) => {
    asked.push(symbol);
    return WRITTEN;
  }).it.run(job(2));
  expect(asked).toEqual(['B', 'C']);
  expect(await repository.findById(id)).toMatchObject({ status: 'COMPLETED', rowsWritten: 6 });
});

it.each([
  ['a fault that is there at the last attempt', disk, LAST_ATTEMPT],
  ['columns that are no bars, at once', () => new RangeError('close holds what is not a finite number.'), 1],
])('makes %s the outcome of its symbol, and goes on', async (_, error, attempt) => {
  const { it: runs, log } = runner(failingAtB(error));
  await runs.run(job(attempt));
  const ingestion = await repository.findById(id);
  expect(ingestion).toMatchObject({
    ...{ status: 'COMPLETED', rowsWritten: 4, snapshotId: 'snap_1' },
    outcomes: [
      { symbol: 'A', status: 'COMPLETED' },
      { symbol: 'B', status: 'FAILED', failure: { code: 'INTERNAL_SERVER_ERROR' } },
      { symbol: 'C', status: 'COMPLETED' },
    ],
  });
  expect(JSON.stringify(ingestion)).not.toMatch(/lake|finite/);
  expect(log.error).toHaveBeenCalledWith(expect.objectContaining({ err: error(), symbol: 'B' }), expect.any(String));
  expect(await names()).toEqual(['ingestion.requested', 'bars.ingested']);
});

it('ends at once when it is cancelled, whatever the attempt', async () => {
  const stop = new AbortController();
  const { it: runs } = runner(async () => {
    stop.abort(new Error('cancelled'));
    throw disk();
  });
  await expect(runs.run(job(LAST_ATTEMPT, stop.signal))).rejects.toThrow('cancelled');
  expect((await repository.findById(id))?.outcomes).toEqual([]);
});

it.each([
  ['failed', (runs: CollectRunner) => runs.failed(job(LAST_ATTEMPT), disk())],
  ['cancelled', (runs: CollectRunner) => runs.cancelled(job(1))],
] as const)('tells of bars that are in the lake when the rest %s', async (what, end) => {
  const { it: runs } = runner(failingAtB(disk));
  await expect(runs.run(job(1))).rejects.toThrow('disk');
  await end(runs);
  expect(await names()).toEqual(['ingestion.requested', 'bars.ingested', `ingestion.${what}`]);
  const stored = await repository.documents.findById(id);
  expect(stored?.outbox?.[1]?.payload).toEqual({
    ...{ symbols: ['A'], interval: 'DAILY', rowsWritten: 2, snapshotId: 'snap_1' },
  });
  // Once is enough.
  await end(runs);
  expect(await names()).toHaveLength(3);
});

it('tells of no bars where none came', async () => {
  const { it: runs } = runner(async () => {
    throw disk();
  });
  await expect(runs.run(job(1))).rejects.toThrow('disk');
  await runs.cancelled(job(1));
  expect(await names()).toEqual(['ingestion.requested', 'ingestion.cancelled']);
});

it('calls a symbol FAILED of which nothing came but rows that cannot be', async () => {
  const failure = { code: 'UPSTREAM_UNAVAILABLE', message: 'two rows' } as const;
  const { it: runs } = runner(async ({ symbol }) =>
    symbol === 'B' ? { ...NOTHING_NEW, rowsRejected: 2, failure } : { ...WRITTEN, rowsRejected: 1, failure },
  );
  await runs.run(job(1));
  expect((await repository.findById(id))?.outcomes).toMatchObject([
    { symbol: 'A', status: 'COMPLETED', rowsRejected: 1, failure },
    { symbol: 'B', status: 'FAILED', rowsRejected: 2, failure },
    { symbol: 'C', status: 'COMPLETED', failure },
  ]);
});
