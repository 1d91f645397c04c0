import { encodeCursor } from '#kit/documents/cursor.js';
import type { EventBus } from '#kit/events/event-bus.js';
import type { OutboxRelay } from '#kit/events/outbox-relay.js';
import type { CountedPage } from '#kit/graphql/pagination.js';
import type { Caller } from '#kit/graphql/request-context.js';
import type { Clock } from '#kit/time/clock.js';
import { type DataQualitySeverity, DataQualityStatus } from '#schema/generated/enums.js';
import { eventFeed } from './event-feed.js';
import {
  barIsGone,
  barWasCorrected,
  mayNotGo,
  noBarToQuarantine,
  qualityEventNotFound,
  refuseViewers,
} from './quality.errors.js';
import {
  QUALITY_TRANSITIONS,
  type QualityEvent,
  type QualityEventFilter,
  type QualitySummary,
  SEVERITIES,
  severitiesFrom,
} from './quality.js';
import { PAGE_ORDER, type QualityEventChanges, type QualityRepository } from './quality.repository.js';
import { EVENT_RAISED, qualityEventMoved } from './quality-events.js';
import { isCorrected, type QuarantineService } from './quarantine.service.js';

export interface QualityEventPageRequest {
  readonly filter: QualityEventFilter;
  readonly first: number;
  readonly after: string | null;
}

export interface ResolveRequest {
  readonly eventId: string;
  readonly resolution: string;
  readonly quarantine: boolean;
}

const SUMMARY_DAYS = 30;
const DAY_MS = 86_400_000;
const WORST = 10;
const RECENT = 20;
/** What an open event weighs when instruments are compared: a grave one as much as two of the severity below. */
const WEIGHT: Readonly<Record<DataQualitySeverity, number>> = { INFO: 1, WARNING: 2, ERROR: 4, CRITICAL: 8 };
/** How many new events may wait for a slow reader of the subscription. */
const FEED_CAPACITY = 1_000;

/** What becomes of events once they are raised. They are about data that all share: everybody sees them. */
export class QualityService {
  constructor(
    private readonly repository: QualityRepository,
    private readonly quarantine: QuarantineService,
    private readonly bus: EventBus,
    private readonly outbox: Pick<OutboxRelay, 'relay'>,
    private readonly clock: Clock,
  ) {}

  /** In the order of the ids; null where there is none. One read. */
  async findMany(ids: readonly string[]): Promise<(QualityEvent | null)[]> {
    const found = new Map((await this.repository.findByIds(ids)).map((event) => [event.id, event]));
    return ids.map((id) => found.get(id) ?? null);
  }

  /** The newest detected first. */
  async page({ filter, ...page }: QualityEventPageRequest): Promise<CountedPage<QualityEvent>> {
    return { ...(await this.repository.findPage(filter, page)), count: () => this.repository.count(filter) };
  }

  /** The first pages of many symbols, by one read; by one for each where that would be too large. */
  async pagesOf(symbols: readonly string[], request: QualityEventPageRequest): Promise<CountedPage<QualityEvent>[]> {
    const found = request.after === null ? await this.repository.findOfMany({ ...request.filter, symbols }) : null;
    if (found === null || symbols.length === 1) {
      return Promise.all(
        symbols.map((symbol) => this.page({ ...request, filter: { ...request.filter, symbols: [symbol] } })),
      );
    }
    return symbols.map((symbol) => {
      const own = found.filter((event) => event.symbol === symbol);
      return {
        items: own.slice(0, request.first).map((item) => ({
          item,
          cursor: encodeCursor(JSON.stringify([...PAGE_ORDER, ['_id', 1]]), [
            item.detectedAt,
            item.occurredAt,
            item.id,
          ]),
        })),
        hasNextPage: own.length > request.first,
        hasPreviousPage: false,
        count: () => own.length,
      };
    });
  }

