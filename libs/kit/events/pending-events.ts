import {
  type DocumentCollection,
  type DocumentStore,
  DuplicateKey,
  type StoredDocument,
} from '#kit/documents/document-collection.js';
import type { DomainEvent } from './event-bus.js';

/** One event that waits for one consumer. */
export interface PendingEvent extends StoredDocument {
  readonly consumer: string;
  /** Rises with every event of the bus: the order of delivery after a restart. */
  readonly seq: number;
  readonly event: DomainEvent;
  /** Attempts that were begun and are known to the store. */
  readonly attempts: number;
}

const CHUNK = 1_000;

/** The in-process bus's queue on disk (collection `pending-events`). */
export class PendingEvents {
  #lastSeq = 0;

  private constructor(private readonly pending: DocumentCollection<PendingEvent>) {}

  static async open(documents: DocumentStore): Promise<PendingEvents> {
    const pending = await documents.collection<PendingEvent>('pending-events', [{ fields: ['consumer', 'seq'] }]);
    const queue = new PendingEvents(pending);
    const [newest] = await pending.find({}, { sort: [['seq', -1]], limit: 1 });
    queue.#lastSeq = newest?.seq ?? 0;
    return queue;
  }

  nextSeq(): number {
    this.#lastSeq += 1;
    return this.#lastSeq;
  }

  /** Null when the event already waits for this consumer. */
  async add(consumer: string, seq: number, event: DomainEvent): Promise<PendingEvent | null> {
    try {
      return await this.pending.insert({ _id: `${consumer}/${event.id}`, consumer, seq, event, attempts: 0 });
    } catch (error) {
      if (error instanceof DuplicateKey) return null;
      throw error;
    }
  }

  /** All that waits for a consumer, oldest first. */
  async of(consumer: string): Promise<PendingEvent[]> {
    const all: PendingEvent[] = [];
    for (;;) {
      const after = all.at(-1)?.seq ?? -1;
      const chunk = await this.pending.find({ consumer, seq: { $gt: after } }, { sort: [['seq', 1]], limit: CHUNK });
      all.push(...chunk);
      if (chunk.length < CHUNK) return all;
    }
  }

  async begins(id: string, attempt: number): Promise<void> {
    await this.pending.updateOne({ _id: id }, { $set: { attempts: attempt } });
  }

  async remove(id: string): Promise<void> {
    await this.pending.delete({ _id: id });
  }

  /** Reads one document: rejects when the store does. */
  async ping(): Promise<void> {
    await this.pending.findById('ping');
  }
}
