import { describe, expect, it, vi } from 'vitest';
import { BadUserInput } from '#kit/errors/domain-error.js';
import type { JobProcessor } from '#kit/jobs/job-queue.js';
import { ErrorCode } from '#schema/generated/enums.js';
import { MONGO_KIND, PLACES } from './documents-harness.js';
import { becomes, gate, Recorder, request, someTurns, untilAborted, useJobs } from './jobs-harness.js';

console.log(`jobs: the suite over MongoDB runs against ${MONGO_KIND}`);

describe.each(PLACES)('jobs over %s', (_name, make) => {
  const { now, unstarted, started, status } = useJobs(make);

  it('runs what is enqueued at once, without waiting for a poll', async () => {
    const { jobs } = now();
    const recorder = new Recorder(async (job) => {
      expect(job).toMatchObject({ ...request('a'), attempt: 1 });
      job.reportProgress(0.5);
    });
    const queue = await started(recorder);
    await queue.enqueue(request('a'));
    await queue.idle();
    expect(recorder.started).toEqual(['a#1']);
    expect(recorder.ends).toEqual([]);
    expect(await jobs.findById('a')).toMatchObject({ status: 'DONE', progress: 1, attempts: 1, leaseOwner: null });
  });

  it('takes a job once, however often it is enqueued, while it waits, runs and when it is done', async () => {
    const { opened, open } = gate();
    const recorder = new Recorder(() => opened);
    const queue = await started(recorder);
    await Promise.all([queue.enqueue(request('a')), queue.enqueue(request('a'))]);
    await becomes(() => expect(recorder.started).toEqual(['a#1']));
    await queue.enqueue(request('a'));
    open();
    await queue.idle();
    await queue.enqueue(request('a'));
    await queue.idle();
    expect(recorder.started).toEqual(['a#1']);
  });

  it('runs no more at once than the processor can, the longest waiting first', async () => {
    const { time } = now();
    const { opened, open } = gate();
    const recorder = new Recorder(() => opened, 2);
    const before = await unstarted();
    for (const id of ['e', 'd', 'c', 'b', 'a']) {
      await before.enqueue(request(id));
      await time.advance(1);
    }
    const queue = await started(recorder);
    await becomes(() => expect(recorder.started).toEqual(['e#1', 'd#1']));
    await someTurns();
    open();
    await queue.idle();
    expect(recorder.started).toEqual(['e#1', 'd#1', 'c#1', 'b#1', 'a#1']);
    expect(recorder.mostAtOnce).toBe(2);
  });

  it('tries a fault again, later and later, and then fails the job for good', async () => {
    const { jobs, time } = now();
    const startedAt: number[] = [];
    const recorder = new Recorder(() => {
      startedAt.push(time.now().getTime());
      return Promise.reject(new Error('no luck'));
    });
    const queue = await started(recorder, { maxAttempts: 3, backoffMs: 10_000, pollMs: 1_000 });
    await queue.enqueue(request('a'));
    await time.advanceUntil(async () => (await status('a')) === 'FAILED', 120_000);
    await queue.idle();
    expect(recorder.started).toEqual(['a#1', 'a#2', 'a#3']);
    // Ten seconds, then twice as many; and at one of the next polls.
    const [first, second, third] = startedAt as [number, number, number];
    expect([Math.floor((second - first) / 10_000), Math.floor((third - second) / 10_000)]).toEqual([1, 2]);
    expect(recorder.ends).toEqual(['a failed: no luck']);
    expect(await jobs.findById('a')).toMatchObject({
      status: 'FAILED',
      settled: true,
      failure: { code: null, message: 'no luck' },
    });
  });

  it('does not try a refusal again', async () => {
    const { jobs, time } = now();
    const queue = await started(new Recorder());
    const failed = vi.fn(async () => {});
    const refusing = await unstarted();
    const run = (): Promise<void> => Promise.reject(new BadUserInput('symbols: expected one, found none'));
    refusing.process('refused', { run, failed, cancelled: async () => {} });
    await refusing.start();
    await queue.enqueue(request('a', 'user_1', 'refused'));
    await time.advance(2_000);
    await becomes(async () => expect((await jobs.findById('a'))?.settled).toBe(true));
    await becomes(async () => expect(await status('a')).toBe('FAILED'));
    expect(failed).toHaveBeenCalledExactlyOnceWith(
      request('a', 'user_1', 'refused'),
      expect.objectContaining({ code: ErrorCode.BAD_USER_INPUT, message: 'symbols: expected one, found none' }),
    );
  });

  it('runs a job anew that had failed', async () => {
    const { jobs } = now();
    let broken = true;
    const recorder = new Recorder(async () => {
      if (broken) throw new BadUserInput('not yet');
    });
    const queue = await started(recorder);
    await queue.enqueue(request('a'));
    await queue.idle();
    expect(await status('a')).toBe('FAILED');
    broken = false;
    await queue.enqueue(request('a'));
    await queue.idle();
    expect(recorder.started).toEqual(['a#1', 'a#1']);
    expect(await jobs.findById('a')).toMatchObject({ status: 'DONE', failure: null });
  });

  it('cancels what waits, and what runs; what has ended, or never was, it does not', async () => {
    const { jobs } = now();
    const recorder = new Recorder((job) => (job.id === 'done' ? Promise.resolve() : untilAborted(job)));
    const queue = await started(recorder);
    await queue.enqueue(request('done'));
    await queue.idle();
    await queue.enqueue(request('running'));
    await queue.enqueue(request('waiting'));
    await becomes(() => expect(recorder.running.has('running')).toBe(true));
    expect(await queue.cancel('waiting')).toBe(true);
    expect(recorder.ends).toEqual(['waiting cancelled']);
    expect(await queue.cancel('running')).toBe(true);
    await queue.idle();
    expect(recorder.ends).toEqual(['waiting cancelled', 'running cancelled']);
    for (const id of ['done', 'waiting', 'running', 'nobody']) expect(await queue.cancel(id)).toBe(false);
    expect(recorder.started).toEqual(['done#1', 'running#1']);
    expect(await jobs.find({ settled: false })).toEqual([]);
    expect(await status('running')).toBe('CANCELLED');
  });

  it('cancels a job that is cancelled at any moment of its way, once', async () => {
    const recorder = new Recorder((job) => untilAborted(job), 100);
    const queue = await started(recorder);
    for (let delay = 0; delay < 30; delay += 1) {
      await queue.enqueue(request(`j${delay}`));
      for (let turn = 0; turn < delay; turn += 1) await Promise.resolve();
      expect(await queue.cancel(`j${delay}`)).toBe(true);
    }
    await queue.idle();
    await becomes(() => expect(recorder.ends).toHaveLength(30));
    expect(new Set(recorder.ends).size).toBe(30);
  });

  it('counts a run that ends well in spite of its cancelling as cancelled', async () => {
    const { opened, open } = gate();
    const recorder = new Recorder(() => opened);
    const queue = await started(recorder);
    await queue.enqueue(request('a'));
    await becomes(() => expect(recorder.started).toHaveLength(1));
    await queue.cancel('a');
    open();
    await queue.idle();
    expect(recorder.ends).toEqual(['a cancelled']);
  });

  it('tells a processor again that could not take note of the end', async () => {
    const { jobs, time } = now();
    const failed = vi
      .fn<JobProcessor['failed']>()
      .mockRejectedValueOnce(new Error('the store was away'))
      .mockResolvedValue();
    const run = (): Promise<void> => Promise.reject(new BadUserInput('no'));
    const queue = await started({ run, failed, cancelled: async () => {} }, { leaseMs: 30_000 });
    await queue.enqueue(request('a'));
    await becomes(() => expect(failed).toHaveBeenCalledTimes(1));
    await expect(queue.enqueue(request('a'))).rejects.toMatchObject({ code: ErrorCode.CONFLICT });
    await time.advance(20_000);
    expect(failed).toHaveBeenCalledTimes(1);
    await time.advance(20_000);
    await becomes(async () => expect(await jobs.findById('a')).toMatchObject({ status: 'FAILED', settled: true }));
    expect(failed).toHaveBeenCalledTimes(2);
  });

  it('bounds the unfinished jobs of one owner and of all', async () => {
    const queue = await unstarted({ maxPerOwner: 5, maxUnfinished: 8 });
    const enqueue = (owner: string, count: number) =>
      Promise.allSettled(Array.from({ length: count }, (_, i) => queue.enqueue(request(`${owner}-${i}`, owner))));
    const first = await enqueue('one', 9);
    expect(first.filter(({ status: end }) => end === 'fulfilled')).toHaveLength(5);
    expect(first[8]).toMatchObject({
      reason: { code: ErrorCode.RATE_LIMITED, message: expect.stringContaining('You have 5 unfinished jobs') },
    });
    await queue.enqueue(request('one-0', 'one')); // it is there already
    const second = await enqueue('two', 5);
    expect(second.filter(({ status: end }) => end === 'fulfilled')).toHaveLength(3);
    await queue.cancel('one-1');
    await queue.enqueue(request('one-9', 'one'));
  });

  it('keeps ended jobs for a while, and not too many', async () => {
    const { jobs, time } = now();
    const recorder = new Recorder();
    const queue = await started(recorder, { keepEnded: 3, keepEndedMs: 600_000 });
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      await queue.enqueue(request(id));
      await queue.idle();
      await time.advance(1_000);
    }
    await time.advance(61_000);
    await becomes(async () => expect(await jobs.count({})).toBe(3));
    expect((await jobs.find({}, { sort: [['_id', 1]] })).map(({ _id }) => _id)).toEqual(['c', 'd', 'e']);
    await time.advance(660_000, 10_000);
    await becomes(async () => expect(await jobs.count({})).toBe(0));
  });

  it('refuses a payload that should have been stored', async () => {
    const queue = await unstarted();
    const payload = { text: 'x'.repeat(1_000_001) };
    await expect(queue.enqueue({ ...request('a'), payload })).rejects.toThrow(RangeError);
  });
});
