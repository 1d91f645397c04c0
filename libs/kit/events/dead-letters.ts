import {
  type DocumentCollection,
  type DocumentStore,
  DuplicateKey,
  type StoredDocument,
} from '#kit/documents/document-collection.js';
import type { Clock } from '#kit/time/clock.js';
import type { DomainEvent } from './event-bus.js';

/** An event that a consumer could not handle, and why. Kept until somebody looks at it. */
export interface DeadLetter extends StoredDocument {
  readonly consumer: string;
  readonly event: DomainEvent;
  readonly attempts: number;
  readonly error: { readonly name: string; readonly message: string };
  /** ISO 8601. */
  readonly diedAt: string;
}

const MAX_MESSAGE = 2_000;

/** The events that were given up (collection `dead-letters`). */
export class DeadLetters {
  private constructor(
    private readonly letters: DocumentCollection<DeadLetter>,
    private readonly clock: Clock,
  ) {}

  static async open(documents: DocumentStore, clock: Clock): Promise<DeadLetters> {
    const letters = await documents.collection<DeadLetter>('dead-letters', [{ fields: ['consumer', 'diedAt'] }]);
    return new DeadLetters(letters, clock);
  }

  async add(consumer: string, event: DomainEvent, attempts: number, error: unknown): Promise<void> {
    const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
    try {
      await this.letters.insert({
        _id: `${consumer}/${event.id}`,
        consumer,
        event,
        attempts,
        error: { name, message: message.slice(0, MAX_MESSAGE) },
        diedAt: this.clock.now().toISOString(),
      });
    } catch (failure) {
      if (!(failure instanceof DuplicateKey)) throw failure;
    }
  }
}
