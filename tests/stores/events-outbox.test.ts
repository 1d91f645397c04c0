import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DocumentCollection, DocumentStore } from '#kit/documents/document-collection.js';
import { openMongoStore } from '#kit/documents/mongo-document-store.js';
import { openMemoryStore } from '#kit/documents/nedb-document-store.js';
import type { DomainEvent } from '#kit/events/event-bus.js';
import {
  hasOutbox,
  isMarkedDeleted,
  markDeleted,
  notDeleted,
  outboxIndex,
  pushEvent,
  replaceWithEvents,
  tombstoneIndex,
  type WithOutbox,
  withEvents,
} from '#kit/events/outbox.js';
import { createOutboxRelay, type OutboxRelay } from '#kit/events/outbox-relay.js';
import { silentLogger } from '#kit/observability/logger.js';
import { startMongoDouble } from '../support/mongo-double/mongo-double.js';
import { eventAbout } from './events-harness.js';

interface Opened {
  readonly documents: DocumentStore;
  close(): Promise<void>;
}

const mongodbUrl = process.env['MONGODB_URL'] ?? '';

const stores: [name: string, open: () => Promise<Opened>][] = [
  [
    'NeDB',
    async () => {
      const documents = openMemoryStore();
      return { documents, close: () => documents.close() };
    },
  ],
  [
    mongodbUrl === '' ? 'MongoDB (the double)' : 'MongoDB',
    async () => {
      const double = mongodbUrl === '' ? await startMongoDouble() : null;
      const documents = await openMongoStore(double?.url ?? mongodbUrl, `events-${randomUUID()}`);
      const close = async () => {
        await (await documents.collection('things')).delete({});
        await documents.close();
        await double?.close();
      };
      return { documents, close };
    },
  ],
];

/** The filters and updates that the outbox consists of mean the same in both stores. */
describe.each(stores)('outbox in %s', (_name, open) => {
  let store: Opened;
  let things: DocumentCollection<WithOutbox>;
  let published: DomainEvent[];
  let relay: OutboxRelay;
  let isAway: boolean;

  beforeEach(async () => {
    store = await open();
    things = await store.documents.collection<WithOutbox>('things', [outboxIndex, tombstoneIndex]);
    published = [];
    isAway = false;
    const publish = async (event: DomainEvent): Promise<void> => {
      if (isAway) throw new Error('the broker is away');
      published.push(event);
    };
    relay = createOutboxRelay({ bus: { publish }, collections: [things], log: silentLogger });
  });

  afterEach(async () => {
    await relay.close();
    await store.close();
  });

  it('is found, relayed in order and emptied', async () => {
    const events = [eventAbout('a'), eventAbout('a'), eventAbout('a')] as const;
    await things.insert(withEvents({ _id: 'a' }, [events[0]]));
    await things.insert({ _id: 'b', outbox: [] });
    await things.insert({ _id: 'c' });
    const pushed = await things.updateOne({ _id: 'a' }, { $push: pushEvent(events[1]) });
    await replaceWithEvents(things, { _id: 'a', rev: pushed?.rev ?? 0 }, [events[2]]);
    expect((await things.find(hasOutbox)).map(({ _id, outbox }) => [_id, outbox])).toEqual([['a', events]]);
    await relay.relayAll();
    expect(published).toEqual(events);
    expect(await things.find(hasOutbox)).toEqual([]);
    expect((await things.findById('a'))?.outbox).toEqual([]);
  });

  it('is kept while the bus is away, the marked deletion as well', async () => {
    isAway = true;
    const event = eventAbout('a', 'backtest.deleted');
    await things.insert({ _id: 'a' });
    await markDeleted(things, { _id: 'a' }, event);
    await relay.relayAll();
    expect(await things.find(notDeleted)).toEqual([]);
    expect(await things.find(isMarkedDeleted)).toMatchObject([{ _id: 'a', outbox: [event] }]);
    isAway = false;
    await relay.relayAll();
    expect(published).toEqual([event]);
    expect(await things.findById('a')).toBeNull();
  });
});
