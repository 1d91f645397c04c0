import type { Connection, Consumer } from 'rabbitmq-client';
import type { Logger } from '#kit/observability/logger.js';
import type { DomainEvent } from './event-bus.js';
import { type Listener, LiveListeners } from './live-listeners.js';
import { plainError } from './rabbitmq-connection.js';
import { exchangesOf, type RabbitmqNames } from './rabbitmq-topology.js';

interface Binding {
  readonly exchange: string;
  readonly routingKey: string;
}

/**
 * The live side of one process: one exclusive queue that goes with the connection, bound to the patterns that somebody
 * listens to, however many listeners there are. While the connection is away nothing is kept for them.
 */
export class RabbitmqListeners {
  readonly #local: LiveListeners;
  /** How many listeners want each pattern. */
  readonly #wanted = new Map<string, number>();
  /** Read again by the library whenever it sets the queue up anew. */
  readonly #bindings: Binding[] = [];
  #consumer: Promise<Consumer> | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly names: RabbitmqNames,
    private readonly log: Logger,
  ) {
    this.#local = new LiveListeners(log);
  }

  /** Resolves once events reach the listener; the function that is given back ends that. */
  async listen(patterns: readonly string[], listener: Listener): Promise<() => Promise<void>> {
    const remove = this.#local.add(patterns, listener);
    try {
      this.#consumer ??= this.#start();
      const consumer = await this.#consumer;
      for (const pattern of new Set(patterns)) await this.#want(consumer, pattern);
      let stopped = false;
      return async () => {
        if (stopped) return;
        stopped = true;
        remove();
        for (const pattern of new Set(patterns)) await this.#unwant(consumer, pattern);
      };
    } catch (error) {
      remove();
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#local.clear();
    const consumer = await this.#consumer?.catch(() => undefined);
    await consumer?.close();
  }

  async #start(): Promise<Consumer> {
    const consumer = this.connection.createConsumer(
      {
        noAck: true,
        exclusive: true,
        queueOptions: { exclusive: true, autoDelete: true },
        exchanges: exchangesOf(this.names),
        queueBindings: this.#bindings,
      },
      (message) => this.#local.tell(message.body as DomainEvent),
    );
    consumer.on('error', (error: unknown) => this.log.warn({ err: plainError(error) }, 'the live event queue failed'));
    await new Promise<void>((resolve) => consumer.on('ready', resolve));
    return consumer;
  }

  async #want(consumer: Consumer, pattern: string): Promise<void> {
    const before = this.#wanted.get(pattern) ?? 0;
    this.#wanted.set(pattern, before + 1);
    const added = this.#bindingsOf(pattern);
    if (before === 0) this.#bindings.push(...added);
    // Bound again even when somebody else wants it too: their bind may still be on its way.
    if (consumer.queue === '') await new Promise<void>((resolve) => consumer.once('ready', resolve));
    else for (const binding of added) await this.connection.queueBind({ ...binding, queue: consumer.queue });
  }

  async #unwant(consumer: Consumer, pattern: string): Promise<void> {
    const left = (this.#wanted.get(pattern) ?? 1) - 1;
    if (left > 0) {
      this.#wanted.set(pattern, left);
      return;
    }
    this.#wanted.delete(pattern);
    for (const { exchange, routingKey } of this.#bindingsOf(pattern)) {
      const at = this.#bindings.findIndex((b) => b.exchange === exchange && b.routingKey === routingKey);
      if (at >= 0) this.#bindings.splice(at, 1);
      if (consumer.queue === '') continue;
      // A binding too many costs a message that no listener takes; not worth failing for.
      await this.connection
        .queueUnbind({ exchange, routingKey, queue: consumer.queue })
        .catch((error: unknown) => this.log.warn({ err: plainError(error), routingKey }, 'a live binding stays'));
    }
  }

  #bindingsOf(pattern: string): Binding[] {
    return [this.names.events, this.names.live].map((exchange) => ({ exchange, routingKey: pattern }));
  }
}
