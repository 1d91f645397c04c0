import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, connect as dial, type Server, type Socket } from 'node:net';
import { Connection, ConsumerStatus } from 'rabbitmq-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DomainEvent } from '#kit/events/event-bus.js';
import { type WithOutbox, withEvents } from '#kit/events/outbox.js';
import { createOutboxRelay } from '#kit/events/outbox-relay.js';
import { rabbitmqNames } from '#kit/events/rabbitmq-topology.js';
import { silentLogger } from '#kit/observability/logger.js';
import type { Scheduler } from '#kit/time/scheduler.js';
import { eventAbout, Inbox, onRabbitmq } from './events-harness.js';

const url = process.env['AMQP_URL'] ?? '';
if (url === '') console.warn('events: what RabbitMQ alone does is skipped; set AMQP_URL to run its suite.');

/** A wire to the broker that can be cut. */
class Wire {
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;

  async connect(): Promise<string> {
    const broker = new URL(url);
    this.#server = createServer((near) => {
      const far = dial(Number(broker.port || 5672), broker.hostname);
      for (const [socket, other] of [[near, far] as const, [far, near] as const]) {
        this.#sockets.add(socket);
        socket.on('error', () => other.destroy());
        socket.on('close', () => {
          this.#sockets.delete(socket);
          other.destroy();
        });
        socket.pipe(other);
      }
    });
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
    const through = new URL(url);
    through.hostname = '127.0.0.1';
    through.port = String(this.#port);
    return through.href;
  }

  async cut(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = once(server, 'close');
    server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}

describe.skipIf(url === '')('event bus on RabbitMQ alone', () => {
  let installation: Awaited<ReturnType<typeof onRabbitmq>>;
  const wire = new Wire();
  beforeEach(async () => {
    installation = await onRabbitmq(url, ['notifications']);
  });
  afterEach(async () => {
    await wire.cut();
    await installation.dispose();
  });

  it('leaves the event in the outbox while the broker is away, and delivers it after the wire is mended', async () => {
    const through = await wire.connect();
    const bus = await installation.start({
      url: through,
      confirmTimeoutMs: 300,
      reconnectMs: { low: 20, high: 50 },
    });
    const [durable, live] = [new Inbox(), new Inbox()];
    await bus.subscribe('notifications', ['backtest.*'], durable.handle);
    await bus.listen(['backtest.*'], live.take);
    const things = await installation.documents().collection<WithOutbox>('things');
    const sweeps: (() => void)[] = [];
    const scheduler: Scheduler = {
      after: (_delayMs, run) => {
        sweeps.push(run);
        return () => {};
      },
    };
    const relay = createOutboxRelay({ bus, collections: [things], log: silentLogger, scheduler });
    await relay.relayAll();

    await wire.cut();
    const event = eventAbout('bt_1');
    await things.insert(withEvents({ _id: 'bt_1' }, [event]));
    relay.relay('things', 'bt_1');
    await relay.settled();
    expect(await things.findById('bt_1')).toMatchObject({ outbox: [event] });
    await expect(bus.ping()).rejects.toThrow(/did not answer within 300 ms/);

    await wire.connect();
    let swept = 0;
    while ((await things.findById('bt_1'))?.outbox?.length !== 0) {
      expect(swept++).toBeLessThan(50); // a publish waits up to 300 ms for the connection, so this is no busy loop
      sweeps.pop()?.();
      await relay.settled();
      await relay.relayAll();
    }
    expect(await durable.holds(1)).toEqual([event]);
    const later = eventAbout('bt_1', 'backtest.deleted');
    await bus.publish(later);
    await live.holds(1);
    expect((await durable.holds(2)).map(({ id }) => id)).toEqual([event.id, later.id]);
    await relay.close();
    await installation.stop(bus);
  });

  it('does not handle an event twice that the broker hands out again because the wire broke before the answer', async () => {
    const through = await wire.connect();
    const bus = await installation.start({ url: through, reconnectMs: { low: 20, high: 50 } });
    const inbox = new Inbox();
    let cut: Promise<void> | undefined;
    await bus.subscribe('notifications', ['#'], async (event) => {
      inbox.take(event);
      if (cut === undefined) {
        cut = wire.cut();
        await cut; // the acknowledgement of this one has no way to the broker
      }
    });
    const [one, two] = [eventAbout('bt_1'), eventAbout('bt_1', 'backtest.deleted')];
    const other = await installation.start(); // over a wire of its own
    await other.publish(one);
    await inbox.holds(1);
    await cut;
    await wire.connect();
    await other.publish(two);
    expect(await inbox.holds(2)).toEqual([one, two]);
    await installation.stop(bus);
    await installation.stop(other);
  });

  it('moves what was given up, and what ends its process again and again, to the dead queue', async () => {
    const names = rabbitmqNames(installation.prefix);
    const bus = await installation.start({ maxAttempts: 2, deliveryLimit: 2 });
    const given = eventAbout('bt_1', 'backtest.poisoned');
    await bus.subscribe('notifications', ['#'], async () => {
      throw new Error('never');
    });
    await bus.publish(given);
    const connection = new Connection(url);
    const dead = new Inbox();
    const reader = connection.createConsumer(
      { queue: names.deadQueue('notifications'), queueOptions: { passive: true } },
      (message) => {
        dead.take(message.body as DomainEvent);
      },
    );
    expect(await dead.holds(1)).toEqual([given]);
    await installation.stop(bus);

    const publisher = await installation.start();
    const deadly = eventAbout('bt_2', 'backtest.deadly');
    await publisher.publish(deadly);
    let deliveries = 0;
    const dying = connection.createConsumer(
      { queue: names.queue('notifications'), queueOptions: { passive: true } },
      () => {
        deliveries += 1;
        return ConsumerStatus.REQUEUE;
      },
    );
    expect((await dead.holds(2))[1]).toEqual(deadly);
    expect(deliveries).toBe(3);
    await dying.close();
    await reader.close();
    await connection.close();
    await installation.stop(publisher);
  });

  it('lets one process of a consumer work at a time, and another take over', async () => {
    const [first, second] = [await installation.start(), await installation.start()];
    const [mine, yours] = [new Inbox(), new Inbox()];
    await first.subscribe('notifications', ['#'], mine.handle);
    await second.subscribe('notifications', ['#'], yours.handle);
    const events = [eventAbout('bt_1'), eventAbout('bt_2'), eventAbout('bt_3')];
    for (const event of events) await second.publish(event);
    expect(new Set((await mine.holds(3)).map(({ id }) => id))).toEqual(new Set(events.map(({ id }) => id)));
    expect(yours.events).toEqual([]);
    await installation.stop(first);
    const next = eventAbout('bt_1', 'backtest.deleted');
    await second.publish(next);
    expect(await yours.holds(1)).toEqual([next]);
    await installation.stop(second);
  });

  it('names a broker that cannot be reached without its credentials', async () => {
    const secret = 'amqp://someone:hunter2@127.0.0.1:1/';
    const start = installation.start({ url: secret, connectTimeoutMs: 200 });
    await expect(start).rejects.toThrow(/RabbitMQ at amqp:\/\/127\.0\.0\.1:1\/ was not reached within 200 ms/);
    await expect(start).rejects.not.toThrow(/hunter2/);
  });
});
