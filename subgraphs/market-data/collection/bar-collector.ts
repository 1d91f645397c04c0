import type { BarColumns } from '#lake/bar-columns.js';
import { barDate } from '#lake/bar-date.js';
import type { TimeRange } from '#lake/cached-bars.js';
import type { SeriesKey } from '#lake/series-key.js';
import type { SeriesEntry, Snapshot } from '#lake/snapshot.js';
import { DataInterval } from '#schema/generated/enums.js';
import type { BarService } from '../bar/bar.service.js';
import type { FeedService } from '../feed/feed.service.js';
import type { BarIntake, TakenBars } from '../ingestion/bar-intake.js';
import type { ImportFolder } from '../ingestion/import-folder.js';
import type { BarsWanted, FetchedBars, RefusedRows } from '../provider/market-data-provider.js';
import { implausible, notOffered } from '../provider/provider.errors.js';
import { bringAlong, compareAdjustment, keepAdjustment, within } from './adjustment.js';
import { type Collected, type CollectTask, NOTHING_NEW } from './collection.js';
import type { CollectionService } from './collection.service.js';

/**
 * Brings the bars of one symbol up to date: from the last stored one on, which may have been incomplete, so that it is
 * asked for again. Whatever is asked for, it is made to reach a stored bar: when the adjustment of one has changed since
 * (a dividend, a split), all adjusted closes before it have, too, and the whole history is asked for. Bars of a provider
 * that does not adjust go by the adjustment that is stored.
 */
export class BarCollector {
  constructor(
    private readonly bars: BarService,
    private readonly intake: BarIntake,
    private readonly collections: CollectionService,
    private readonly feeds: FeedService,
    private readonly folder: ImportFolder,
  ) {}

  async collect(task: CollectTask): Promise<Collected> {
    const { ingestion, provider, symbol } = task;
    const key = { symbol, interval: ingestion.interval };
    try {
      const collected = await this.bring(task, key);
      if (provider.isFeed) await this.feeds.noteSuccess(key, provider.name, ingestion.to === null);
      return collected;
    } catch (error) {
      task.signal.throwIfAborted();
      if (provider.isFeed) await this.feeds.noteFailure(key, provider.name, error);
      throw error;
    }
  }

  private async bring({ ingestion, provider, symbol, signal }: CollectTask, key: SeriesKey): Promise<Collected> {
    const { id: ingestionId, ownerId, interval, to } = ingestion;
    const [assetClass] = await this.collections.assetClasses([symbol], ingestion.assetClass);
    const arrival = { ...key, ingestionId, ownerId, assetClass: assetClass!, source: provider.name };
    const about = { symbol, interval, assetClass: assetClass! };
    if (provider.findBarFile) {
      const file = await provider.findBarFile({ ...about, from: ingestion.from, to });
      const { path: folder, maxBytes } = this.folder;
      return toCollected(
        provider.name,
        await this.intake.takeFile({ ...arrival, folder, file, maxBytes, signal }),
        null,
      );
    }
    if (!provider.fetchBars) throw notOffered(provider.name, 'bars');
    const fetch = (range: Range) => provider.fetchBars!({ ...about, ...range }, signal);
    // The bar of a week or a month is dated by its first day.
    const asked = { from: ingestion.from === null ? null : barDate(ingestion.from, interval), to };
    const snapshot = await this.bars.currentSnapshot();
    const entry = snapshot.entry(key);
    const found = await (entry === null ? fetch(asked) : this.fetchMore(fetch, snapshot, entry, asked));
    if (found === null) return NOTHING_NEW;
    const isNothing = found.bars.timestamps.length === 0;
    return toCollected(
      provider.name,
      isNothing ? null : await this.intake.takeBars(arrival, found.bars),
      found.refused,
    );
  }

