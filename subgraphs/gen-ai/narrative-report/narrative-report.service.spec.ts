import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DocumentStore } from '#kit/documents/document-collection.js';
import { openMemoryStore } from '#kit/documents/nedb-document-store.js';
import { DomainError, UpstreamUnavailable } from '#kit/errors/domain-error.js';
import type { EventBus } from '#kit/events/event-bus.js';
import { createInProcessEventBus } from '#kit/events/in-process-event-bus.js';
import { newEvent } from '#kit/events/new-event.js';
import { createOutboxRelay, type OutboxRelay } from '#kit/events/outbox-relay.js';
import type { GraphRequest } from '#kit/graphql/graph-client.js';
import type { Viewer } from '#kit/identity/viewer.js';
import { createDocumentJobQueue } from '#kit/jobs/document-job-queue.js';
import type { JobQueue } from '#kit/jobs/job-queue.js';
import { silentLogger } from '#kit/observability/logger.js';
import {
  BacktestStatus,
  ErrorCode,
  Language,
  ReportDetail,
  ReportFormat,
  Role,
  RunStatus,
} from '#schema/generated/enums.js';
import { BacktestOfReport } from './backtest-of-report.js';
import { GOLDEN_CROSS } from './engine/golden-cross.fixture.js';
import { graphAnswer } from './graph-answers.fixture.js';
import { type NarrativeReport, OFFLINE_WRITER, type ReportRequest } from './narrative-report.js';
import { NarrativeReportRepository } from './narrative-report.repository.js';
import { NarrativeReportService } from './narrative-report.service.js';
import { ReportWriter } from './report-writer.js';

const NOW = '2026-11-22T10:00:00.000Z';
const clock = { now: () => new Date(NOW) };
const alice: Viewer = { id: 'usr_alice', name: 'Alice', roles: [Role.ANALYST] };
const bob: Viewer = { id: 'usr_bob', name: 'Bob', roles: [Role.ANALYST] };
const root: Viewer = { id: 'usr_root', name: null, roles: [Role.ADMIN] };
const asking = (viewer: Viewer) => ({ viewer, requestId: 'req_1' });
const REQUEST: ReportRequest = {
  backtestId: 'bt_1',
  language: Language.EN,
  detail: ReportDetail.STANDARD,
  modelId: OFFLINE_WRITER,
  idempotencyKey: null,
};

/** trading, as far as this subgraph sees it: backtests of Alice's, by id. */
class FakeGraph {
  readonly statuses = new Map<string, BacktestStatus>();
  readonly asked: GraphRequest[] = [];
  away = 0;

  async execute<T>(request: GraphRequest): Promise<T> {
    this.asked.push(request);
    if (this.away > 0) {
      this.away -= 1;
      throw new UpstreamUnavailable('The graph did not answer.');
    }
    const status = request.viewer.id === bob.id ? undefined : this.statuses.get(String(request.variables?.['id']));
    if (status === undefined) return { backtest: null } as T;
    if (request.document.includes('query BacktestStatus')) return { backtest: { status } } as T;
    const done = status === BacktestStatus.COMPLETED;
    return { backtest: { ...graphAnswer(GOLDEN_CROSS), ...(done ? {} : { performance: null }) } } as T;
  }
}

let documents: DocumentStore;
let bus: EventBus;
let jobs: JobQueue;
let outbox: OutboxRelay;
let graph: FakeGraph;
let repository: NarrativeReportRepository;
let service: NarrativeReportService;

beforeEach(async () => {
  documents = openMemoryStore();
  const surroundings = { documents, clock, log: silentLogger };
  bus = await createInProcessEventBus({ ...surroundings, backoffMs: () => 0 });
  jobs = await createDocumentJobQueue({ ...surroundings, exclusive: true, backoffMs: 0 });
  graph = new FakeGraph();
  repository = await NarrativeReportRepository.open(documents);
  outbox = createOutboxRelay({ bus, log: silentLogger, collections: [repository.documents] });
  const backtests = new BacktestOfReport(graph);
  const writer = new ReportWriter(repository, backtests, jobs, outbox, clock, silentLogger);
  service = new NarrativeReportService(repository, backtests, writer, jobs, bus, outbox, clock);
  writer.register();
  await bus.subscribe('gen-ai.narrative-reports', ['backtest.*'], (event) => service.backtestEnded(event));
  await jobs.start();
});

afterEach(async () => {
  await jobs.close();
  await outbox.close();
  await bus.close();
  await documents.close();
});

