import type { Logger } from '#kit/observability/logger.js';
import { BAR_COLUMNS, type BarColumns } from '#lake/bar-columns.js';
import type { BarLakeWriter } from '#lake/bar-lake-writer.js';
import { SAME_BAR } from '#lake/hold-out.js';
import type { SeriesKey } from '#lake/series-key.js';
import type { Snapshot } from '#lake/snapshot.js';
import type { Bar } from '../bar/bar.js';
import type { BarService } from '../bar/bar.service.js';
import { barsAt } from './engine/bars-at.js';
import type { QualityEvent } from './quality.js';
import type { QualityRepository } from './quality.repository.js';

/**
 * Keeps bars out of the lake. The intention is stored first, in the event, with the bar's values: from then on the bar
 * is held out of every write. Then the lake is written without it, and the event says that this is done. A process that
 * dies in between leaves `removalPending`, and `resume` goes on from there; doing it twice is doing it once.
 */
export class QuarantineService {
  constructor(
    private readonly repository: QualityRepository,
    private readonly bars: BarService,
    private readonly lake: Pick<BarLakeWriter, 'removeSame'>,
    private readonly log: Logger,
  ) {}

  /** The bar of an event as it now is; null when there is none. */
  async currentBar(event: QualityEvent): Promise<Bar | null> {
    const { symbol, interval } = event;
    const snapshot = await this.bars.currentSnapshot();
    if (snapshot.entry({ symbol, interval }) === null) return null;
    const found = await this.barsAt(snapshot, { symbol, interval }, [event]);
    return found.get(Date.parse(event.occurredAt)) ?? null;
  }

  /** Takes the bar of an event out of the lake, while it is still the bar that is to go. */
  async remove(event: QualityEvent): Promise<void> {
    await this.takeOut([event]);
    await this.repository.noteRemoved(event.id);
    // Another bar is there: a correction, which came in between.
    if (isCorrected(event, await this.currentBar(event))) await this.repository.release(event.id);
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
    return columnsOf(await this.repository.findQuarantined(symbol, interval));
  }

  /**
   * After a write: a bar that is there again and differs is a corrected one, and no longer under quarantine. One that is
   * the same was written by somebody who did not know yet that it is held out, and is taken out again.
   */
  async reviewAfterWrite(key: SeriesKey, held: readonly QualityEvent[]): Promise<void> {
    const back: QualityEvent[] = [];
    const snapshot = await this.bars.currentSnapshot();
    const stored = held.length === 0 || snapshot.entry(key) === null ? null : await this.barsAt(snapshot, key, held);
    for (const event of held) {
      const current = stored?.get(Date.parse(event.occurredAt)) ?? null;
      if (isCorrected(event, current)) await this.repository.release(event.id);
      else if (current !== null) back.push(event);
    }
    if (back.length > 0) await this.takeOut(back);
  }

  private async barsAt(
    snapshot: Snapshot,
    key: SeriesKey,
    events: readonly QualityEvent[],
  ): Promise<ReadonlyMap<number, Bar>> {
    const times = events.map(({ occurredAt }) => Date.parse(occurredAt));
    const from = times.reduce((first, time) => Math.min(first, time));
    const to = times.reduce((last, time) => Math.max(last, time));
    const [found] = await this.bars.columns(snapshot, [key], { from, to });
    return found == null ? new Map() : barsAt(found, times);
  }

  /** Of one series. */
  private async takeOut(events: readonly QualityEvent[]): Promise<void> {
    const { symbol, interval } = events[0]!;
    const bars = columnsOf(events);
    if (bars !== null) await this.lake.removeSame({ symbol, interval }, bars);
  }
}

/** Whether the bar that is there now has other prices, or another volume, than the one that the event is about. */
export function isCorrected({ bar }: Pick<QualityEvent, 'bar'>, current: Bar | null): current is Bar {
  return bar !== null && current !== null && !SAME_BAR.every((name) => current[name] === bar[name]);
}

function columnsOf(events: readonly QualityEvent[]): BarColumns | null {
  const byTime = new Map(events.flatMap(({ bar }) => (bar === null ? [] : [[bar.timestamp, bar]])));
  if (byTime.size === 0) return null;
  const bars = [...byTime.values()].sort((a, b) => a.timestamp - b.timestamp);
  const columns: Record<string, Float64Array> = {
    timestamps: Float64Array.from(bars, ({ timestamp }) => timestamp),
  };
  for (const name of BAR_COLUMNS) columns[name] = Float64Array.from(bars, (bar) => bar[name]);
  return columns as unknown as BarColumns;
}
