import { type AsyncMessage, type Connection, type Consumer, ConsumerStatus, type Publisher } from 'rabbitmq-client';
import {
  assertConsumerName,
  busDefaults,
  type EventBusOptions,
  openDeliveryParts,
  settlesWithin,
} from './bus-options.js';
import { ConsumerRegistry } from './consumer-registry.js';
import { Delivery, type DeliveryParts } from './delivery.js';
import type { DomainEvent, EventBus, EventHandler } from './event-bus.js';
import { assertEvent, subjectKey } from './new-event.js';
import { connectToBroker, plainError, prefixOf } from './rabbitmq-connection.js';
import { RabbitmqListeners } from './rabbitmq-listeners.js';
import { declareTopology, exchangesOf, queueOf, type RabbitmqNames, rabbitmqNames } from './rabbitmq-topology.js';
import { SubjectLanes } from './subject-lanes.js';
import { assertTopicPatterns } from './topic-pattern.js';

export interface RabbitmqEventBusOptions extends EventBusOptions {
  readonly url: string;
  /** Of every exchange and queue; else the one in the URL, else `quantgraph`. */
  readonly prefix?: string;
  /** How long publish waits for the broker's confirm. 5 s. */
  readonly confirmTimeoutMs?: number;
  readonly connectTimeoutMs?: number;
  readonly reconnectMs?: { readonly low: number; readonly high: number };
  /** How often the broker hands out an event that no process answered for, before it is dead-lettered. 20. */
  readonly deliveryLimit?: number;
}

/**
 * The event bus of the distributed mode. `publish` resolves on the broker's confirm and rejects after a time-out, in
 * which case the event stays in its outbox. An event that no consumer's queue is bound to is confirmed and gone: a
 * consumer gets what is published after its first subscribe.
 *
 * A handler that fails is tried again here, while the message is unacknowledged: a message that went back to the queue
 * would let later events of its subject overtake it. When it is given up the broker dead-letters it, to `<consumer>.dead`,
 * and the error is in the `dead-letters` collection.
 * @throws when the broker is not reached in time; the message names the broker without its credentials.
 */
export async function createRabbitmqEventBus(options: RabbitmqEventBusOptions): Promise<EventBus> {
  const names = rabbitmqNames(options.prefix ?? prefixOf(options.url));
  const parts = await openDeliveryParts(options);
  const registry = await ConsumerRegistry.open(options.documents);
  const connection = await connectToBroker({
    url: options.url,
    log: options.log,
    connectTimeoutMs: options.connectTimeoutMs ?? 30_000,
    reconnectMs: options.reconnectMs ?? { low: 500, high: 15_000 },
  });
  await declareTopology(connection, names);
  return new RabbitmqEventBus(options, names, parts, registry, connection);
}

class RabbitmqEventBus implements EventBus {
  readonly #publisher: Publisher;
  readonly #announcer: Publisher;
  readonly #listeners: RabbitmqListeners;
  readonly #consumers = new Map<string, Consumer>();
  #closing: Promise<void> | undefined;

  constructor(
    private readonly options: RabbitmqEventBusOptions,
    private readonly names: RabbitmqNames,
    private readonly parts: DeliveryParts,
    private readonly registry: ConsumerRegistry,
    private readonly connection: Connection,
  ) {
    this.#publisher = connection.createPublisher({ confirm: true, exchanges: exchangesOf(names) });
    this.#announcer = connection.createPublisher({ exchanges: exchangesOf(names) });
    this.#listeners = new RabbitmqListeners(connection, names, options.log);
  }

  async publish(event: DomainEvent): Promise<void> {
    this.#assertOpen();
    assertEvent(event);
    const envelope = { exchange: this.names.events, routingKey: event.name, messageId: event.id, durable: true };
    await this.#inTime(this.#publisher.send(envelope, event), `publish ${event.name}`);
  }

