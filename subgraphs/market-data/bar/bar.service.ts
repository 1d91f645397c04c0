import { decodeCursor } from '#kit/documents/cursor.js';
import type { DomainError } from '#kit/errors/domain-error.js';
import type { CountedPage } from '#kit/graphql/pagination.js';
import { BAR_COLUMNS, type BarColumns } from '#lake/bar-columns.js';
import type { BarLakeReader } from '#lake/bar-lake-reader.js';
import { pageOf } from '#lake/bar-pages.js';
import type { TimeRange } from '#lake/cached-bars.js';
import type { SeriesKey } from '#lake/series-key.js';
import type { Snapshot } from '#lake/snapshot.js';
import type { AssetClass } from '#schema/generated/enums.js';
import type { Bar, BarPageRequest, BarRange, BarSeries, Coverage, Quote, SeriesRequest } from './bar.js';
import { BarSource, type InstrumentClasses } from './bar-source.js';
import { checkRange } from './check-range.js';
import { countMissingSessions } from './engine/count-missing-sessions.js';
import { thinSeries } from './engine/thin-series.js';
import { findQuotes } from './find-quotes.js';
import { cursorScope, toPage } from './to-page.js';

/** What a batch gives for one of its requests: the answer, or why there is none. */
type Answer<T> = T | Error;

/**
 * Answers about bars, many series at a time: requests that differ in nothing but their symbol are one read of the
 * lake. All reads of one GraphQL request are of one snapshot. Intervals that are not stored are made of those that are.
 */
export class BarService {
  private readonly source: BarSource;

  constructor(
    private readonly lake: BarLakeReader,
    instruments: InstrumentClasses,
  ) {
    this.source = new BarSource(lake, instruments);
  }

  currentSnapshot(): Promise<Snapshot> {
    return this.lake.currentSnapshot();
  }

  /** Of stored bars from the manifest alone, of others from their timestamps; null where there are none. */
  async coverages(snapshot: Snapshot, keys: readonly SeriesKey[]): Promise<(Coverage | null)[]> {
    const sources = keys.map((key) => this.source.find(snapshot, key));
    const made = keys.filter((_, i) => sources[i]?.isStored === false);
    const times = await this.source.columns(snapshot, made, { columns: [] });
    return keys.map(({ symbol, interval }, i): Coverage | null => {
      const found = sources[i];
      if (!found) return null;
      const { entry, isStored } = found;
      const { source, updatedAt } = entry;
      if (isStored) {
        const { firstBarAt, lastBarAt, rowCount: barCount } = entry;
        return { symbol, interval, firstBarAt, lastBarAt, barCount, resampledFrom: null, source, updatedAt };
      }
      const { timestamps } = times[made.indexOf(keys[i]!)]!;
      const [firstBarAt, lastBarAt] = [timestamps[0]!, timestamps.at(-1)!];
      const barCount = timestamps.length;
      return { symbol, interval, firstBarAt, lastBarAt, barCount, resampledFrom: entry.interval, source, updatedAt };
    });
  }

  async missingSessions(
    snapshot: Snapshot,
    keys: readonly (SeriesKey & { readonly assetClass: AssetClass })[],
  ): Promise<number[]> {
    const isStored = ({ symbol, interval }: SeriesKey) => snapshot.entry({ symbol, interval }) !== null;
    const [stored, made] = [keys.filter(isStored), keys.filter((key) => !isStored(key))];
    const storedTimes = await this.lake.timestamps(snapshot, stored);
    const madeTimes = await this.source.columns(snapshot, made, { columns: [] });
    return keys.map((key) => {
      const place = stored.indexOf(key);
      const times = place >= 0 ? storedTimes[place] : madeTimes[made.indexOf(key)]?.timestamps;
      return times ? countMissingSessions(times, key.interval, key.assetClass) : 0;
    });
  }

