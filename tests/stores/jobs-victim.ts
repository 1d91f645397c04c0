/**
 * A process to be killed: the embedded job queue over NeDB files in the folder that it is given. It queues the jobs
 * that it is told to, says `queued <id>` once that is acknowledged and `started <id>` when it runs one, and ends when
 * nothing is left. A job named `poison…` kills it.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { DuplicateKey, type StoredDocument } from '#kit/documents/document-collection.js';
import { openNedbStore } from '#kit/documents/nedb-document-store.js';
import { createDocumentJobQueue } from '#kit/jobs/document-job-queue.js';
import { silentLogger } from '#kit/observability/logger.js';
import { systemClock } from '#kit/time/clock.js';

const [folder = '', maxAttempts = '3', concurrency = '1', ...ids] = process.argv.slice(2);
const documents = await openNedbStore(folder);
const results = await documents.collection<StoredDocument & { text: string }>('results');
const queue = await createDocumentJobQueue({
  documents,
  clock: systemClock,
  log: silentLogger,
  exclusive: true,
  maxAttempts: Number(maxAttempts),
  maxPerOwner: 1_000,
});

/** At least once: a result that is already there is the result of an earlier run. */
async function record(id: string, text: string): Promise<void> {
  await results.insert({ _id: id, text }).catch((error) => {
    if (!(error instanceof DuplicateKey)) throw error;
  });
}

queue.process('work', {
  concurrency: Number(concurrency),
  async run({ id }) {
    process.stdout.write(`started ${id}\n`);
    if (id.startsWith('poison')) process.kill(process.pid, 'SIGKILL');
    await pause(3);
    await record(id, 'done');
    process.stdout.write(`recorded ${id}\n`);
    await pause(3);
  },
  failed: ({ id }, error) => record(id, error.message),
  cancelled: ({ id }) => record(id, 'cancelled'),
});
await queue.start();
for (const id of ids) {
  await queue.enqueue({ id, kind: 'work', ownerId: 'user_1', payload: {} });
  process.stdout.write(`queued ${id}\n`);
}
const alive = setInterval(() => {}, 1_000); // the queue's own timers keep no process alive
await queue.idle();
await queue.close();
await documents.close();
clearInterval(alive);
