import type { Logger } from '#kit/observability/logger.js';
import type { BarColumns } from '#lake/bar-columns.js';
import type { BarLakeWriter } from '#lake/bar-lake-writer.js';
import type { SeriesKey } from '#lake/series-key.js';
import type { Bar } from '../bar/bar.js';
import type { BarService } from '../bar/bar.service.js';
import type { QualityEvent } from './quality.js';
import type { QualityRepository } from './quality.repository.js';

/** What makes a bar the one that was put under quarantine, besides its time. */
const COMPARED = ['open', 'high', 'low', 'close', 'volume'] as const;

/**
 * Keeps bars out of the lake. The intention is stored first, in the event, with the bar's values: from then on the bar
 * is held out of every write. Then the lake is written without it, and the event says that this is done. A process that
 * dies in between leaves `removalPending`, and `resume` goes on from there; doing it twice is doing it once.
 */
export class QuarantineService {
  constructor(
    private readonly repository: QualityRepository,
    private readonly bars: BarService,
    private readonly lake: Pick<BarLakeWriter, 'remove'>,
    private readonly log: Logger,
  ) {}

  /** The bar of an event as it now is; null when there is none. */
  async currentBar({ symbol, interval, occurredAt }: QualityEvent): Promise<Bar | null> {
    const time = Date.parse(occurredAt);
    const snapshot = await this.bars.currentSnapshot();
    if (snapshot.entry({ symbol, interval }) === null) return null;
    const [found] = await this.bars.columns(snapshot, [{ symbol, interval }], { from: time, to: time });
    if (found == null || found.timestamps.length === 0) return null;
    const { timestamps, open, high, low, close, volume, adjustedClose } = found;
    return {
      ...{ timestamp: timestamps[0]!, open: open[0]!, high: high[0]!, low: low[0]!, close: close[0]! },
      ...{ volume: volume[0]!, adjustedClose: adjustedClose[0]! },
    };
  }

  /** Takes the bar of an event out of the lake, if it is still the bar that is to go. */
  async remove(event: QualityEvent): Promise<void> {
    const current = await this.currentBar(event);
    const isThere = current !== null && COMPARED.every((name) => current[name] === event.bar?.[name]);
    if (isThere) {
      await this.lake.remove(
        { symbol: event.symbol, interval: event.interval },
        Float64Array.of(Date.parse(event.occurredAt)),
      );
    }
    await this.repository.noteRemoved(event.id);
    // Another bar is there: a correction, which came in between.
    if (current !== null && !isThere) await this.repository.release(event.id);
  }

  /** Goes on with what a process that died left behind. */
  async resume(): Promise<void> {
    for (const event of await this.repository.findPendingRemovals()) {
      try {
        await this.remove(event);
      } catch (error) {
        this.log.error({ event: event.id, err: error }, 'a bar under quarantine is still in the lake');
      }
    }
  }

  /** The bars of a series that are not to come back as they were, in time order; null when there are none. */
  async heldOut({ symbol, interval }: SeriesKey): Promise<BarColumns | null> {
    const events = await this.repository.findQuarantined(symbol, interval);
    const byTime = new Map(events.flatMap(({ bar }) => (bar === null ? [] : [[bar.timestamp, bar]])));
    if (byTime.size === 0) return null;
    const bars = [...byTime.values()].sort((a, b) => a.timestamp - b.timestamp);
    const column = (name: Exclude<keyof Bar, 'timestamp'>) => Float64Array.from(bars, (bar) => bar[name]);
    return {
      timestamps: Float64Array.from(bars, ({ timestamp }) => timestamp),
      open: column('open'),
      high: column('high'),
      low: column('low'),
      close: column('close'),
      volume: column('volume'),
      adjustedClose: column('adjustedClose'),
    };
  }

  /**
   * After a write: a bar that is there again is a corrected one, for the same one was held out, and no longer under
   * quarantine.
   * @returns times of the bars that still are
   */
  async reviewAfterWrite(key: SeriesKey, held: readonly QualityEvent[]): Promise<number[]> {
    const times = new Set(held.map(({ occurredAt }) => Date.parse(occurredAt)));
    if (times.size === 0) return [];
    const snapshot = await this.bars.currentSnapshot();
    const stored = snapshot.entry(key) === null ? null : (await this.bars.columns(snapshot, [key], span(times)))[0];
    const present = new Set((stored?.timestamps ?? []).filter((time) => times.has(time)));
    for (const event of held) {
      if (!event.removalPending && present.has(Date.parse(event.occurredAt))) await this.repository.release(event.id);
    }
    return [...times].filter((time) => !present.has(time));
  }
}

function span(times: ReadonlySet<number>): { readonly from: number; readonly to: number } {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const time of times) [from, to] = [Math.min(from, time), Math.max(to, time)];
  return { from, to };
}
