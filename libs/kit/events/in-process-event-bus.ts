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
import { LiveListeners } from './live-listeners.js';
import { assertEvent, subjectKey } from './new-event.js';
import { type PendingEvent, PendingEvents } from './pending-events.js';
import { SubjectLanes } from './subject-lanes.js';
import { assertTopicPatterns, matchesAnyTopic } from './topic-pattern.js';

/** A durable consumer that has subscribed in this process. */
interface Subscription {
  readonly delivery: Delivery;
  readonly lanes: SubjectLanes;
  /** What arrives while the backlog is being read; null once it is. */
  arrivals: PendingEvent[] | null;
}

/**
 * The event bus of the embedded mode: one process, one document store.
 *
 * `publish` resolves when one document per durable consumer that wants the event is in `pending-events`; the handlers
 * run afterwards. The alternative, to wait for the handlers, would make a mutation as slow as its slowest consumer and
 * as fragile as all of them. So an event whose publish resolved outlives the process: it is delivered when its consumer
 * subscribes again. One whose publish was cut short is still in the outbox of its document, and is published again;
 * what was stored the first time is recognised by the event's id.
 *
 * A consumer is known from its first subscribe on, also to later processes (`event-consumers`): what is published before
 * it subscribes again waits. The store must belong to this process alone.
 */
export async function createInProcessEventBus(options: EventBusOptions): Promise<EventBus> {
  const parts = await openDeliveryParts(options);
  const registry = await ConsumerRegistry.open(options.documents);
  return new InProcessEventBus(options, parts, registry, await PendingEvents.open(options.documents));
}

class InProcessEventBus implements EventBus {
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #writes = new SubjectLanes(Number.MAX_SAFE_INTEGER);
  readonly #listeners: LiveListeners;
  #closing: Promise<void> | undefined;

  constructor(
    private readonly options: EventBusOptions,
    private readonly parts: DeliveryParts,
    private readonly registry: ConsumerRegistry,
    private readonly pending: PendingEvents,
  ) {
    this.#listeners = new LiveListeners(options.log);
  }

  async publish(event: DomainEvent): Promise<void> {
    this.#assertOpen();
    assertEvent(event);
    // What a broker would do to it: nobody shares the object, and nothing but JSON arrives.
    const carried: DomainEvent = JSON.parse(JSON.stringify(event));
    await this.#writes.run(subjectKey(carried), async () => {
      const seq = this.pending.nextSeq();
      for (const [consumer, patterns] of this.registry.entries()) {
        if (!matchesAnyTopic(patterns, carried.name)) continue;
        const pending = await this.pending.add(consumer, seq, carried);
        if (pending !== null) this.#arrived(pending);
      }
    });
    this.#listeners.tell(carried);
  }

  async subscribe(consumer: string, patterns: readonly string[], handler: EventHandler): Promise<void> {
    this.#assertOpen();
    assertConsumerName(consumer);
    assertTopicPatterns(patterns);
    if (this.#subscriptions.has(consumer)) throw new RangeError(`The consumer ${consumer} has already subscribed.`);
    const arrivals: PendingEvent[] = [];
    const subscription: Subscription = {
      delivery: new Delivery(consumer, handler, this.parts),
      lanes: new SubjectLanes(this.options.concurrency ?? busDefaults.concurrency),
      arrivals,
    };
    this.#subscriptions.set(consumer, subscription);
    try {
      await this.registry.register(consumer, patterns);
      const backlog = await this.pending.of(consumer);
      const old = new Set(backlog.map(({ _id }) => _id));
      subscription.arrivals = null;
      for (const pending of backlog) this.#deliver(subscription, pending, true);
      for (const pending of arrivals) if (!old.has(pending._id)) this.#deliver(subscription, pending, false);
    } catch (error) {
      this.#subscriptions.delete(consumer);
      throw error;
    }
  }

  async listen(patterns: readonly string[], listener: (event: DomainEvent) => void): Promise<() => Promise<void>> {
    this.#assertOpen();
    const stop = this.#listeners.add(patterns, listener);
    return async () => stop();
  }

  announce(event: DomainEvent): void {
    if (this.#closing !== undefined) return;
    assertEvent(event);
    this.#listeners.tell(JSON.parse(JSON.stringify(event)));
  }

  async ping(): Promise<void> {
    this.#assertOpen();
    await this.pending.ping();
  }

  close(): Promise<void> {
    this.#closing ??= this.#drain();
    return this.#closing;
  }

  #arrived(pending: PendingEvent): void {
    const subscription = this.#subscriptions.get(pending.consumer);
    if (subscription === undefined) return;
    if (subscription.arrivals === null) this.#deliver(subscription, pending, false);
    else subscription.arrivals.push(pending);
  }

  /** Of an event from the backlog every attempt is stored before it runs, so that one which ends the process is given up in the end. */
  #deliver({ delivery, lanes }: Subscription, pending: PendingEvent, fromBacklog: boolean): void {
    const begins = async (attempt: number): Promise<void> => {
      if (fromBacklog || attempt > 1) await this.pending.begins(pending._id, attempt);
    };
    void lanes.run(subjectKey(pending.event), async () => {
      const outcome = await delivery.deliver(pending.event, { begun: pending.attempts, begins });
      if (outcome !== 'STOPPED') await delivery.untilStored(() => this.pending.remove(pending._id));
    });
  }

  async #drain(): Promise<void> {
    this.#listeners.clear();
    await this.#writes.idle();
    this.parts.pauses.cut();
    const running = Promise.all([...this.#subscriptions.values()].map(({ lanes }) => lanes.idle()));
    if (!(await settlesWithin(running, this.options.drainTimeoutMs ?? busDefaults.drainTimeoutMs))) {
      this.options.log.warn(
        'the event bus closed while a handler was running; its event is delivered again after the next start',
      );
    }
  }

  #assertOpen(): void {
    if (this.#closing !== undefined) throw new Error('The event bus is closed.');
  }
}
