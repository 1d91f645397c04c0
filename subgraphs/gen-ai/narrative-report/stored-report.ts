import { z } from 'zod';
import type { WithOutbox } from '#kit/events/outbox.js';
import {
  ErrorCode,
  Language,
  ReportDetail,
  ReportRecommendation,
  ReportSectionType,
  Role,
  RunStatus,
} from '#schema/generated/enums.js';
import type { NarrativeReport } from './narrative-report.js';

/** As it lies in the store. `ownerId` is the requester's; `idempotencyKey` is there only when one was given. */
export interface StoredReport extends WithOutbox, Omit<NarrativeReport, 'id' | 'idempotencyKey'> {
  readonly ownerId: string;
  readonly idempotencyKey?: string;
}

const storedFactCheck = z.object({
  passed: z.boolean(),
  numbersChecked: z.number(),
  mismatches: z.array(z.object({ sentence: z.string(), stated: z.string(), actual: z.string().nullable() })),
});

const storedReport = z.object({
  _id: z.string(),
  backtestId: z.string(),
  status: z.enum(RunStatus),
  language: z.enum(Language),
  detail: z.enum(ReportDetail),
  title: z.string().nullable(),
  sections: z.array(z.object({ type: z.enum(ReportSectionType), title: z.string(), body: z.string() })),
  recommendation: z.enum(ReportRecommendation).nullable(),
  confidence: z.number().nullable(),
  factCheck: storedFactCheck.nullable(),
  modelId: z.string(),
  failure: z.object({ code: z.enum(ErrorCode), message: z.string() }).nullable(),
  requester: z.object({ id: z.string(), name: z.string().nullable(), roles: z.array(z.enum(Role)) }),
  idempotencyKey: z.string().optional(),
  createdAt: z.string(),
  completedAt: z.string().nullable(),
});

/** The report that a stored document is. */
export function toReport(document: StoredReport): NarrativeReport {
  const { _id: id, idempotencyKey = null, ...fields } = storedReport.parse(document);
  return { id, idempotencyKey, ...fields };
}
