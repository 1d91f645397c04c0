import { DomainError } from '#kit/errors/domain-error.js';
import type { Clock } from '#kit/time/clock.js';
import { IngestionKind } from '#schema/generated/enums.js';
import { COLLECT_EVERY_MS, type Feed } from '../feed/feed.js';
import type { FeedService } from '../feed/feed.service.js';
import type { Ingestion } from '../ingestion/ingestion.js';
import type { CollectionService } from './collection.service.js';

/** Of one collection. */
const MAX_SYMBOLS = 100;

/** Collects, again and again, what somebody wants kept up to date. */
export class UpkeepService {
  constructor(
    private readonly feeds: FeedService,
    private readonly collections: CollectionService,
    private readonly clock: Clock,
  ) {}

  /**
   * Queues the collection of all kept series whose last attempt is old enough (COLLECT_EVERY_MS): to be called every
   * few minutes. What nobody can be asked for now is left for the next time.
   * @returns the ingestions that were queued
   */
  async collectDue(): Promise<Ingestion[]> {
    const now = this.clock.now().getTime();
    const due = (await this.feeds.findKept()).filter(
      ({ lastAttemptAt, interval }) =>
        lastAttemptAt === null || now - Date.parse(lastAttemptAt) >= COLLECT_EVERY_MS[interval],
    );
    const symbols = due.map(({ symbol }) => symbol);
    const classes = await this.collections.assetClasses(symbols, null);
    // One provider serves a collection, so what differs in its class goes apart.
    const groups = new Map<string, Feed[]>();
    due.forEach((feed, i) => {
      const group = `${feed.keptFor[0]} ${feed.interval} ${classes[i]}`;
      groups.set(group, [...(groups.get(group) ?? []), feed]);
    });
    const queued: Ingestion[] = [];
    for (const group of groups.values()) {
      for (let start = 0; start < group.length; start += MAX_SYMBOLS) {
        const ingestion = await this.collectGroup(group.slice(start, start + MAX_SYMBOLS));
        if (ingestion !== null) queued.push(ingestion);
      }
    }
    return queued;
  }

  private async collectGroup(group: readonly Feed[]): Promise<Ingestion | null> {
    const [{ interval, keptFor }] = group as [Feed];
    const request = {
      symbols: group.map(({ symbol }) => symbol),
      kinds: [IngestionKind.BARS],
      ...{ interval, assetClass: null, from: null, to: null, provider: null },
    };
    try {
      const ingestion = await this.collections.collectFor(keptFor[0]!, request, { feedsOnly: true });
      // Else the next call, while this one waits in the queue, would ask for the same again.
      for (const feed of group) await this.feeds.noteQueued(feed);
      return ingestion;
    } catch (error) {
      if (error instanceof DomainError) return null;
      throw error;
    }
  }
}