  async subscribe(consumer: string, patterns: readonly string[], handler: EventHandler): Promise<void> {
    this.#assertOpen();
    assertConsumerName(consumer);
    assertTopicPatterns(patterns);
    if (this.#consumers.has(consumer)) throw new RangeError(`The consumer ${consumer} has already subscribed.`);
    await declareTopology(this.connection, this.names, consumer);
    const queue = this.names.queue(consumer);
    const concurrency = this.options.concurrency ?? busDefaults.concurrency;
    const delivery = new Delivery(consumer, handler, this.parts);
    const lanes = new SubjectLanes(concurrency);
    const queueOptions = queueOf(this.names, consumer, this.options.deliveryLimit ?? 20);
    await this.connection.queueDeclare(queueOptions); // here, so that a queue with other arguments is refused at once
    const subscription = this.connection.createConsumer(
      {
        queue,
        queueOptions,
        concurrency, // finite, so that what arrives while it closes is left to the next process
        qos: { prefetchCount: concurrency },
        exchanges: exchangesOf(this.names),
        queueBindings: patterns.map((routingKey) => ({ exchange: this.names.events, queue, routingKey })),
      },
      (message) => this.#received(message, delivery, lanes),
    );
    this.#consumers.set(consumer, subscription);
    subscription.on('error', (error) => {
      this.options.log.warn({ consumer, err: plainError(error) }, 'an event queue failed');
    });
    try {
      const ready = new Promise<void>((resolve) => subscription.on('ready', resolve));
      await this.#inTime(ready, `subscribe ${consumer}`);
      for (const routingKey of this.registry.patternsOf(consumer)) {
        if (patterns.includes(routingKey)) continue;
        await this.connection.queueUnbind({ exchange: this.names.events, queue, routingKey });
      }
      await this.registry.register(consumer, patterns);
    } catch (error) {
      this.#consumers.delete(consumer);
      await subscription.close();
      throw error;
    }
  }

  async listen(patterns: readonly string[], listener: (event: DomainEvent) => void): Promise<() => Promise<void>> {
    this.#assertOpen();
    return this.#inTime(this.#listeners.listen(patterns, listener), 'listen');
  }

  announce(event: DomainEvent): void {
    assertEvent(event);
    // Not kept while the broker is away: by the time that it is back this is no news.
    if (this.#closing !== undefined || !this.connection.ready) return;
    this.#announcer
      .send({ exchange: this.names.live, routingKey: event.name, messageId: event.id }, event)
      .catch((error: unknown) => {
        this.options.log.warn(
          { event: event.id, name: event.name, err: plainError(error) },
          'an announcement was lost',
        );
      });
  }

  async ping(): Promise<void> {
    this.#assertOpen();
    await this.#inTime(declareTopology(this.connection, this.names), 'ping');
  }

  close(): Promise<void> {
    this.#closing ??= this.#drain();
    return this.#closing;
  }

  async #received(message: AsyncMessage, delivery: Delivery, lanes: SubjectLanes): Promise<ConsumerStatus> {
    const event = asEvent(message);
    if (event === null) {
      this.options.log.error(
        { messageId: message.messageId, routingKey: message.routingKey },
        'a message that is no event was dead-lettered',
      );
      return ConsumerStatus.DROP;
    }
    const attempts = { begun: 0, begins: async () => {} };
    const outcome = await lanes.run(subjectKey(event), () => delivery.deliver(event, attempts));
    if (outcome === 'STOPPED') return ConsumerStatus.REQUEUE;
    return outcome === 'DEAD' ? ConsumerStatus.DROP : ConsumerStatus.ACK;
  }

  async #drain(): Promise<void> {
    const consumers = [...this.#consumers.values()].map((consumer) => consumer.close());
    // The cancel is on its way before anything is given back: what is given back must not come here again.
    await new Promise((resolve) => setImmediate(resolve));
    this.parts.pauses.cut();
    const closed = Promise.all([
      ...consumers,
      this.#listeners.close(),
      this.#publisher.close(),
      this.#announcer.close(),
    ]);
    const drained = await settlesWithin(
      closed.then(() => this.connection.close()),
      this.options.drainTimeoutMs ?? busDefaults.drainTimeoutMs,
    ).catch((error: unknown) => {
      this.options.log.warn({ err: plainError(error) }, 'the event bus did not close in good order');
      return false;
    });
    if (!drained) this.connection.unsafeDestroy();
  }

  /** Waits for the broker, and for the work, no longer than for a confirm. */
  async #inTime<T>(work: Promise<T>, what: string): Promise<T> {
    const timeoutMs = this.options.confirmTimeoutMs ?? 5_000;
    if (!(await settlesWithin(work, timeoutMs)))
      throw new Error(`RabbitMQ did not answer within ${timeoutMs} ms: ${what}`);
    return work;
  }

  #assertOpen(): void {
    if (this.#closing !== undefined) throw new Error('The event bus is closed.');
  }
}

function asEvent({ body }: AsyncMessage): DomainEvent | null {
  const event = body as DomainEvent | null;
  if (typeof event !== 'object' || event === null || typeof event.id !== 'string' || typeof event.name !== 'string')
    return null;
  return typeof event.subject?.type === 'string' && typeof event.subject.id === 'string' ? event : null;
}
