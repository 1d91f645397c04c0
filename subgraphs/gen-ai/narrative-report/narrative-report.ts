import type { Viewer } from '#kit/identity/viewer.js';
import {
  type ErrorCode,
  type Language,
  type ReportDetail,
  type ReportRecommendation,
  RunStatus,
} from '#schema/generated/enums.js';
import type { FactCheck } from './engine/check-facts.js';
import type { WrittenSection } from './engine/write-report.js';

/** The id of the writer that needs no language model. */
export const OFFLINE_WRITER = 'offline';

/** A report on one backtest, written by a job once the backtest has ended. */
export interface NarrativeReport {
  readonly id: string;
  readonly backtestId: string;
  readonly status: RunStatus;
  readonly language: Language;
  readonly detail: ReportDetail;
  /** What follows is null, or empty, until COMPLETED. */
  readonly title: string | null;
  readonly sections: readonly WrittenSection[];
  readonly recommendation: ReportRecommendation | null;
  /** 0 to 1. */
  readonly confidence: number | null;
  readonly factCheck: FactCheck | null;
  readonly modelId: string;
  /** Why it ended without a text; null unless FAILED. */
  readonly failure: ReportFailure | null;
  /** Who asked, with the roles of that moment: the job reads the backtest as nobody else. Owner of the report. */
  readonly requester: Viewer;
  readonly idempotencyKey: string | null;
  readonly createdAt: string;
  readonly completedAt: string | null;
}

export interface ReportFailure {
  readonly code: ErrorCode;
  readonly message: string;
}

/** A validated request. */
export interface ReportRequest {
  readonly backtestId: string;
  readonly language: Language;
  readonly detail: ReportDetail;
  readonly modelId: string;
  readonly idempotencyKey: string | null;
}

/** The statuses that may follow each; the last three are terminal. */
export const REPORT_TRANSITIONS: Readonly<Record<RunStatus, readonly RunStatus[]>> = {
  [RunStatus.PENDING]: [RunStatus.RUNNING, RunStatus.FAILED, RunStatus.CANCELLED],
  [RunStatus.RUNNING]: [RunStatus.COMPLETED, RunStatus.FAILED, RunStatus.CANCELLED],
  [RunStatus.COMPLETED]: [],
  [RunStatus.FAILED]: [],
  [RunStatus.CANCELLED]: [],
};

/** Whether a report in `status` will never change its status again. */
export function isTerminal(status: RunStatus): boolean {
  return REPORT_TRANSITIONS[status].length === 0;
}

/** The statuses from which a report may come to `status`. */
export function statusesBefore(status: RunStatus): RunStatus[] {
  return Object.values(RunStatus).filter((before) => REPORT_TRANSITIONS[before].includes(status));
}
