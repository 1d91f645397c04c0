import { NotFound } from '#kit/errors/domain-error.js';
import { SubjectLanes } from '#kit/events/subject-lanes.js';
import type { Caller } from '#kit/graphql/request-context.js';
import type { Clock } from '#kit/time/clock.js';
import { type SeriesKey, seriesId } from '#lake/series-key.js';
import type { Snapshot } from '#lake/snapshot.js';
import { AnomalyType, DataInterval } from '#schema/generated/enums.js';
import type { BarService } from '../bar/bar.service.js';
import type { Fundamentals } from '../fundamentals/fundamentals.js';
import { unknownInstrument } from '../instrument/instrument.js';
import type { InstrumentService } from '../instrument/instrument.service.js';
import { staleFinding } from './engine/find-gaps.js';
import { inspectStatements } from './engine/inspect-statements.js';
import type { EventSettler } from './event-settler.js';
import type { Inspector } from './inspector.js';
import type { KeptSeries } from './kept-series.js';
import { noBarsToCheck, refuseViewers } from './quality.errors.js';
import { anomalyName, type QualityReport, type RejectedBar } from './quality.js';
import type { QualityRepository } from './quality.repository.js';
import type { Raising } from './quality-events.js';
import type { QualityRaiser } from './quality-raiser.js';
import type { QualityReportService } from './quality-report.service.js';
import type { QuarantineService } from './quarantine.service.js';
import { ABOUT_ROWS, knownOfRows } from './standing-events.js';

/** What is known of a write besides the bars. */
export interface GivenRows {
  readonly rejected: readonly RejectedBar[];
  /** Times that were given more than once. */
  readonly duplicates: readonly number[];
  /** The first time at which a bar was added or changed, in epoch milliseconds; null for the whole series. */
  readonly judgeFrom: number | null;
}

/**
 * A statement covers a quarter or a year, and an event has the interval of a bar: the longest that there is. `details`
 * say which statements are meant.
 */
const STATEMENT_INTERVAL = DataInterval.MONTHLY;
/** Nobody's own: what a provider or the clock brings about. */
const OWNER = 'system';
const { NON_POSITIVE_PRICE } = AnomalyType;
const KEYS_AT_ONCE = 1_000;
/** How many series are inspected at once. */
const SERIES_AT_ONCE = 16;

/** Looks at what has arrived, or at all there is, and raises what is new. */
export class InspectionService {
  private readonly turns = new SubjectLanes(SERIES_AT_ONCE);

  constructor(
    private readonly repository: QualityRepository,
    private readonly bars: BarService,
    private readonly instruments: InstrumentService,
    private readonly inspector: Inspector,
    private readonly raiser: QualityRaiser,
    private readonly settler: EventSettler,
    private readonly quarantine: QuarantineService,
    private readonly reports: QualityReportService,
    private readonly kept: KeptSeries,
    private readonly clock: Clock,
  ) {}

  /**
   * Of the bars of a series, as they are now, those from `judgeFrom` on are judged; what is found is raised, and open
   * events that no longer hold are resolved. One series is inspected once at a time, so that what is raised and resolved
   * is what the later bars say.
   * @returns how many events are new
   */
  inspect(key: SeriesKey, given: GivenRows, by: Raising): Promise<number> {
    return this.turns.run(seriesId(key), () => this.inspectInTurn(key, given, by));
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
    const given = { rejected: [], duplicates: [], judgeFrom: null };
    const by = { ownerId: viewer.id, ingestionId: null, requestId };
    await this.inspect({ symbol, interval }, given, by);
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

  private async inspectInTurn(key: SeriesKey, given: GivenRows, by: Raising): Promise<number> {
    const { symbol, interval } = key;
    const { judgeFrom } = given;
    const standing = await this.repository.findStanding({ symbols: [symbol], intervals: [interval] }, ABOUT_ROWS);
    await this.quarantine.reviewAfterWrite(
      key,
      standing.filter(({ quarantined }) => quarantined),
    );
    const snapshot = await this.bars.currentSnapshot();
    const [instrument] = await this.instruments.findMany(snapshot, [symbol]);
    const { assetClass } = instrument ?? unknownInstrument(symbol);
    const known = knownOfRows(standing);
    const [isKept] = await this.kept.keptUpToDate([key]);
    const { findings, unlisted } = await this.inspector.inspectSeries(snapshot, key, {
      ...{ interval, assetClass, judgeFrom, heldOut: known.heldOut },
      rejected: [...known.rejected, ...given.rejected],
      duplicates: [...known.duplicates, ...given.duplicates],
      keptUntil: isKept ? this.clock.now().getTime() : null,
    });
    this.raiser.noteUnlisted(unlisted, key, by);
    const rejected = given.rejected.map(({ timestamp }) => ({
      anomalyType: NON_POSITIVE_PRICE,
      occurredAt: timestamp,
    }));
    const found = new Set([...findings.filter(({ bar }) => bar !== null), ...rejected].map(anomalyName));
    // More than was listed may hold.
    const isFound = (name: string) => unlisted > 0 || found.has(name);
    const settled = await this.settler.settle(snapshot, key, standing, { judgeFrom, isFound }, by);
    // What is known of rows is among the findings even where it has just been settled.
    const standingOrNew = findings.filter((finding) => !settled.has(anomalyName(finding)));
    return this.raiser.raise(standingOrNew, key, by);
  }
}

function refuseCheck(snapshot: Snapshot, symbol: string, interval: DataInterval): NotFound {
  const stored = Object.values(DataInterval).filter((other) => snapshot.entry({ symbol, interval: other }) !== null);
  return noBarsToCheck(symbol, interval, stored);
}
