import { decodeCursor, encodeCursor } from '#kit/documents/cursor.js';
import type { CountedPage } from '#kit/graphql/pagination.js';
import type { BarColumns } from '#lake/bar-columns.js';
import type { BarLakeReader, BarPage, TimeRange } from '#lake/bar-lake-reader.js';
import type { SeriesKey } from '#lake/series-key.js';
import type { Snapshot } from '#lake/snapshot.js';
import { adjustBars } from '#quant/series/adjust-bars.js';
import type { AssetClass } from '#schema/generated/enums.js';
import { datesReversed, outsideCoverage } from './bar.errors.js';
import {
  type Bar,
  type BarPageRequest,
  type BarRange,
  type BarSeries,
  type Coverage,
  QUOTE_INTERVALS,
  type Quote,
  type SeriesRequest,
} from './bar.js';
import { countMissingSessions } from './engine/count-missing-sessions.js';
import { thinSeries } from './engine/thin-series.js';

/** What a batch gives for one of its requests: the answer, or why there is none. */
type Answer<T> = T | Error;

/**
 * Answers about bars, many series at a time: requests that differ in nothing but their symbol are one read of the
 * lake. All reads of one GraphQL request are of one snapshot.
 */
export class BarService {
  constructor(private readonly lake: BarLakeReader) {}

  currentSnapshot(): Promise<Snapshot> {
    return this.lake.currentSnapshot();
  }

  /** From the manifest alone; null where there are no bars. */
  coverage(snapshot: Snapshot, key: SeriesKey): Coverage | null {
    const entry = snapshot.entry(key);
    if (entry === null) return null;
    const { symbol, interval, firstBarAt, lastBarAt, rowCount: barCount, source, updatedAt } = entry;
    return { symbol, interval, firstBarAt, lastBarAt, barCount, source, updatedAt };
  }

  async missingSessions(
    snapshot: Snapshot,
    keys: readonly (SeriesKey & { readonly assetClass: AssetClass })[],
  ): Promise<number[]> {
    const timestamps = await this.lake.timestamps(snapshot, keys);
    return keys.map(({ interval, assetClass }, i) => countMissingSessions(timestamps[i]!, interval, assetClass));
  }

  pages(snapshot: Snapshot, requests: readonly BarPageRequest[]): Promise<Answer<CountedPage<Bar>>[]> {
    const likeness = (request: BarPageRequest) => {
      const after = request.after === null ? null : decodeCursor(scope(request), request.after, 1)[0];
      return JSON.stringify([request.interval, request.from, request.to, request.first, after]);
    };
    return inGroups(snapshot, requests, likeness, async (group) => {
      const [{ first, after }] = group as [BarPageRequest];
      const position = after === null ? {} : { after: Number(decodeCursor(scope(group[0]!), after, 1)[0]) };
      const pages = await this.lake.readPages(snapshot, group, { ...bounds(group[0]!), ...position, limit: first });
      return pages.map((page, i) => toPage(page, group[i]!));
    });
  }

  series(snapshot: Snapshot, requests: readonly SeriesRequest[]): Promise<Answer<BarSeries>[]> {
    const likeness = ({ interval, from, to }: SeriesRequest) => JSON.stringify([interval, from, to]);
    return inGroups(snapshot, requests, likeness, async (group) => {
      const found = await this.lake.readMany(snapshot, group, bounds(group[0]!));
      return group.map(({ adjusted, maxPoints }, i) => {
        const bars = found[i] ?? NO_BARS;
        const thin = thinSeries(adjusted ? adjustBars(bars, bars.adjustedClose) : bars, maxPoints);
        return { ...thin, downsampled: thin.timestamps.length < bars.timestamps.length };
      });
    });
  }

  /** The last bar of each symbol, and the close before it; null where there are no bars. One read. */
  async quotes(snapshot: Snapshot, symbols: readonly string[]): Promise<(Quote | null)[]> {
    const keys = symbols.map((symbol) => {
      const interval = QUOTE_INTERVALS.find((candidate) => snapshot.entry({ symbol, interval: candidate }) !== null);
      return { symbol, interval: interval ?? 'DAILY' } as const;
    });
    const bars = await this.lake.readLast(snapshot, keys, 2, ['close', 'volume']);
    return bars.map((last, i) => {
      if (last === null) return null;
      const { timestamps, close, volume } = last;
      return {
        symbol: symbols[i]!,
        price: close.at(-1)!,
        previousClose: close.length > 1 ? close[0]! : null,
        volume: volume.at(-1)!,
        asOf: timestamps.at(-1)!,
      };
    });
  }
}

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

/** Answers requests group by group, each group by one read; what is refused takes no part. */
async function inGroups<R extends BarRange, T>(
  snapshot: Snapshot,
  requests: readonly R[],
  likeness: (request: R) => string,
  read: (group: readonly R[]) => Promise<T[]>,
): Promise<Answer<T>[]> {
  const answers = new Map<R, Answer<T>>();
  const groups = new Map<string, R[]>();
  for (const request of requests) {
    try {
      checkRange(snapshot, request);
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

function checkRange(snapshot: Snapshot, range: BarRange): void {
  const { from, to } = range;
  if (from !== null && to !== null && from > to) throw datesReversed(from, to);
  const entry = snapshot.entry(range);
  if (entry === null) return;
  const after = from !== null && from > entry.lastBarAt;
  if (after || (to !== null && to < entry.firstBarAt)) throw outsideCoverage(range, entry);
}

function bounds({ from, to }: BarRange): TimeRange {
  return { ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) };
}

function toPage(
  { bars, totalCount, hasNextPage, hasPreviousPage }: BarPage,
  request: BarPageRequest,
): CountedPage<Bar> {
  const prices = request.adjusted ? adjustBars(bars, bars.adjustedClose) : bars;
  const items = Array.from(bars.timestamps, (timestamp, i) => ({
    item: {
      timestamp,
      open: prices.open[i]!,
      high: prices.high[i]!,
      low: prices.low[i]!,
      close: prices.close[i]!,
      volume: prices.volume[i]!,
      adjustedClose: bars.adjustedClose[i]!,
    },
    cursor: encodeCursor(scope(request), [timestamp]),
  }));
  return { items, hasNextPage, hasPreviousPage, count: () => totalCount };
}

/** A cursor is a time, so one of a symbol also opens the same place of another symbol's bars. */
function scope({ interval }: BarRange): string {
  return `bars ${interval}`;
}
