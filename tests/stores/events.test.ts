import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoredDocument } from '#kit/documents/document-collection.js';
import type { DeadLetter } from '#kit/events/dead-letters.js';
import type { DomainEvent } from '#kit/events/event-bus.js';
import { pushEvent, type WithOutbox, withEvents } from '#kit/events/outbox.js';
import { createOutboxRelay } from '#kit/events/outbox-relay.js';
import { silentLogger } from '#kit/observability/logger.js';
import {
  eventAbout,
  hurriedScheduler,
  Inbox,
  type Installation,
  inFiles,
  inMemory,
  onRabbitmq,
} from './events-harness.js';

const amqpUrl = process.env['AMQP_URL'];
const consumers = ['notifications', 'audit'];

const adapters: [name: string, install: () => Promise<Installation>][] = [
  ['in process, in memory', inMemory],
  ['in process, in files', inFiles],
];
if (amqpUrl === undefined) console.warn('events: the RabbitMQ adapter is skipped; set AMQP_URL to run its suite.');
else adapters.push(['RabbitMQ', () => onRabbitmq(amqpUrl, consumers)]);

interface Thing extends WithOutbox {
  readonly state: string;
}

describe.each(adapters)('event bus: %s', (_name, install) => {
  let installation: Installation;
  beforeEach(async () => {
    installation = await install();
  });
  afterEach(() => installation.dispose());

  it('delivers what the patterns of a consumer ask for, whole and once', async () => {
    const bus = await installation.start();
    const [some, all] = [new Inbox(), new Inbox()];
    await bus.subscribe('notifications', ['backtest.*', '*.completed'], some.handle);
    await bus.subscribe('audit', ['#'], all.handle);
    const completed = eventAbout('bt_1', 'backtest.completed', { totalReturn: 0.1, nested: { list: [1, null, 'x'] } });
    const raised = eventAbout('bt_1', 'data-quality.event-raised');
    const started = eventAbout('bt_1', 'backtest.started');
    for (const event of [completed, raised, started]) await bus.publish(event);
    expect(await all.holds(3)).toEqual([completed, raised, started]);
    expect(await some.holds(2)).toEqual([completed, started]);
    await installation.stop(bus);
  });

  it('delivers again after a failure, with growing waits, and in order per subject', async () => {
    const scheduler = hurriedScheduler();
    const bus = await installation.start({ scheduler });
    const inbox = new Inbox();
    const failures = new Map<string, number>();
    await bus.subscribe('notifications', ['#'], async (event) => {
      const failed = failures.get(event.id) ?? 0;
      failures.set(event.id, failed + 1);
      if (event.payload['fails'] === true && failed < 2) throw new Error('not yet');
      inbox.take(event);
    });
    const events: DomainEvent[] = [];
    for (let i = 0; i < 30; i++) events.push(eventAbout(`bt_${i % 3}`, 'backtest.updated', { fails: i % 5 === 0 }));
    await Promise.all(events.map((event) => bus.publish(event)));
    await inbox.holds(events.length);
    for (const id of ['bt_0', 'bt_1', 'bt_2']) {
      const about = (list: readonly DomainEvent[]) => list.filter(({ subject }) => subject.id === id).map((e) => e.id);
      expect(about(inbox.events)).toEqual(about(events));
    }
    expect([...failures.values()].filter((n) => n === 3)).toHaveLength(6);
    expect(scheduler.delays.filter((ms) => ms === 200)).toHaveLength(6);
    expect(scheduler.delays.filter((ms) => ms === 400)).toHaveLength(6);
    await installation.stop(bus);
  });

  it('handles an id once, also when a later process gets it again', async () => {
    const first = await installation.start();
    const inbox = new Inbox();
    const event = eventAbout('bt_1');
    await first.subscribe('notifications', ['#'], inbox.handle);
    await first.publish(event);
    await first.publish(event);
    await first.publish(eventAbout('bt_1', 'backtest.marker'));
    await inbox.holds(2);
    await installation.stop(first);

    const second = await installation.start();
    await second.subscribe('notifications', ['#'], inbox.handle);
    await second.publish(event);
    await second.publish(eventAbout('bt_1', 'backtest.marker'));
    await inbox.holds(3);
    expect(inbox.events.map(({ name }) => name)).toEqual(['backtest.completed', 'backtest.marker', 'backtest.marker']);
    await installation.stop(second);
  });

  it('gives an event up after maxAttempts, keeps it with its error, and moves on', async () => {
    const bus = await installation.start({ maxAttempts: 3 });
    const inbox = new Inbox();
    const poison = eventAbout('bt_1', 'backtest.poisoned');
    let attempts = 0;
    await bus.subscribe('notifications', ['#'], async (event) => {
      if (event.id === poison.id) {
        attempts += 1;
        throw new TypeError('cannot read this');
      }
      inbox.take(event);
    });
    const next = eventAbout('bt_1');
    await bus.publish(poison);
    await bus.publish(next);
    expect(await inbox.holds(1)).toEqual([next]);
    expect(attempts).toBe(3);
    const letters = await installation.documents().collection<DeadLetter>('dead-letters');
    expect(await letters.find({})).toMatchObject([
      {
        consumer: 'notifications',
        event: poison,
        attempts: 3,
        error: { name: 'TypeError', message: 'cannot read this' },
      },
    ]);
    await installation.stop(bus);
  });

  it('keeps for a durable consumer what is published while it is down', async () => {
    const first = await installation.start();
    await first.subscribe('notifications', ['backtest.*'], async () => {});
    await installation.stop(first);

    const second = await installation.start();
    const [one, two] = [eventAbout('bt_1'), eventAbout('bt_1', 'backtest.deleted')];
    await second.publish(one);
    await second.publish(eventAbout('bt_1', 'model.deployed'));
    await second.publish(two);
    await installation.stop(second);

    const third = await installation.start();
    const inbox = new Inbox();
    await third.subscribe('notifications', ['backtest.*'], inbox.handle);
    expect(await inbox.holds(2)).toEqual([one, two]);
    await installation.stop(third);
  });

  it('follows a consumer that changes what it wants', async () => {
    const first = await installation.start();
    await first.subscribe('notifications', ['backtest.*', 'model.*'], async () => {});
    await installation.stop(first);

    const second = await installation.start();
    const inbox = new Inbox();
    await second.subscribe('notifications', ['backtest.*', 'alert.*'], inbox.handle);
    const wanted = [eventAbout('bt_1', 'alert.raised'), eventAbout('bt_1')];
    await second.publish(eventAbout('bt_1', 'model.deployed'));
    for (const event of wanted) await second.publish(event);
    expect(await inbox.holds(2)).toEqual(wanted);
    await installation.stop(second);
  });

  it('shows listeners what happens while they listen, and nothing else', async () => {
    const bus = await installation.start();
    const [inbox, later, durable] = [new Inbox(), new Inbox(), new Inbox()];
    await bus.subscribe('audit', ['#'], durable.handle);
    await bus.publish(eventAbout('bt_1', 'backtest.started'));
    const stop = await bus.listen(['backtest.*'], inbox.take);
    await bus.listen(['#'], () => {
      throw new Error('a listener that fails disturbs nobody');
    });
    const progress = eventAbout('bt_1', 'backtest.progressed', { progress: 0.5 });
    const completed = eventAbout('bt_1');
    bus.announce(progress);
    await bus.publish(completed);
    await inbox.holds(2);
    expect(new Set(inbox.ids())).toEqual(new Set([progress.id, completed.id]));
    await durable.holds(2);
    expect(durable.ids()).not.toContain(progress.id);

    await stop();
    await bus.listen(['backtest.*'], later.take);
    const last = eventAbout('bt_1', 'backtest.deleted');
    await bus.publish(last);
    expect(await later.holds(1)).toEqual([last]);
    expect(inbox.events).toHaveLength(2);
    await installation.stop(bus);
  });

  it('relays from the outbox what a crash left between the write and the relay', async () => {
    const first = await installation.start();
    await first.subscribe('notifications', ['#'], async () => {});
    const before = await installation.documents().collection<Thing>('things');
    const [created, started] = [eventAbout('bt_1', 'backtest.created'), eventAbout('bt_1', 'backtest.started')];
    await before.insert(withEvents({ _id: 'bt_1', state: 'QUEUED' }, [created]));
    await before.updateOne({ _id: 'bt_1' }, { $set: { state: 'RUNNING' }, $push: pushEvent(started) });
    await installation.stop(first); // nobody has called relay

    const second = await installation.start();
    const inbox = new Inbox();
    await second.subscribe('notifications', ['#'], inbox.handle);
    const things = await installation.documents().collection<Thing>('things');
    const relay = createOutboxRelay({ bus: second, collections: [things], log: silentLogger });
    await relay.relayAll();
    expect(await inbox.holds(2)).toEqual([created, started]);
    expect(await things.findById('bt_1')).toMatchObject({ state: 'RUNNING', outbox: [] });
    await relay.close();
    await installation.stop(second);
  });

  it('lets the running handler finish when it closes, and delivers the rest to the next process', async () => {
    const first = await installation.start();
    let release = (): void => {};
    const running = new Promise<void>((resolve) => {
      release = resolve;
    });
    const handled: string[] = [];
    const begun = new Inbox();
    await first.subscribe('notifications', ['#'], async (event) => {
      begun.take(event);
      await running;
      handled.push(event.id);
    });
    const events = [eventAbout('bt_1'), eventAbout('bt_1', 'backtest.deleted'), eventAbout('bt_1', 'backtest.gone')];
    for (const event of events) await first.publish(event);
    await begun.holds(1);
    const stopped = installation.stop(first);
    await expect(first.publish(eventAbout('bt_1'))).rejects.toThrow(/closed/);
    setImmediate(release);
    await stopped;
    expect(handled).toEqual([events[0]?.id]);

    const second = await installation.start();
    const rest = new Inbox();
    await second.subscribe('notifications', ['#'], rest.handle);
    expect(await rest.holds(2)).toEqual(events.slice(1));
    await installation.stop(second);
  });

  it('refuses what no bus would carry, and a second consumer of the same name', async () => {
    const bus = await installation.start();
    await bus.ping();
    await bus.subscribe('notifications', ['#'], async () => {});
    await expect(bus.subscribe('notifications', ['#'], async () => {})).rejects.toThrow(/already subscribed/);
    await expect(bus.subscribe('No Such', ['#'], async () => {})).rejects.toThrow(/consumer name/);
    await expect(bus.subscribe('audit', ['back*'], async () => {})).rejects.toThrow(/topic pattern/);
    await expect(bus.publish({ ...eventAbout('bt_1'), name: 'Backtest Completed' })).rejects.toThrow(/event name/);
    await expect(bus.publish({ ...eventAbout('bt_1'), payload: { big: 'x'.repeat(300_000) } })).rejects.toThrow(
      /at most/,
    );
    await installation.stop(bus);
    await expect(bus.ping()).rejects.toThrow(/closed/);
  });

  it('keeps no more handled ids than it was told', async () => {
    const bus = await installation.start({ handledLimits: { keepPerConsumer: 10, pruneEvery: 5 } });
    const inbox = new Inbox();
    await bus.subscribe('notifications', ['#'], inbox.handle);
    for (let i = 0; i < 30; i++) {
      await bus.publish(eventAbout('bt_1'));
      await inbox.holds(i + 1);
    }
    await installation.stop(bus);
    const again = await installation.start();
    const handled = await installation.documents().collection<StoredDocument>('handled-events');
    const kept = await handled.count({});
    expect(kept).toBeGreaterThanOrEqual(10);
    expect(kept).toBeLessThan(30);
    await installation.stop(again);
  });
});
