import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Clock } from '#kit/time/clock.js';
import { type SeriesKey, seriesId } from '#lake/series-key.js';
import type { Snapshot } from '#lake/snapshot.js';
import { type AssetClass, DataQualityStatus } from '#schema/generated/enums.js';
import type { BarService } from '../bar/bar.service.js';
import type { Inspector } from './inspector.js';
import type { KeptSeries } from './kept-series.js';
import type { InspectionContext, QualityEvent, QualityReport, SeriesReport } from './quality.js';
import type { QualityRepository } from './quality.repository.js';
import { ABOUT_ROWS, knownOfRows } from './standing-events.js';

export type ReportRequest = SeriesKey & { readonly assetClass: AssetClass };

interface Wanted {
  readonly key: SeriesKey;
  readonly context: InspectionContext;
  readonly cacheKey: string;
}

/** How many reports are kept. */
const KEPT_REPORTS = 1_000;
/** How many bars are read at once. */
const READ_BARS = 1_000_000;
const HOUR_MS = 3_600_000;

/** The scores of series: computed once for the same bars, rows and lateness. */
export class QualityReportService {
  /** While it is being computed as well, so that many who ask at once wait for one. */
  private readonly reports = new LRUCache<string, Promise<SeriesReport | null>>({ max: KEPT_REPORTS });

  constructor(
    private readonly repository: QualityRepository,
    private readonly bars: BarService,
    private readonly inspector: Inspector,
    private readonly kept: KeptSeries,
    private readonly clock: Clock,
  ) {}

  /** In the order of the requests; null where there are no bars. One read of events and one of bars for all. */
  async findMany(snapshot: Snapshot, requests: readonly ReportRequest[]): Promise<(QualityReport | null)[]> {
    const symbols = [...new Set(requests.map(({ symbol }) => symbol))];
    const intervals = [...new Set(requests.map(({ interval }) => interval))];
    const [standing, kept] = await Promise.all([
      this.repository.findStanding({ symbols, intervals }, ABOUT_ROWS),
      this.kept.keptUpToDate(requests.map(({ symbol, interval }) => ({ symbol, interval }))),
    ]);
    const bySeries = new Map<string, QualityEvent[]>(requests.map((request) => [seriesId(request), []]));
    for (const event of standing) bySeries.get(seriesId(event))?.push(event);
    const now = this.clock.now();
    const events = requests.map((request) => bySeries.get(seriesId(request))!);
    const wanted = requests.map((request, i) => this.wanted(snapshot, request, events[i]!, kept[i]! ? now : null));
    const reports = await Promise.all(this.reportsOf(snapshot, wanted));
    return reports.map((report, i) => {
      if (report === null) return null;
      const openEvents = events[i]!.filter(({ status }) => status === DataQualityStatus.OPEN).length;
      return { ...report, openEvents, computedAt: now.toISOString() };
    });
  }

  private wanted(
    snapshot: Snapshot,
    { symbol, interval, assetClass }: ReportRequest,
    events: readonly QualityEvent[],
    now: Date | null,
  ): Wanted {
    const key = { symbol, interval };
    // Sessions are days: within an hour nothing is late that was not before.
    const keptUntil = now === null ? null : Math.floor(now.getTime() / HOUR_MS) * HOUR_MS;
    const context = { interval, assetClass, ...knownOfRows(events), keptUntil, judgeFrom: null };
    const rows = createHash('sha256').update(JSON.stringify(context)).digest('base64');
    // A series that is not stored is made of others: of the same snapshot it is the same.
    const bars = snapshot.entry(key)?.sha256 ?? snapshot.id;
    return { key, context, cacheKey: `${symbol} ${bars} ${rows}` };
  }

  private reportsOf(snapshot: Snapshot, wanted: readonly Wanted[]): Promise<SeriesReport | null>[] {
    const answers = new Map(wanted.map(({ cacheKey }) => [cacheKey, this.reports.get(cacheKey)]));
    const missing = wanted.filter(({ cacheKey }) => answers.get(cacheKey) === undefined);
    let before: Promise<unknown> = Promise.resolve();
    for (const group of inReads(missing, ({ key }) => snapshot.entry(key)?.rowCount ?? 0)) {
      // One read after the other: what is read is not to lie in memory all at once.
      const keys = group.map(({ key }) => key);
      const bars = before.then(() => this.bars.columns(snapshot, keys));
      const computed = group.map(({ context, cacheKey }, i) => {
        const report = bars.then(async (found) => {
          const series = found[i];
          return series == null ? null : (await this.inspector.inspect(series, context)).report;
        });
        answers.set(cacheKey, report);
        this.reports.set(cacheKey, report);
        report.catch(() => this.reports.delete(cacheKey));
        return report;
      });
      before = Promise.allSettled(computed);
    }
    return wanted.map(({ cacheKey }) => answers.get(cacheKey)!);
  }
}

/** In groups that are read at once. */
function inReads<T>(items: readonly T[], bars: (item: T) => number): T[][] {
  const groups: T[][] = [];
  let room = 0;
  for (const item of items) {
    room -= bars(item);
    if (room < 0 || groups.length === 0) {
      groups.push([]);
      room = READ_BARS - bars(item);
    }
    groups.at(-1)!.push(item);
  }
  return groups;
}
