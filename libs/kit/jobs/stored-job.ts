import type { IndexSpec, StoredDocument } from '#kit/documents/document-collection.js';
import { DomainError } from '#kit/errors/domain-error.js';
import type { ErrorCode } from '#schema/generated/enums.js';
import type { JobRequest } from './job-queue.js';

export const JobStatus = {
  QUEUED: 'QUEUED',
  RUNNING: 'RUNNING',
  DONE: 'DONE',
  FAILED: 'FAILED',
  CANCELLED: 'CANCELLED',
} as const;
export type JobStatus = (typeof JobStatus)[keyof typeof JobStatus];

/** A refusal has a code; a fault has none. */
export interface JobFailure {
  readonly code: ErrorCode | null;
  readonly message: string;
}

/** A job as it is stored. Times are ISO 8601. */
export interface StoredJob extends StoredDocument {
  readonly kind: string;
  readonly ownerId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly status: JobStatus;
  /** How often it was started. */
  readonly attempts: number;
  readonly queuedAt: string;
  /** Not started before this. */
  readonly notBefore: string;
  /** Which queue runs it, or tells the processor of its end; nobody may touch it until leaseUntil. */
  readonly leaseOwner: string | null;
  readonly leaseUntil: string | null;
  /** 0 to 1, as of the last heartbeat. */
  readonly progress: number;
  readonly endedAt: string | null;
  readonly failure: JobFailure | null;
  /** False while a processor has yet to be told that the job failed or was cancelled. */
  readonly settled: boolean;
  readonly settleAttempts: number;
}

export const JOB_INDEXES: readonly IndexSpec[] = [
  { fields: ['status', 'kind', 'queuedAt'] },
  { fields: ['ownerId', 'status'] },
];

export function toRequest({ _id, kind, ownerId, payload }: StoredJob): JobRequest {
  return { id: _id, kind, ownerId, payload };
}

export function toFailure(error: unknown): JobFailure {
  if (error instanceof DomainError) return { code: error.code, message: error.message };
  return { code: null, message: error instanceof Error ? error.message : String(error) };
}

/** The error as the processor is told of it, by this process or a later one. */
export function toError(failure: JobFailure | null): DomainError | Error {
  if (failure === null) return new Error('The job failed');
  return failure.code === null ? new Error(failure.message) : new DomainError(failure.code, failure.message);
}