const generate = (changes: Partial<ReportRequest> = {}, viewer = alice) =>
  service.generate({ ...REQUEST, ...changes }, asking(viewer));

/** Waits for the end by watching, as a client would. */
async function ended(report: NarrativeReport): Promise<NarrativeReport | undefined> {
  let last: NarrativeReport | undefined;
  for await (const state of await service.watch(report.id, report.requester)) last = state;
  return last;
}

const happens = (what: string, id = 'bt_1') =>
  bus.publish(newEvent({ name: `backtest.${what}`, subject: { type: 'Backtest', id }, ownerId: alice.id }, clock));

async function codeOf(refused: Promise<unknown>): Promise<ErrorCode> {
  const error = await refused.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DomainError);
  return (error as DomainError).code;
}

describe('a report on a backtest that has ended', () => {
  beforeEach(() => graph.statuses.set('bt_1', BacktestStatus.COMPLETED));

  it('is stored at once, and written by a job', async () => {
    const report = await generate();
    expect(report).toMatchObject({ status: RunStatus.PENDING, title: null, sections: [], createdAt: NOW });
    expect(report.id).toMatch(/^rep_/);
    const written = await ended(report);
    expect(written).toMatchObject({
      status: RunStatus.COMPLETED,
      title: 'Golden cross on S&P 500 (SPX), 2000-01-03 to 2020-04-17',
      recommendation: 'RESEARCH',
      confidence: 0.59,
      failure: null,
      completedAt: NOW,
    });
    expect(written?.factCheck).toMatchObject({ passed: true, mismatches: [] });
    expect(written?.factCheck?.numbersChecked).toBeGreaterThan(40);
    expect(written?.sections).toHaveLength(6);
  });

  it('reads the backtest as the one who asked, later as well', async () => {
    await ended(await generate());
    expect(graph.asked.length).toBeGreaterThanOrEqual(3);
    for (const { viewer } of graph.asked) expect(viewer).toEqual(alice);
  });

  it('tells of its end by an event in the same write', async () => {
    const told: string[] = [];
    await bus.listen(['narrative-report.*'], ({ name }) => told.push(name));
    await ended(await generate());
    await outbox.settled();
    expect(told).toEqual(['narrative-report.requested', 'narrative-report.started', 'narrative-report.completed']);
  });

  it('is one report for one idempotency key of one owner', async () => {
    const reports = await Promise.all([1, 2, 3].map(() => generate({ idempotencyKey: 'once' })));
    expect(new Set(reports.map(({ id }) => id)).size).toBe(1);
    expect((await generate({ idempotencyKey: 'once' }, root)).id).not.toBe(reports[0]?.id);
  });

  it('tries again when the graph is away for a moment, and fails with its code when it stays away', async () => {
    const report = await generate();
    graph.away = 2;
    expect((await ended(report))?.status).toBe(RunStatus.COMPLETED);
    const second = await generate();
    graph.away = 1000;
    expect((await ended(second))?.failure?.code).toBe(ErrorCode.INTERNAL_SERVER_ERROR);
  });

  it('is written anew by the next process when this one died in the middle', async () => {
    const report = await generate();
    await ended(report);
    // As a kill leaves it: stored, and not even queued.
    const { _id, rev: _rev, ...stored } = (await repository.documents.findById(report.id))!;
    const orphan = { ...stored, _id: 'rep_orphan', status: RunStatus.PENDING, outbox: [] };
    await repository.documents.insert(orphan);
    await service.resume();
    const left = await repository.findById('rep_orphan');
    expect((await ended(left!))?.status).toBe(RunStatus.COMPLETED);
  });
});

