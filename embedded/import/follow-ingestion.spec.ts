import { expect, it } from 'vitest';
import { followIngestion, type Ingestion } from './follow-ingestion.js';
import { Interrupted } from './interrupted.js';
import type { OpenGraph } from './open-graph.js';

const running: Ingestion = {
  ...{ id: 'ing_1', status: 'RUNNING', progress: 0.5, rowsWritten: 0, rowsReplaced: 0, rowsRejected: 0 },
  ...{ rowsDuplicated: 0, rowsHeldOut: 0, qualityEventsRaised: 0, snapshotId: null, failure: null },
};

/** A graph whose ingestion ends as `ending` when it is cancelled; null: nobody answers from then on. */
function graphOf(ending: Ingestion['status'] | null, isRefused = false) {
  const asked: string[] = [];
  let now = running;
  const graph: OpenGraph = {
    url: 'http://server/graphql',
    async ask<T>(query: string): Promise<T> {
      const isCancel = query.includes('cancelIngestion');
      asked.push(isCancel ? 'cancel' : 'look');
      if (isCancel && ending !== null) now = { ...running, status: ending, rowsWritten: 1_234 };
      if (ending === null || (isCancel && isRefused)) throw new Error('refused');
      return { ingestion: now } as T;
    },
    close: async () => {},
  };
  return { graph, asked };
}

it.each([
  ['CANCELLED', false, 'Stopped: the import was cancelled, and nothing was written.'],
  ['COMPLETED', true, 'Stopped too late: the import was done, and 1,234 rows are written.'],
  ['FAILED', true, 'Stopped: the import had failed already, and nothing was written.'],
  [null, false, 'the import ing_1 could not be cancelled at http://server/graphql, and may go on.'],
] as const)('has it cancelled when the signal comes, and says that it is %s', async (ending, isRefused, words) => {
  const { graph, asked } = graphOf(ending, isRefused);
  const stop = new AbortController();
  // The signal comes while it waits for its next look.
  const told: number[] = [];
  const work = followIngestion(
    graph,
    running,
    (progress) => {
      told.push(progress);
      queueMicrotask(() => stop.abort('SIGTERM'));
    },
    stop.signal,
  );
  const fault = await work.catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(Interrupted);
  expect((fault as Interrupted).message).toContain(words);
  expect((fault as Interrupted).exitCode).toBe(143);
  expect(told).toEqual([0.5]);
  expect(asked[0]).toBe('cancel');
});

it('follows it to its end', async () => {
  const { graph } = graphOf('CANCELLED');
  await graph.ask('mutation { cancelIngestion }', {});
  const told: number[] = [];
  const ended = await followIngestion(graph, running, (progress) => told.push(progress), new AbortController().signal);
  expect([ended.status, told]).toEqual(['CANCELLED', [0.5]]);
});

it('ends as shells expect it after Ctrl-C', () => {
  expect(new Interrupted('SIGINT', 'x').exitCode).toBe(130);
});
