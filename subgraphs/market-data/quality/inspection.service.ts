import { NotFound } from '#kit/errors/domain-error.js';
import type { Caller } from '#kit/graphql/request-context.js';
import type { Clock } from '#kit/time/clock.js';
import type { SeriesKey } from '#lake/series-key.js';
import type { Snapshot } from '#lake/snapshot.js';
import { type AssetClass, DataInterval } from '#schema/generated/enums.js';
import type { BarService } from '../bar/bar.service.js';
import type { Fundamentals } from '../fundamentals/fundamentals.js';
import type { InstrumentService } from '../instrument/instrument.service.js';
import { staleFinding } from './engine/find-gaps.js';
import { inspectStatements } from './engine/inspect-statements.js';
import type { Inspector } from './inspector.js';
import type { KeptSeries } from './kept-series.js';
import { noBarsToCheck, refuseViewers } from './quality.errors.js';
import type { QualityReport, RejectedBar } from './quality.js';
import type { QualityRepository } from './quality.repository.js';
import type { Raising } from './quality-events.js';
import type { QualityRaiser } from './quality-raiser.js';
import type { QualityReportService } from './quality-report.service.js';
import type { QuarantineService } from './quarantine.service.js';
import { ABOUT_ROWS, knownOfRows } from './standing-events.js';

/** What an ingestion has written, at the snapshot after it. */
export interface IngestedBars {
  readonly snapshot: Snapshot;
  readonly key: SeriesKey;
  readonly assetClass: AssetClass;
  readonly ingestionId: string;
  readonly ownerId: string;
  readonly rejected: readonly RejectedBar[];
  /** Times that were given more than once. */
  readonly duplicates: readonly number[];
  /** The first time at which a bar was added or changed, in epoch milliseconds; the whole series is judged without it. */
  readonly firstChangedAt?: number;
}

/**
 * A statement covers a quarter or a year, and an event has the interval of a bar: the longest that there is. `details`
 * say which statements are meant.
 */
const STATEMENT_INTERVAL = DataInterval.MONTHLY;
/** Nobody's own: what a provider or the clock brings about. */
const OWNER = 'system';
const KEYS_AT_ONCE = 1_000;

/** Looks at what has arrived, or at all there is, and raises what is new. */
export class InspectionService {
  constructor(
    private readonly repository: QualityRepository,
    private readonly bars: BarService,
    private readonly instruments: InstrumentService,
    private readonly inspector: Inspector,
    private readonly raiser: QualityRaiser,
    private readonly quarantine: QuarantineService,
    private readonly reports: QualityReportService,
    private readonly kept: KeptSeries,
    private readonly clock: Clock,
  ) {}

  /**
   * After each write. Of the bars those from the first changed one on are judged.
   * @returns how many events are new
   */
  async inspectIngested(request: IngestedBars): Promise<number> {
    const { snapshot, key, assetClass, ingestionId, ownerId, rejected, duplicates, firstChangedAt } = request;
    const known = { rejected, duplicates, judgeFrom: firstChangedAt ?? null };
    return this.inspect(snapshot, key, assetClass, known, { ingestionId, ownerId });
  }

  /** Whether financial statements agree with themselves. @returns how many events are new */
  async inspectStatements(fundamentals: Fundamentals): Promise<number> {
    const findings = inspectStatements(fundamentals);
    const key = { symbol: fundamentals.symbol, interval: STATEMENT_INTERVAL };
    return this.raiser.raise(findings, key, { ownerId: OWNER, ingestionId: null });
  }

  /** Judges a whole series, raises what is new and gives its report. @throws NotFound where there are no bars */
  async check(symbol: string, interval: DataInterval, { viewer, requestId }: Caller): Promise<QualityReport> {
    refuseViewers(viewer);
    const snapshot = await this.bars.currentSnapshot();
    const [instrument] = await this.instruments.findMany(snapshot, [symbol]);
    if (snapshot.entry({ symbol, interval }) === null || instrument == null)
      throw refuseCheck(snapshot, symbol, interval);
    const { assetClass } = instrument;
    const known = { rejected: [], duplicates: [], judgeFrom: null };
    const by = { ownerId: viewer.id, ingestionId: null, requestId };
    await this.inspect(snapshot, { symbol, interval }, assetClass, known, by);
    const [report] = await this.reports.findMany(snapshot, [{ symbol, interval, assetClass }]);
    if (report == null) throw refuseCheck(snapshot, symbol, interval);
    return report;
  }

  /**
   * Looks at the age of every series that is kept up to date: a schedule calls it. It reads no bars.
   * @returns how many events are new
   */
  async recheckKept(): Promise<number> {
    const snapshot = await this.bars.currentSnapshot();
    const entries = [...snapshot.entries()];
    const keptUntil = this.clock.now().getTime();
    let raised = 0;
    for (let start = 0; start < entries.length; start += KEYS_AT_ONCE) {
      const some = entries.slice(start, start + KEYS_AT_ONCE);
      const kept = await this.kept.keptUpToDate(some.map(({ symbol, interval }) => ({ symbol, interval })));
      const due = some.filter((_, i) => kept[i]);
      const found = await this.instruments.findMany(snapshot, [...new Set(due.map(({ symbol }) => symbol))]);
      const classes = new Map(found.flatMap((one) => (one === null ? [] : [[one.symbol, one.assetClass]])));
      for (const { symbol, interval, lastBarAt } of due) {
        const assetClass = classes.get(symbol);
        if (assetClass === undefined) continue;
        const finding = staleFinding(lastBarAt, { interval, assetClass, keptUntil });
        if (finding === null) continue;
        raised += await this.raiser.raise([finding], { symbol, interval }, { ownerId: OWNER, ingestionId: null });
      }
    }
    return raised;
  }

  private async inspect(
    snapshot: Snapshot,
    key: SeriesKey,
    assetClass: AssetClass,
    given: Pick<IngestedBars, 'rejected' | 'duplicates'> & { readonly judgeFrom: number | null },
    by: Raising,
  ): Promise<number> {
    const series = { symbols: [key.symbol], intervals: [key.interval] };
    const standing = await this.repository.findStanding(series, ABOUT_ROWS);
    const held = standing.filter(({ quarantined }) => quarantined);
    const heldOut = await this.quarantine.reviewAfterWrite(key, held);
    const known = knownOfRows(standing);
    const [isKept] = await this.kept.keptUpToDate([key]);
    const inspection = await this.inspector.inspectSeries(snapshot, key, {
      interval: key.interval,
      assetClass,
      rejected: [...known.rejected, ...given.rejected],
      duplicates: [...known.duplicates, ...given.duplicates],
      heldOut,
      keptUntil: isKept ? this.clock.now().getTime() : null,
      judgeFrom: given.judgeFrom,
    });
    this.raiser.noteUnlisted(inspection.unlisted, key, by);
    return this.raiser.raise(inspection.findings, key, by);
  }
}

function refuseCheck(snapshot: Snapshot, symbol: string, interval: DataInterval): NotFound {
  const stored = Object.values(DataInterval).filter((other) => snapshot.entry({ symbol, interval: other }) !== null);
  return noBarsToCheck(symbol, interval, stored);
}
