import { describe, expect, it } from 'vitest';
import { PLACES } from './documents-harness.js';
import { becomes, gate, Recorder, request, untilAborted, useJobs } from './jobs-harness.js';

describe.each(PLACES)('jobs of several processes over %s', (_name, make) => {
  const { now, unstarted, started, status } = useJobs(make);

  it('lets competing processes run each job once', async () => {
    const { documents, place, time } = now();
    const other = place.shared ? await place.open() : documents;
    const recorders = [new Recorder(async () => {}, 3), new Recorder(async () => {}, 3)];
    const first = await started(recorders[0] as Recorder);
    const second = await unstarted({}, other);
    second.process('work', recorders[1] as Recorder);
    await second.start();
    const ids = Array.from({ length: 40 }, (_, i) => `j${i}`);
    await Promise.all(ids.map((id, i) => (i % 2 === 0 ? first : second).enqueue(request(id))));
    await first.idle();
    await second.idle();
    const runs = recorders.flatMap(({ started: all }) => all);
    expect(runs.sort()).toEqual(ids.map((id) => `${id}#1`).sort());
    await time.finish(second.close());
    if (other !== documents) await other.close();
  });

  it('finds by polling what another process enqueued', async () => {
    const { time } = now();
    const recorder = new Recorder();
    const queue = await started(recorder, { pollMs: 5_000 });
    const web = await unstarted();
    await web.enqueue(request('a'));
    await time.advance(6_000);
    await queue.idle();
    expect(recorder.started).toEqual(['a#1']);
  });

  it('takes a job over whose process gives no sign of life, and lets the late one change nothing', async () => {
    const { jobs, time } = now();
    const { opened, open } = gate();
    const first = new Recorder(() => opened);
    const scheduler = time.scheduler();
    const dead = await started(first, { scheduler, leaseMs: 30_000 });
    await dead.enqueue(request('a'));
    await becomes(() => expect(first.started).toHaveLength(1));
    scheduler.dead = true;
    const second = new Recorder(untilAborted);
    await started(second, { leaseMs: 30_000 });
    await time.advance(20_000);
    expect(second.started).toEqual([]);
    await time.advance(20_000);
    await becomes(() => expect(second.started).toEqual(['a#2']));
    open();
    await time.finish(dead.close(0));
    expect(await jobs.findById('a')).toMatchObject({ status: 'RUNNING', attempts: 2 });
  });

  it('keeps a long job by its heartbeat, and writes its progress down', async () => {
    const { jobs, time } = now();
    const { opened, open } = gate();
    const first = new Recorder(async (job) => {
      job.reportProgress(0.25);
      await opened;
    });
    const queue = await started(first, { leaseMs: 30_000 });
    const second = new Recorder();
    await started(second, { leaseMs: 30_000 });
    await queue.enqueue(request('a'));
    await becomes(() => expect(first.started).toHaveLength(1));
    await time.advance(120_000, 5_000);
    expect(second.started).toEqual([]);
    expect(await jobs.findById('a')).toMatchObject({ status: 'RUNNING', progress: 0.25 });
    open();
    await queue.idle();
    expect(await status('a')).toBe('DONE');
  });

  it('stops a job here that was cancelled in another process', async () => {
    const { jobs, time } = now();
    const recorder = new Recorder(untilAborted);
    const queue = await started(recorder, { leaseMs: 30_000 });
    await queue.enqueue(request('a'));
    await becomes(() => expect(recorder.started).toHaveLength(1));
    const web = await unstarted();
    expect(await web.cancel('a')).toBe(true);
    await time.advance(12_000);
    await becomes(() => expect(recorder.ends).toEqual(['a cancelled']));
    expect(await jobs.findById('a')).toMatchObject({ status: 'CANCELLED', settled: true });
  });

  it('tells of a cancel that nobody was there to hear', async () => {
    const web = await unstarted();
    await web.enqueue(request('a'));
    expect(await web.cancel('a')).toBe(true);
    const recorder = new Recorder();
    await started(recorder);
    expect(recorder.ends).toEqual(['a cancelled']);
    expect(recorder.started).toEqual([]);
  });

  it('resumes at once what an earlier life of an exclusive process left, and fails what killed it each time', async () => {
    const { time } = now();
    const lives: string[][] = [];
    for (let life = 0; life < 4; life += 1) {
      const scheduler = time.scheduler();
      const recorder = new Recorder(untilAborted);
      const queue = await started(recorder, { exclusive: true, maxAttempts: 3, scheduler });
      if (life === 0) await queue.enqueue(request('a'));
      if (life < 3) await becomes(() => expect(recorder.started).toHaveLength(1));
      lives.push([...recorder.started, ...recorder.ends]);
      scheduler.dead = true;
    }
    expect(lives).toEqual([['a#1'], ['a#2'], ['a#3'], ['a failed: The process died in each of 3 attempts.']]);
    expect(await status('a')).toBe('FAILED');
  });

  it('gives running jobs back when it closes, uncounted, and lets those finish that can', async () => {
    const { jobs, time } = now();
    const { opened, open } = gate();
    const recorder = new Recorder((job) => (job.id === 'short' ? opened : untilAborted(job)), 2);
    const queue = await unstarted();
    queue.process('work', recorder);
    await queue.start();
    await queue.enqueue(request('short'));
    await queue.enqueue(request('long'));
    await queue.enqueue(request('waiting'));
    await becomes(() => expect(recorder.running.size).toBe(2));
    const closed = queue.close(10_000);
    open();
    await becomes(async () => expect(await status('short')).toBe('DONE'));
    await time.finish(closed);
    expect(await jobs.findById('long')).toMatchObject({ status: 'QUEUED', attempts: 0, leaseOwner: null });
    expect(await status('waiting')).toBe('QUEUED');
    const next = new Recorder(undefined, 2);
    const resumed = await started(next);
    await resumed.idle();
    expect(next.started.sort()).toEqual(['long#1', 'waiting#1']);
  });
});