  /** Fetches bars that go with those that are stored; perhaps none. */
  private async fetchMore(
    fetch: (range: Range) => Promise<FetchedBars | null>,
    snapshot: Snapshot,
    entry: SeriesEntry,
    asked: Range,
  ): Promise<FetchedBars | null> {
    const isDelta = asked.from === null && asked.to === null;
    const found = await fetch(isDelta ? { from: entry.lastBarAt, to: null } : reaching(asked, entry));
    if (found === null) return null;
    const wanted = { ...found, bars: isDelta ? found.bars : within(found.bars, asked.from, asked.to) };
    if (wanted.bars.timestamps.length === 0) return wanted;
    const near = await this.storedNear(snapshot, entry, found.bars);
    if (!found.isAdjusted) return { ...found, bars: keepAdjustment(near, wanted.bars) };
    const comparison = compareAdjustment(near, found.bars);
    if (comparison === 'SAME_BASIS') return wanted;
    const whole = await fetch({
      from: asked.from === null && !isDelta ? null : Math.min(asked.from ?? entry.firstBarAt, entry.firstBarAt),
      to: asked.to === null ? null : Math.max(asked.to, entry.lastBarAt),
    });
    // A key may have adjusted closes of the newest days alone.
    const best = whole?.isAdjusted ? whole : found;
    const stored = await this.stored(snapshot, entry, {});
    return compareAdjustment(stored, best.bars) === 'READJUSTED'
      ? { ...best, bars: bringAlong(stored, best.bars) }
      : wanted;
  }

  /** The stored bars of the time of these; where there are none, one that is next to them, or all before them. */
  private async storedNear(snapshot: Snapshot, entry: SeriesEntry, { timestamps }: BarColumns): Promise<BarColumns> {
    const [from, to] = [timestamps[0]!, timestamps.at(-1)!];
    const { firstBarAt, lastBarAt } = entry;
    if (from > lastBarAt) return this.stored(snapshot, entry, { from: lastBarAt });
    if (to < firstBarAt) return this.stored(snapshot, entry, { to: firstBarAt });
    const common = await this.stored(snapshot, entry, { from, to });
    return common.timestamps.length > 0 ? common : this.stored(snapshot, entry, { to: from });
  }

  private async stored(snapshot: Snapshot, key: SeriesKey, range: TimeRange): Promise<BarColumns> {
    const [bars] = await this.bars.columns(snapshot, [key], range);
    return bars ?? NO_BARS;
  }
}

/** Which bars; both ends included, null for as far as there are. */
type Range = Pick<BarsWanted, 'from' | 'to'>;

/** Within a day no provider adjusts, and a month of minutes may cost a request. */
const ADJUSTED: ReadonlySet<DataInterval> = new Set([DataInterval.DAILY, DataInterval.WEEKLY, DataInterval.MONTHLY]);
const none = new Float64Array(0);
const NO_BARS: BarColumns = {
  ...{ timestamps: none, open: none, high: none, low: none, close: none, volume: none, adjustedClose: none },
};

/** The range, and as far as the next stored bar, which tells whether adjustments have changed. */
function reaching({ from, to }: Range, { interval, firstBarAt, lastBarAt }: SeriesEntry): Range {
  if (!ADJUSTED.has(interval)) return { from, to };
  return {
    from: from === null ? null : Math.min(from, lastBarAt),
    to: to === null ? null : Math.max(to, firstBarAt),
  };
}

/** Rows with a price of 0 are told of by events; those that cannot even be such, by the outcome. */
function toCollected(provider: string, taken: TakenBars | null, refused: RefusedRows | null): Collected {
  const { rowsWritten, rowsRejected, qualityEventsRaised, snapshotId } = taken ?? NOTHING_NEW;
  const known = { rowsWritten, qualityEventsRaised, snapshotId };
  if (refused === null) return { ...known, rowsRejected, failure: null };
  const { code, message } = implausible(provider, refused);
  return { ...known, rowsRejected: rowsRejected + refused.count, failure: { code, message } };
}
