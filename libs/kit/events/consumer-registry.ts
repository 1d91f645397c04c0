import {
  type DocumentCollection,
  type DocumentStore,
  DuplicateKey,
  type StoredDocument,
} from '#kit/documents/document-collection.js';

interface RegisteredConsumer extends StoredDocument {
  readonly patterns: readonly string[];
}

/**
 * Which durable consumers there are, and what they want (collection `event-consumers`): so that an event which is
 * published before its consumer has subscribed in this process still waits for it. A name stays until it is forgotten.
 */
export class ConsumerRegistry {
  readonly #patterns = new Map<string, readonly string[]>();

  private constructor(private readonly consumers: DocumentCollection<RegisteredConsumer>) {}

  static async open(documents: DocumentStore): Promise<ConsumerRegistry> {
    const consumers = await documents.collection<RegisteredConsumer>('event-consumers');
    const registry = new ConsumerRegistry(consumers);
    for (const { _id, patterns } of await consumers.find({})) registry.#patterns.set(_id, patterns);
    return registry;
  }

  entries(): Iterable<readonly [consumer: string, patterns: readonly string[]]> {
    return this.#patterns;
  }

  patternsOf(consumer: string): readonly string[] {
    return this.#patterns.get(consumer) ?? [];
  }

  async register(consumer: string, patterns: readonly string[]): Promise<void> {
    const known = await this.consumers.updateOne({ _id: consumer }, { $set: { patterns } });
    if (known === null) {
      try {
        await this.consumers.insert({ _id: consumer, patterns });
      } catch (error) {
        // Another process of the same service was faster, with the same patterns.
        if (!(error instanceof DuplicateKey)) throw error;
      }
    }
    this.#patterns.set(consumer, patterns);
  }
}
