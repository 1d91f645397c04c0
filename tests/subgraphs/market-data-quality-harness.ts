import type { Viewer } from '#kit/identity/viewer.js';
import { alice, bob, type subgraphCaller } from '../support/subgraph-caller.js';

type Caller = ReturnType<typeof subgraphCaller>;

export const watcher: Viewer = { id: 'usr_watcher', name: null, roles: ['VIEWER'] };
export const DAY_MS = 86_400_000;
/** 2018-01-01, a Monday; CRYPTO trades on every day. */
const FIRST = Date.UTC(2018, 0, 1);

export interface SentBar {
  timestamp: string;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
  adjustedClose?: number;
}

/** The time of a day. */
export const day = (i: number) => new Date(FIRST + i * DAY_MS).toISOString();

/** Good bars whose close goes up and down by a percent. */
export function goodBars(count: number): SentBar[] {
  return Array.from({ length: count }, (_, i) => barOf(i, i % 2 === 0 ? 100 : 101));
}

export function barOf(i: number, close: number): SentBar {
  return {
    timestamp: day(i),
    open: close,
    high: close * 1.001,
    low: close * 0.999,
    close,
    volume: i % 3 === 0 ? 900 : 1e3,
  };
}

export async function ingest(call: Caller, symbol: string, bars: readonly SentBar[], viewer = alice) {
  const { ingestBars } = await call.get(
    viewer,
    'mutation ($input: IngestBarsInput!) { ingestBars(input: $input) { id status rowsWritten rowsRejected qualityEventsRaised snapshotId } }',
    { input: { symbol, assetClass: 'CRYPTO', bars } },
  );
  return ingestBars;
}

export const EVENTS = `query ($filter: DataQualityEventFilter, $first: Int, $after: String) {
  dataQualityEvents(filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { id instrument { symbol assetClass } interval occurredAt detectedAt severity anomalyType score message details
      status acknowledgedBy { id } acknowledgedAt resolvedBy { id } resolvedAt resolution quarantined }
  }
}`;

// biome-ignore lint/suspicious/noExplicitAny: the shape is what the query says
export type EventNode = Record<string, any>;

export async function eventsOf(call: Caller, symbol: string, filter: object = {}) {
  const { dataQualityEvents } = await call.get(bob, EVENTS, { filter: { symbols: [symbol], ...filter }, first: 100 });
  return dataQualityEvents.nodes as EventNode[];
}

export const ACKNOWLEDGE =
  'mutation ($id: ID!) { acknowledgeDataQualityEvent(eventId: $id) { id status acknowledgedBy { id } acknowledgedAt } }';
export const RESOLVE = `mutation ($input: ResolveDataQualityEventInput!) { resolveDataQualityEvent(input: $input) {
  id status resolvedBy { id } resolvedAt resolution quarantined details } }`;
export const resolve = (id: string, more: object = {}) => ({
  input: { eventId: id, resolution: 'Looked at.', ...more },
});

/** A symbol with one event: a bar whose high is below its close. */
export async function oneEvent(call: Caller, symbol: string): Promise<string> {
  const bars = goodBars(3);
  bars[1]!.high = 100;
  await ingest(call, symbol, bars);
  const [event] = await eventsOf(call, symbol);
  return event!['id'];
}
