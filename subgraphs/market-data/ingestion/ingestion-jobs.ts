import type { JobRequest } from '#kit/jobs/job-queue.js';
import type { Ingestion } from './ingestion.js';

/** The kinds of jobs that ingestions are done by. */
export const IMPORT_JOB = 'import-bars';
export const COLLECT_JOB = 'collect-market-data';

/** What came by a file is imported; all else that waits is collected from a provider. */
export function jobOf({ id, ownerId, file }: Ingestion): JobRequest {
  return { id, kind: file === null ? COLLECT_JOB : IMPORT_JOB, ownerId, payload: {} };
}
