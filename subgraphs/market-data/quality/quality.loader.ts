import DataLoader from 'dataloader';
import type { CountedPage } from '#kit/graphql/pagination.js';
import type { Snapshot } from '#lake/snapshot.js';
import type { DataQualitySeverity } from '#schema/generated/enums.js';
import type { QualityEvent, QualityReport } from './quality.js';
import type { QualityEventPageRequest, QualityService } from './quality.service.js';
import type { QualityReportService, ReportRequest } from './quality-report.service.js';

export interface QualitySources {
  readonly qualityReports: QualityReportService;
  readonly qualityEvents: QualityService;
}

type InstrumentPage = QualityEventPageRequest & { readonly symbol: string };

/** What one request has read of data quality. */
export interface QualityLoaders {
  readonly qualityReport: DataLoader<ReportRequest, QualityReport | null, string>;
  readonly qualityEvent: DataLoader<string, QualityEvent | null>;
  /** Events of one instrument; pages that differ in nothing but the symbol are one read. */
  readonly qualityEventPage: DataLoader<InstrumentPage, CountedPage<QualityEvent>, string>;
  /** New events, for a subscription. */
  readonly qualityEventsRaised: (minSeverity: DataQualitySeverity) => Promise<AsyncIterableIterator<QualityEvent>>;
}

export function createQualityLoaders(
  { qualityReports, qualityEvents }: QualitySources,
  snapshot: () => Promise<Snapshot>,
): QualityLoaders {
  const cacheKeyFn = (key: object) => JSON.stringify(key);
  return {
    qualityReport: new DataLoader<ReportRequest, QualityReport | null, string>(
      async (requests) => qualityReports.findMany(await snapshot(), requests),
      { cacheKeyFn },
    ),
    qualityEvent: new DataLoader((ids) => qualityEvents.findMany(ids)),
    qualityEventPage: new DataLoader<InstrumentPage, CountedPage<QualityEvent>, string>(
      (requests) => pages(qualityEvents, requests),
      { cacheKeyFn },
    ),
    qualityEventsRaised: (minSeverity) => qualityEvents.watchRaised(minSeverity),
  };
}

async function pages(
  service: QualityService,
  requests: readonly InstrumentPage[],
): Promise<CountedPage<QualityEvent>[]> {
  const groups = new Map<string, InstrumentPage[]>();
  for (const request of requests) {
    const likeness = JSON.stringify({ ...request, symbol: null });
    groups.set(likeness, [...(groups.get(likeness) ?? []), request]);
  }
  const answers = new Map<InstrumentPage, CountedPage<QualityEvent>>();
  for (const group of groups.values()) {
    const { symbol: _, ...request } = group[0]!;
    const found = await service.pagesOf(
      group.map(({ symbol }) => symbol),
      request,
    );
    group.forEach((one, i) => {
      answers.set(one, found[i]!);
    });
  }
  return requests.map((request) => answers.get(request)!);
}
