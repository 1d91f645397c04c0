import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredDocument } from '#kit/documents/document-collection.js';
import { openNedbStore } from '#kit/documents/nedb-document-store.js';
import type { StoredJob } from '#kit/jobs/stored-job.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const OWNERS = ['trading', 'market-data', 'gen-ai'] as const;

export interface Left {
  readonly queued: number;
  readonly running: number;
  readonly failed: number;
  /** Events on their way to a consumer, and those that were given up. */
  readonly undelivered: number;
  readonly deadLetters: number;
}

/**
 * What a process left behind, read from copies of its stores: opening them mends a torn line, which the next process
 * has to do by itself.
 */
export async function readLeft(dataDir: string): Promise<Left> {
  const copies = await temporaryFolder();
  try {
    const jobs: StoredJob[] = [];
    for (const owner of OWNERS) jobs.push(...(await documents<StoredJob>(dataDir, copies.path, owner, 'jobs')));
    const count = (status: StoredJob['status']) => jobs.filter((job) => job.status === status).length;
    return {
      queued: count('QUEUED'),
      running: count('RUNNING'),
      failed: count('FAILED'),
      undelivered: (await documents(dataDir, copies.path, 'events', 'pending-events')).length,
      deadLetters: (await documents(dataDir, copies.path, 'events', 'dead-letters')).length,
    };
  } finally {
    await copies.remove();
  }
}

async function documents<T extends StoredDocument>(
  dataDir: string,
  copies: string,
  owner: string,
  name: string,
): Promise<T[]> {
  const copy = join(copies, owner);
  await cp(join(dataDir, owner), copy, { recursive: true });
  const store = await openNedbStore(copy);
  try {
    return await (await store.collection<T>(name)).find({}, { limit: 10_000 });
  } finally {
    await store.close();
  }
}