  /** @param since ISO 8601; 30 days ago when null */
  async summary(since: string | null): Promise<QualitySummary> {
    const from = since ?? new Date(this.clock.now().getTime() - SUMMARY_DAYS * DAY_MS).toISOString();
    const [counts, open, recentEvents] = await Promise.all([
      Promise.all(SEVERITIES.map((severity) => this.repository.countOpenSince(from, severity))),
      this.repository.findOpenSince(from),
      this.repository.findNewest(from, RECENT),
    ]);
    const weights = new Map<string, number>();
    for (const { symbol, severity } of open) weights.set(symbol, (weights.get(symbol) ?? 0) + WEIGHT[severity]);
    const worst = [...weights].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, WORST);
    return {
      since: from,
      openBySeverity: SEVERITIES.map((severity, i) => ({ severity, count: counts[i]! })),
      worstInstruments: worst.map(([symbol]) => symbol),
      recentEvents,
    };
  }

  /** Notes that somebody looks into it. */
  async acknowledge(eventId: string, caller: Caller): Promise<QualityEvent> {
    refuseViewers(caller.viewer);
    const event = await this.get(eventId);
    const acknowledgedAt = this.clock.now().toISOString();
    return this.advance(
      event,
      DataQualityStatus.ACKNOWLEDGED,
      { acknowledgedBy: caller.viewer.id, acknowledgedAt },
      caller,
    );
  }

  /** Settles it; with `quarantine` the bar is not in the lake any more when this resolves. */
  async resolve({ eventId, resolution, quarantine }: ResolveRequest, caller: Caller): Promise<QualityEvent> {
    refuseViewers(caller.viewer);
    const event = await this.get(eventId);
    if (!(quarantine && event.removalPending)) {
      const changes = { resolvedBy: caller.viewer.id, resolvedAt: this.clock.now().toISOString(), resolution };
      const held = quarantine ? await this.held(event) : {};
      const resolved = await this.advance(event, DataQualityStatus.RESOLVED, { ...changes, ...held }, caller);
      if (!quarantine) return resolved;
      await this.quarantine.remove(resolved);
    } else await this.quarantine.remove(event); // what an earlier call began and could not end
    return this.get(eventId);
  }

  /** New events from now on, each as it is when it is told. */
  watchRaised(minSeverity: DataQualitySeverity): Promise<AsyncIterableIterator<QualityEvent>> {
    const wanted = new Set<unknown>(severitiesFrom(minSeverity));
    return eventFeed({
      bus: this.bus,
      patterns: [EVENT_RAISED],
      concerns: ({ payload }) => wanted.has(payload['severity']),
      load: ({ subject }) => this.repository.findById(subject.id),
      capacity: FEED_CAPACITY,
    });
  }

  private async get(id: string): Promise<QualityEvent> {
    const event = await this.repository.findById(id);
    if (event === null) throw qualityEventNotFound(id);
    return event;
  }

  /** What an event says of its bar from the moment on at which the bar is to be left out. */
  private async held(event: QualityEvent): Promise<QualityEventChanges> {
    assertMayGo(event, DataQualityStatus.RESOLVED);
    if (event.bar === null) throw noBarToQuarantine(event);
    const bar = await this.quarantine.currentBar(event);
    if (bar === null) throw barIsGone(event);
    if (isCorrected(event, bar)) throw barWasCorrected(event, bar);
    return { quarantined: true, removalPending: true, bar };
  }

  private async advance(
    event: QualityEvent,
    to: DataQualityStatus,
    changes: QualityEventChanges,
    { viewer, requestId }: Caller,
  ): Promise<QualityEvent> {
    assertMayGo(event, to);
    const what = to === DataQualityStatus.RESOLVED ? 'resolved' : 'acknowledged';
    const { quarantined = false } = changes;
    const moved = qualityEventMoved(event, what, { viewerId: viewer.id, requestId, quarantined }, this.clock);
    const advanced = await this.repository.advance(event.id, to, changes, moved);
    // Somebody else was first: the refusal says where the event is now.
    if (advanced === null) throw mayNotGo(await this.get(event.id), to, sourcesOf(to));
    this.outbox.relay(this.repository.documents.name, event.id);
    return advanced;
  }
}

function assertMayGo(event: QualityEvent, to: DataQualityStatus): void {
  if (!QUALITY_TRANSITIONS[event.status].includes(to)) throw mayNotGo(event, to, sourcesOf(to));
}

function sourcesOf(to: DataQualityStatus): DataQualityStatus[] {
  const all = Object.keys(QUALITY_TRANSITIONS) as DataQualityStatus[];
  return all.filter((status) => QUALITY_TRANSITIONS[status].includes(to));
}
