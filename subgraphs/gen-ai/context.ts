import DataLoader from 'dataloader';
import type { RequestContext } from '#kit/graphql/request-context.js';
import type { Viewer } from '#kit/identity/viewer.js';
import type { NarrativeReport } from './narrative-report/narrative-report.js';
import type { NarrativeReportService } from './narrative-report/narrative-report.service.js';

/** What one request has read, so that a list of any length costs one read per kind of thing. */
export interface GenAiLoaders {
  readonly reportsByBacktest: DataLoader<string, NarrativeReport[]>;
  /** The states of one report, for a subscription. */
  readonly reportUpdates: (id: string) => Promise<AsyncIterableIterator<NarrativeReport>>;
}

export type GenAiContext = RequestContext<GenAiLoaders>;

export function createLoaders(reports: NarrativeReportService, viewer: Viewer): GenAiLoaders {
  return {
    reportsByBacktest: new DataLoader((ids) => reports.listByBacktests(ids, viewer)),
    reportUpdates: (id) => reports.watch(id, viewer),
  };
}
