import type { BarColumns } from '#lake/bar-columns.js';
import type { SeriesKey } from '#lake/series-key.js';
import type { Snapshot } from '#lake/snapshot.js';
import type { BarService } from '../bar/bar.service.js';
import type { FeedService } from '../feed/feed.service.js';
import type { BarIntake, TakenBars } from '../ingestion/bar-intake.js';
import type { ImportFolder } from '../ingestion/import-folder.js';
import type { BarsWanted } from '../provider/market-data-provider.js';
import { notOffered } from '../provider/provider.errors.js';
import { type Collected, type CollectTask, NOTHING_NEW } from './collection.js';
import type { CollectionService } from './collection.service.js';

/** By how much an adjustment factor may differ for mere rounding: providers give four decimals. */
const SAME_FACTOR = 1e-4;

/**
 * Brings the bars of one symbol up to date: from the last stored one on, which may have been incomplete, so that it is
 * asked for again. When its adjustment has changed since (a dividend, a split), all adjusted closes before it have, too,
 * and the whole history is asked for.
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
      if (provider.isFeed) await this.feeds.noteSuccess(key, provider.name);
      return collected;
    } catch (error) {
      task.signal.throwIfAborted();
      if (provider.isFeed) await this.feeds.noteFailure(key, provider.name, error);
      throw error;
    }
  }

  private async bring({ ingestion, provider, symbol, signal }: CollectTask, key: SeriesKey): Promise<Collected> {
    const { id: ingestionId, ownerId, interval, from, to } = ingestion;
    const [assetClass] = await this.collections.assetClasses([symbol], ingestion.assetClass);
    const arrival = { ...key, ingestionId, ownerId, assetClass: assetClass!, source: provider.name };
    const asked = { symbol, interval, assetClass: assetClass!, from, to };
    if (provider.findBarFile) {
      const file = await provider.findBarFile(asked);
      return this.intake.takeFile({
        ...arrival,
        folder: this.folder.path,
        file,
        maxBytes: this.folder.maxBytes,
        signal,
      });
    }
    if (!provider.fetchBars) throw notOffered(provider.name, 'bars');
    const snapshot = await this.bars.currentSnapshot();
    const isDelta = from === null && to === null;
    const lastBarAt = isDelta ? (snapshot.entry(key)?.lastBarAt ?? null) : null;
    const wanted: BarsWanted = lastBarAt === null ? asked : { ...asked, from: lastBarAt };
    let found = await provider.fetchBars(wanted, signal);
    if (lastBarAt !== null && found !== null && (await this.isReadjusted(snapshot, key, lastBarAt, found))) {
      const { firstBarAt } = snapshot.entry(key)!;
      found = (await provider.fetchBars({ ...asked, from: firstBarAt }, signal)) ?? found;
    }
    const taken: TakenBars | null = found === null ? null : await this.intake.takeBars(arrival, found);
    return taken ?? NOTHING_NEW;
  }

  /** Whether the bar that both have is adjusted otherwise now than when it was stored. */
  private async isReadjusted(snapshot: Snapshot, key: SeriesKey, at: number, found: BarColumns): Promise<boolean> {
    const place = found.timestamps.indexOf(at);
    if (place === -1) return false;
    const [stored] = await this.bars.columns(snapshot, [key], { from: at, to: at });
    if (!stored || stored.timestamps.length === 0) return false;
    const before = stored.adjustedClose[0]! / stored.close[0]!;
    const now = found.adjustedClose[place]! / found.close[place]!;
    return Math.abs(now / before - 1) > SAME_FACTOR;
  }
}