  pages(snapshot: Snapshot, requests: readonly BarPageRequest[]): Promise<Answer<CountedPage<Bar>>[]> {
    const likeness = (request: BarPageRequest) => {
      const after = request.after === null ? null : decodeCursor(cursorScope(request), request.after, 1)[0];
      const isStored = snapshot.entry(request) !== null;
      return JSON.stringify([
        isStored,
        request.interval,
        request.adjusted,
        request.from,
        request.to,
        request.first,
        after,
      ]);
    };
    return this.inGroups(snapshot, requests, likeness, async (group) => {
      const [first] = group as [BarPageRequest];
      const position =
        first.after === null ? {} : { after: Number(decodeCursor(cursorScope(first), first.after, 1)[0]) };
      const page = { ...bounds(first), ...position, limit: first.first };
      if (snapshot.entry(first) !== null) {
        const pages = await this.lake.readPages(snapshot, group, page);
        return pages.map((found, i) => toPage(found, group[i]!, first.adjusted));
      }
      const made = await this.source.columns(snapshot, group, { columns: BAR_COLUMNS, adjusted: first.adjusted });
      return made.map((bars, i) => toPage(pageOf(bars ?? NO_BARS, page), group[i]!, false));
    });
  }

  series(snapshot: Snapshot, requests: readonly SeriesRequest[]): Promise<Answer<BarSeries>[]> {
    const likeness = ({ interval, from, to, adjusted }: SeriesRequest) =>
      JSON.stringify([interval, from, to, adjusted]);
    return this.inGroups(snapshot, requests, likeness, async (group) => {
      const [{ adjusted }] = group as [SeriesRequest];
      // One column less to read where nothing is adjusted by it.
      const columns = adjusted ? BAR_COLUMNS : PRICES_AND_VOLUME;
      const found = await this.source.columns(snapshot, group, { ...bounds(group[0]!), columns, adjusted });
      return group.map(({ maxPoints }, i) => {
        const bars = found[i] ?? NO_BARS;
        const thin = thinSeries(bars, maxPoints);
        return { ...thin, downsampled: thin.timestamps.length < bars.timestamps.length };
      });
    });
  }

  /**
   * All bars of many series in a range, as views that must not be written to; in one read. Null where there are none:
   * `refusal` then says whether the symbol has others.
   */
  columns(
    snapshot: Snapshot,
    keys: readonly SeriesKey[],
    range: TimeRange & { readonly adjusted?: boolean } = {},
  ): Promise<(BarColumns | null)[]> {
    return this.source.columns(snapshot, keys, { ...range, columns: BAR_COLUMNS });
  }

  /** Why a symbol that has bars has none of this interval, which names those that it has; null when it has, or has none at all. */
  refusal(snapshot: Snapshot, key: SeriesKey): DomainError | null {
    return this.source.refusal(snapshot, key);
  }

  /** The newest price of each symbol, and the close before it; null where there are no bars. */
  quotes(snapshot: Snapshot, symbols: readonly string[]): Promise<(Quote | null)[]> {
    return findQuotes(this.lake, this.source, snapshot, symbols);
  }

  /** Answers requests group by group, each group by one read; what is refused takes no part. */
  private async inGroups<R extends BarRange, T>(
    snapshot: Snapshot,
    requests: readonly R[],
    likeness: (request: R) => string,
    read: (group: readonly R[]) => Promise<T[]>,
  ): Promise<Answer<T>[]> {
    const answers = new Map<R, Answer<T>>();
    const groups = new Map<string, R[]>();
    for (const request of requests) {
      try {
        checkRange(request, this.source.find(snapshot, request));
        const refusal = this.source.refusal(snapshot, request);
        if (refusal !== null) throw refusal;
        const like = likeness(request);
        groups.set(like, [...(groups.get(like) ?? []), request]);
      } catch (refusal) {
        answers.set(request, refusal as Error);
      }
    }
    for (const group of groups.values()) {
      const found = await read(group);
      group.forEach((request, i) => {
        answers.set(request, found[i]!);
      });
    }
    return requests.map((request) => answers.get(request)!);
  }
}

const PRICES_AND_VOLUME = ['open', 'high', 'low', 'close', 'volume'] as const;
const none = new Float64Array(0);
const NO_BARS: BarColumns = {
  timestamps: none,
  open: none,
  high: none,
  low: none,
  close: none,
  volume: none,
  adjustedClose: none,
};

function bounds({ from, to }: BarRange): TimeRange {
  return { ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) };
}
