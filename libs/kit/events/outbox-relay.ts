import type { DocumentCollection, Filter } from '#kit/documents/document-collection.js';
import type { Logger } from '#kit/observability/logger.js';
import { type Scheduler, timerScheduler } from '#kit/time/scheduler.js';
import type { EventBus } from './event-bus.js';
import { hasOutbox, isMarkedDeleted, type WithOutbox } from './outbox.js';
import { SubjectLanes } from './subject-lanes.js';

export interface OutboxRelayOptions {
  readonly bus: Pick<EventBus, 'publish'>;
  /** Every collection whose documents carry events. */
  // biome-ignore lint/suspicious/noExplicitAny: a collection is invariant in its document, and the relay reads the outbox alone
  readonly collections: readonly DocumentCollection<any>[];
  readonly log: Logger;
  readonly scheduler?: Scheduler;
  /** How long after a sweep the next one begins. 30 s. */
  readonly sweepEveryMs?: number;
  /** How many documents are relayed at once. 8. */
  readonly concurrency?: number;
}

/** Takes events from the outboxes to the bus: at least once, in the order of each document. */
export interface OutboxRelay {
  /** Right after a write: returns at once. What fails is logged, and taken up by the next sweep. */
  relay(collection: string, id: string): void;
  /** Relays all that is left behind, then sweeps from time to time. At start; never rejects because the bus is away. */
  relayAll(): Promise<void>;
  /** Resolves when nothing is being relayed. */
  settled(): Promise<void>;
  /** Stops sweeping and waits for what is being relayed. */
  close(): Promise<void>;
}

const PAGE = 500;

export function createOutboxRelay(options: OutboxRelayOptions): OutboxRelay {
  return new Relay(options);
}

class Relay implements OutboxRelay {
  readonly #collections: ReadonlyMap<string, DocumentCollection<WithOutbox>>;
  readonly #lanes: SubjectLanes;
  /** Documents whose turn has not come yet: asking again for one of them is the same turn. */
  readonly #waiting = new Map<string, Promise<void>>();
  #cancelSweep: (() => void) | undefined;
  #closed = false;

  constructor(private readonly options: OutboxRelayOptions) {
    this.#collections = new Map(options.collections.map((collection) => [collection.name, collection]));
    this.#lanes = new SubjectLanes(options.concurrency ?? 8);
  }

  relay(collection: string, id: string): void {
    void this.#enqueue(this.#named(collection), id);
  }

  async relayAll(): Promise<void> {
    for (const collection of this.#collections.values()) {
      try {
        await this.#sweep(collection, hasOutbox);
        await this.#sweep(collection, isMarkedDeleted);
      } catch (error) {
        this.options.log.error(
          { collection: collection.name, err: error },
          'the outbox relay cannot read a collection',
        );
      }
    }
    if (this.#closed) return;
    this.#cancelSweep?.(); // two sweeps that ran at once leave one timer
    const scheduler = this.options.scheduler ?? timerScheduler;
    this.#cancelSweep = scheduler.after(this.options.sweepEveryMs ?? 30_000, () => void this.relayAll());
  }

  settled(): Promise<void> {
    return this.#lanes.idle();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelSweep?.();
    await this.#lanes.idle();
  }

  async #sweep(collection: DocumentCollection<WithOutbox>, left: Filter): Promise<void> {
    let after: Filter = {};
    while (!this.#closed) {
      const page = await collection.find({ $and: [left, after] }, { sort: [['_id', 1]], limit: PAGE });
      await Promise.all(page.map(({ _id }) => this.#enqueue(collection, _id)));
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return;
      after = { _id: { $gt: last._id } };
    }
  }

  /** Resolves when the document had its turn; never rejects. */
  #enqueue(collection: DocumentCollection<WithOutbox>, id: string): Promise<void> {
    const key = `${collection.name}/${id}`;
    const waiting = this.#waiting.get(key);
    if (waiting !== undefined) return waiting;
    const turn = this.#lanes.run(key, async () => {
      this.#waiting.delete(key);
      try {
        await this.#relayDocument(collection, id);
      } catch (error) {
        this.options.log.warn(
          { collection: collection.name, document: id, err: error },
          'events stay in the outbox until the next sweep',
        );
      }
    });
    this.#waiting.set(key, turn);
    return turn;
  }

  async #relayDocument(collection: DocumentCollection<WithOutbox>, id: string): Promise<void> {
    const document = await collection.findById(id);
    const outbox = document?.outbox ?? [];
    const relayed: string[] = [];
    try {
      for (const event of outbox) {
        await this.options.bus.publish(event);
        relayed.push(event.id);
      }
    } finally {
      if (relayed.length > 0) await collection.updateOne({ _id: id }, { $pull: { outbox: { id: { $in: relayed } } } });
    }
    if (document?.tombstone !== true) return;
    const emptied = await collection.findById(id);
    if (emptied?.tombstone === true && (emptied.outbox ?? []).length === 0)
      await collection.delete({ _id: id, rev: emptied.rev });
  }

  #named(name: string): DocumentCollection<WithOutbox> {
    const collection = this.#collections.get(name);
    if (collection === undefined) throw new RangeError(`The outbox relay was not given the collection ${name}.`);
    return collection;
  }
}
