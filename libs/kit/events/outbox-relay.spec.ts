import { beforeEach, describe, expect, it } from 'vitest';
import type { DocumentCollection } from '#kit/documents/document-collection.js';
import { openMemoryStore } from '#kit/documents/nedb-document-store.js';
import { silentLogger } from '#kit/observability/logger.js';
import type { Clock } from '#kit/time/clock.js';
import type { Scheduler } from '#kit/time/scheduler.js';
import type { DomainEvent } from './event-bus.js';
import { newEvent } from './new-event.js';
import {
  hasOutbox,
  markDeleted,
  notDeleted,
  outboxIndex,
  pushEvent,
  replaceWithEvents,
  tombstoneIndex,
  type WithOutbox,
  withEvents,
  withoutOutbox,
} from './outbox.js';
import { createOutboxRelay, type OutboxRelay } from './outbox-relay.js';

interface Thing extends WithOutbox {
  readonly state: string;
}

const clock: Clock = { now: () => new Date('2026-01-05T09:30:00.000Z') };
const about = (id: string, name = 'thing.changed'): DomainEvent =>
  newEvent({ name, subject: { type: 'Thing', id }, ownerId: 'user_1' }, clock);

describe('outbox', () => {
  let things: DocumentCollection<Thing>;
  let published: DomainEvent[];
  let refuses: (event: DomainEvent) => boolean;
  let sweeps: (() => void)[];
  let relay: OutboxRelay;

  beforeEach(async () => {
    things = await openMemoryStore().collection<Thing>('things', [outboxIndex, tombstoneIndex]);
    published = [];
    refuses = () => false;
    sweeps = [];
    const scheduler: Scheduler = {
      after: (_delayMs, run) => {
        sweeps.push(run);
        return () => void sweeps.splice(sweeps.indexOf(run), 1);
      },
    };
    const bus = {
      publish: async (event: DomainEvent) => {
        if (refuses(event)) throw new Error('the broker is away');
        published.push(event);
      },
    };
    relay = createOutboxRelay({ bus, collections: [things], log: silentLogger, scheduler });
  });

  it('is found while it holds something, and is not shown', async () => {
    await things.insert(withEvents({ _id: 'a', state: 'NEW' }, [about('a')]));
    await things.insert({ _id: 'b', state: 'NEW', outbox: [] });
    await things.insert({ _id: 'c', state: 'NEW' });
    const found = await things.find(hasOutbox);
    expect(found.map(({ _id }) => _id)).toEqual(['a']);
    expect(found.map(withoutOutbox)).toEqual([{ _id: 'a', rev: 1, state: 'NEW' }]);
  });

  it('is relayed in order and emptied, also when events come while it is being relayed', async () => {
    const events = [about('a'), about('a'), about('a'), about('a')] as const;
    await things.insert(withEvents({ _id: 'a', state: 'NEW' }, [events[0], events[1]]));
    relay.relay('things', 'a');
    await things.updateOne({ _id: 'a' }, { $push: pushEvent(events[2]) });
    relay.relay('things', 'a');
    await things.updateOne({ _id: 'a' }, { $push: pushEvent(events[3]) });
    relay.relay('things', 'a');
    await relay.settled();
    expect(published).toEqual(events);
    expect(await things.findById('a')).toMatchObject({ state: 'NEW', outbox: [] });
  });

  it('keeps what the bus refused and what is behind it, and the sweep takes it up', async () => {
    const events = [about('a'), about('a', 'thing.refused'), about('a')];
    refuses = (event) => event.name === 'thing.refused';
    await things.insert(withEvents({ _id: 'a', state: 'NEW' }, events));
    await things.insert(withEvents({ _id: 'b', state: 'NEW' }, [about('b')]));
    await relay.relayAll();
    expect(published.map(({ subject }) => subject.id)).toEqual(['a', 'b']);
    expect((await things.findById('a'))?.outbox).toEqual(events.slice(1));
    refuses = () => false;
    expect(sweeps).toHaveLength(1);
    const again = sweeps[0] as () => void;
    again();
    await relay.relayAll();
    expect(published.filter(({ subject }) => subject.id === 'a')).toEqual(events);
    expect(await things.count(hasOutbox)).toBe(0);
    await relay.close();
    expect(sweeps).toHaveLength(0);
  });

  it('is swept page by page', async () => {
    for (let i = 0; i < 501; i++) {
      await things.insert(withEvents({ _id: `thing_${String(i).padStart(4, '0')}`, state: 'NEW' }, [about(`${i}`)]));
    }
    await relay.relayAll();
    expect(new Set(published.map(({ subject }) => subject.id)).size).toBe(501);
    expect(await things.count(hasOutbox)).toBe(0);
  });

  it('survives a replacement of the document that was read without it', async () => {
    const [created, renamed] = [about('a', 'thing.created'), about('a', 'thing.renamed')];
    const stored = await things.insert(withEvents({ _id: 'a', state: 'NEW' }, [created]));
    const shown = withoutOutbox(stored);
    const replaced = await replaceWithEvents(things, { ...shown, state: 'NAMED' }, [renamed]);
    expect(replaced).toMatchObject({ state: 'NAMED', outbox: [created, renamed] });
    expect(await replaceWithEvents(things, { ...shown, state: 'LATE' }, [])).toBeNull();
  });

  it('carries the event of a deletion, and the document goes when that is relayed', async () => {
    const deleted = about('a', 'thing.deleted');
    await things.insert(withEvents({ _id: 'a', state: 'NEW' }, []));
    refuses = () => true;
    expect(await markDeleted(things, { _id: 'a' }, deleted)).toMatchObject({ tombstone: true });
    expect(await markDeleted(things, { _id: 'a' }, deleted)).toBeNull();
    expect(await things.find(notDeleted)).toEqual([]);
    relay.relay('things', 'a');
    await relay.settled();
    expect(await things.findById('a')).not.toBeNull();
    refuses = () => false;
    await relay.relayAll();
    expect(published).toEqual([deleted]);
    expect(await things.findById('a')).toBeNull();
  });

  it('removes at the next sweep a marked document whose relay ended just before the removal', async () => {
    await things.insert({ _id: 'a', state: 'NEW', outbox: [], tombstone: true });
    await relay.relayAll();
    expect(await things.findById('a')).toBeNull();
  });

  it('refuses a collection that it was not given', () => {
    expect(() => relay.relay('strangers', 'a')).toThrow(RangeError);
  });
});
