import type { OutboxRelay } from '#kit/events/outbox-relay.js';
import type { Clock } from '#kit/time/clock.js';
import type { SeriesKey } from '#lake/series-key.js';
import type { Snapshot } from '#lake/snapshot.js';
import { DataQualityStatus } from '#schema/generated/enums.js';
import type { BarService } from '../bar/bar.service.js';
import { findSettled, type Judged } from './engine/find-settled.js';
import { anomalyName, type QualityEvent } from './quality.js';
import type { QualityRepository } from './quality.repository.js';
import { qualityEventMoved, type Raising } from './quality-events.js';

/** How many are stored at once. */
const AT_ONCE = 50;
/** The longest session: a bar of it may be so much later than its begin. */
const LONGEST_SESSION_MS = 31 * 86_400_000;

/** Resolves open events that new bars have settled. What somebody has acknowledged is for that one to resolve. */
export class EventSettler {
  constructor(
    private readonly repository: QualityRepository,
    private readonly bars: BarService,
    private readonly outbox: Pick<OutboxRelay, 'relay'>,
    private readonly clock: Clock,
  ) {}

  /** @returns the names of the anomalies that are settled */
  async settle(
    snapshot: Snapshot,
    key: SeriesKey,
    standing: readonly QualityEvent[],
    judged: Pick<Judged, 'judgeFrom' | 'isFound'>,
    by: Raising,
  ): Promise<ReadonlySet<string>> {
    const entry = snapshot.entry(key);
    const open = standing
      .filter(({ status }) => status === DataQualityStatus.OPEN)
      .map((event) => ({ ...event, occurredAt: Date.parse(event.occurredAt), event }));
    if (entry === null || open.length === 0) return new Set();
    const times = open.map(({ occurredAt }) => occurredAt);
    const from = times.reduce((first, time) => Math.min(first, time));
    const to = times.reduce((last, time) => Math.max(last, time)) + LONGEST_SESSION_MS;
    const [bars] = await this.bars.columns(snapshot, [key], { from, to });
    if (bars == null) return new Set();
    const settled = findSettled(open, { ...judged, interval: key.interval, bars, lastBarAt: entry.lastBarAt });
    const events = open.flatMap(({ event }) => (settled.has(event.id) ? [event] : []));
    for (let start = 0; start < events.length; start += AT_ONCE) {
      const some = events.slice(start, start + AT_ONCE);
      await Promise.all(some.map((event) => this.resolve(event, settled.get(event.id)!, by)));
    }
    return new Set(open.filter(({ id }) => settled.has(id)).map(anomalyName));
  }

  private async resolve(event: QualityEvent, resolution: string, { ownerId, requestId }: Raising): Promise<void> {
    const moved = qualityEventMoved(
      event,
      'resolved',
      { viewerId: ownerId, requestId, quarantined: false },
      this.clock,
    );
    const changes = { resolvedBy: null, resolvedAt: this.clock.now().toISOString(), resolution };
    const resolved = await this.repository.advance(event.id, DataQualityStatus.RESOLVED, changes, moved, [
      event.status,
    ]);
    if (resolved !== null) this.outbox.relay(this.repository.documents.name, event.id);
  }
}