describe('a report on a backtest that still runs', () => {
  beforeEach(() => graph.statuses.set('bt_1', BacktestStatus.RUNNING));

  it('waits for its end', async () => {
    const report = await generate();
    await jobs.idle();
    expect((await service.find(report.id, alice))?.status).toBe(RunStatus.PENDING);
    graph.statuses.set('bt_1', BacktestStatus.COMPLETED);
    await happens('completed');
    expect((await ended(report))?.status).toBe(RunStatus.COMPLETED);
  });

  it('is found by the second look when the backtest ended before the report was stored', async () => {
    // The event comes first and finds no report.
    graph.statuses.set('bt_1', BacktestStatus.RUNNING);
    const insert = repository.insert.bind(repository);
    repository.insert = async (report, event) => {
      graph.statuses.set('bt_1', BacktestStatus.COMPLETED);
      await happens('completed');
      return insert(report, event);
    };
    expect((await ended(await generate()))?.status).toBe(RunStatus.COMPLETED);
  });

  it('is written once, however often its end is told', async () => {
    const report = await generate();
    await jobs.idle();
    graph.statuses.set('bt_1', BacktestStatus.COMPLETED);
    const facts = () => graph.asked.filter(({ document }) => document.includes('query ReportFacts')).length;
    await Promise.all([happens('completed'), happens('completed'), happens('completed')]);
    await ended(report);
    await jobs.idle();
    expect(facts()).toBe(1);
  });

  it.each(['failed', 'cancelled'])('fails with it: %s', async (what) => {
    const report = await generate();
    await jobs.idle();
    await happens(what);
    const last = await ended(report);
    expect(last).toMatchObject({ status: RunStatus.FAILED, failure: { code: ErrorCode.FAILED_PRECONDITION } });
    expect(last?.failure?.message).toContain(what.toUpperCase());
  });

  it('goes with it when it is deleted, whatever its state, and only then', async () => {
    graph.statuses.set('bt_2', BacktestStatus.COMPLETED);
    const [waiting, other] = [await generate(), await generate({ backtestId: 'bt_2' })];
    await ended(other);
    await jobs.idle();
    const watched = await service.watch(waiting.id, alice);
    await watched.next();
    await happens('deleted');
    expect(await watched.next()).toEqual({ done: true, value: undefined });
    expect(await service.find(waiting.id, alice)).toBeNull();
    expect((await service.find(other.id, alice))?.status).toBe(RunStatus.COMPLETED);
  });
});

describe('refusals', () => {
  it.each([
    ['a backtest that is not there', {}, alice, ErrorCode.NOT_FOUND],
    ['a backtest of somebody else', { backtestId: 'bt_done' }, bob, ErrorCode.NOT_FOUND],
    ['a failed backtest', { backtestId: 'bt_failed' }, alice, ErrorCode.FAILED_PRECONDITION],
    ['a cancelled backtest', { backtestId: 'bt_cancelled' }, alice, ErrorCode.FAILED_PRECONDITION],
    ['Korean, for now', { backtestId: 'bt_done', language: Language.KO }, alice, ErrorCode.FAILED_PRECONDITION],
  ])('%s', async (_, changes, viewer, code) => {
    graph.statuses.set('bt_done', BacktestStatus.COMPLETED);
    graph.statuses.set('bt_failed', BacktestStatus.FAILED);
    graph.statuses.set('bt_cancelled', BacktestStatus.CANCELLED);
    expect(await codeOf(generate(changes, viewer))).toBe(code);
    expect(await repository.count({ ownerId: viewer.id, status: null })).toBe(0);
  });

  it('PDF, for now; nothing but null before the report is written', async () => {
    graph.statuses.set('bt_1', BacktestStatus.COMPLETED);
    const report = await generate();
    expect(service.contentOf(report, ReportFormat.HTML)).toBeNull();
    const written = (await ended(report))!;
    expect(service.contentOf(written, ReportFormat.MARKDOWN)).toMatch(/^# Golden cross/);
    expect(service.contentOf(written, ReportFormat.HTML)).toMatch(/^<!doctype html>/);
    expect(JSON.parse(service.contentOf(written, ReportFormat.JSON) ?? '')).toEqual({
      title: written.title,
      sections: written.sections,
      factCheck: written.factCheck,
    });
    expect(() => service.contentOf(written, ReportFormat.PDF)).toThrow(/PDF yet/);
  });
});

describe('who sees what', () => {
  it('the owner and an ADMIN see a report; nobody else knows that it is there', async () => {
    graph.statuses.set('bt_1', BacktestStatus.COMPLETED);
    const report = await generate();
    expect(await service.find(report.id, bob)).toBeNull();
    expect((await service.find(report.id, root))?.id).toBe(report.id);
    expect(await codeOf(service.watch(report.id, bob))).toBe(ErrorCode.NOT_FOUND);
    expect(await service.listByBacktests(['bt_0', 'bt_1'], bob)).toEqual([[], []]);
    expect((await service.listByBacktests(['bt_0', 'bt_1'], alice)).map((list) => list.length)).toEqual([0, 1]);
    expect(await (await service.list(null, { first: 10, after: null }, bob)).count()).toBe(0);
    expect(await (await service.list(null, { first: 10, after: null }, alice)).count()).toBe(1);
    await ended(report);
  });
});
