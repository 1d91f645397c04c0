import type { Viewer } from '#kit/identity/viewer.js';
import type { Clock } from '#kit/time/clock.js';
import type { SeriesKey } from '#lake/series-key.js';
import type { DataInterval } from '#schema/generated/enums.js';
import { refuseViewers } from '../ingestion/refuse-viewers.js';
import { ProviderFailure } from '../provider/provider.errors.js';
import type { Feed } from './feed.js';
import type { FeedRepository } from './feed.repository.js';

/** Knows which series of bars are kept up to date, and how that goes. */
export class FeedService {
  constructor(
    private readonly repository: FeedRepository,
    private readonly clock: Clock,
  ) {}

  /** In the order of the keys; null of what nobody ever asked a provider for. One read. */
  async findMany(keys: readonly SeriesKey[]): Promise<(Feed | null)[]> {
    const found = new Map((await this.repository.findByKeys(keys)).map((feed) => [nameOf(feed), feed]));
    return keys.map((key) => found.get(nameOf(key)) ?? null);
  }

  /**
   * Whether somebody has these series collected again and again, or has collected them without an end: then their bars
   * should be of these days. Who asked once for the bars of a year that is over did not want that.
   */
  async keptUpToDate(keys: readonly SeriesKey[]): Promise<boolean[]> {
    return (await this.findMany(keys)).map((feed) => feed !== null && (feed.keptFor.length > 0 || feed.isOpenEnded));
  }

  /**
   * Has series collected again and again from now on, in the viewer's name: for watchlists.
   * @throws Forbidden for who may only look
   */
  async keepUpToDate(symbols: readonly string[], interval: DataInterval, viewer: Viewer): Promise<void> {
    refuseViewers(viewer);
    for (const symbol of new Set(symbols)) await this.repository.keep({ symbol, interval }, viewer.id);
  }

  /** Ends that for the viewer; what is stored stays. */
  async leaveAlone(symbols: readonly string[], interval: DataInterval, viewer: Viewer): Promise<void> {
    for (const symbol of new Set(symbols)) await this.repository.leave({ symbol, interval }, viewer.id);
  }

  /** All that are collected again and again, the longest untried first. */
  findKept(): Promise<Feed[]> {
    return this.repository.findKept();
  }

  /** That a series stands in a queue: until it has been tried, nobody need ask for it again. */
  noteQueued(key: SeriesKey): Promise<void> {
    return this.repository.note(key, { lastAttemptAt: this.clock.now().toISOString() });
  }

  /** @param isOpenEnded whether the newest bars were asked for; if not, they are due as they were before */
  noteSuccess(key: SeriesKey, provider: string, isOpenEnded: boolean): Promise<void> {
    const now = this.clock.now().toISOString();
    const upToDate = isOpenEnded ? { isOpenEnded, lastAttemptAt: now } : {};
    return this.repository.note(key, { provider, lastCollectedAt: now, lastError: null, ...upToDate });
  }

  /** That a provider does not know a symbol says nothing about what is stored; that it is down does. */
  async noteFailure(key: SeriesKey, provider: string, error: unknown): Promise<void> {
    const speaks = error instanceof ProviderFailure && (error.isFault || error.reason === 'RATE_LIMITED');
    const lastError = speaks ? { lastError: error.message } : {};
    await this.repository.note(key, { provider, lastAttemptAt: this.clock.now().toISOString(), ...lastError });
  }
}

function nameOf({ symbol, interval }: SeriesKey): string {
  return `${interval}/${symbol}`;
}
