import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from 'rabbitmq-client';
import type { DocumentStore } from '#kit/documents/document-collection.js';
import { openMongoStore } from '#kit/documents/mongo-document-store.js';
import { openMemoryStore, openNedbStore } from '#kit/documents/nedb-document-store.js';
import type { EventBusOptions } from '#kit/events/bus-options.js';
import type { DomainEvent, EventBus } from '#kit/events/event-bus.js';
import { createInProcessEventBus } from '#kit/events/in-process-event-bus.js';
import { newEvent } from '#kit/events/new-event.js';
import { createRabbitmqEventBus, type RabbitmqEventBusOptions } from '#kit/events/rabbitmq-event-bus.js';
import { rabbitmqNames } from '#kit/events/rabbitmq-topology.js';
import { silentLogger } from '#kit/observability/logger.js';
import { systemClock } from '#kit/time/clock.js';
import type { Scheduler } from '#kit/time/scheduler.js';
import { startMongoDouble } from '../support/mongo-double/mongo-double.js';

/** One installation, whose processes come and go while what is durable in it stays. */
export interface Installation {
  /** A process starts. */
  start(options?: Partial<RabbitmqEventBusOptions>): Promise<EventBus>;
  /** The store of the process that runs. */
  documents(): DocumentStore;
  /** A process ends in good order. */
  stop(bus: EventBus): Promise<void>;
  dispose(): Promise<void>;
}

/** Waits are over at the next turn of the loop; how long they would have been is noted. */
export function hurriedScheduler(): Scheduler & { readonly delays: number[] } {
  const delays: number[] = [];
  return {
    delays,
    after(delayMs, run) {
      delays.push(delayMs);
      const turn = setImmediate(run);
      return () => clearImmediate(turn);
    },
  };
}

export function busOptions(documents: DocumentStore): EventBusOptions {
  return { documents, clock: systemClock, log: silentLogger, maxAttempts: 3, scheduler: hurriedScheduler() };
}

export async function inMemory(): Promise<Installation> {
  const documents = openMemoryStore();
  return {
    start: (options) => createInProcessEventBus({ ...busOptions(documents), ...options }),
    documents: () => documents,
    stop: (bus) => bus.close(),
    dispose: () => documents.close(),
  };
}

export async function inFiles(): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), 'events-'));
  let documents: DocumentStore | undefined;
  return {
    async start(options) {
      documents ??= await openNedbStore(folder);
      return createInProcessEventBus({ ...busOptions(documents), ...options });
    },
    documents: () => documents as DocumentStore,
    async stop(bus) {
      await bus.close();
      await documents?.close();
      documents = undefined;
    },
    async dispose() {
      await documents?.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Names of its own at the broker, taken away again in the end; the consumers' documents as a driver of MongoDB sends them. */
export async function onRabbitmq(
  url: string,
  consumers: readonly string[],
): Promise<Installation & { prefix: string }> {
  const mongo = await startMongoDouble();
  const documents = await openMongoStore(mongo.url, 'events');
  const prefix = `quantgraph-test-${randomUUID()}`;
  return {
    prefix,
    start: (options) => createRabbitmqEventBus({ ...busOptions(documents), url, prefix, ...options }),
    documents: () => documents,
    stop: (bus) => bus.close(),
    async dispose() {
      const names = rabbitmqNames(prefix);
      const connection = new Connection(url);
      for (const consumer of consumers) {
        await connection.queueDelete({ queue: names.queue(consumer) });
        await connection.queueDelete({ queue: names.deadQueue(consumer) });
      }
      for (const exchange of [names.events, names.live, names.dead]) await connection.exchangeDelete({ exchange });
      await connection.close();
      await documents.close();
      await mongo.close();
    },
  };
}

/** What arrived so far, and a promise of what is to come. */
export class Inbox {
  readonly events: DomainEvent[] = [];
  #waiting: { readonly count: number; readonly resolve: () => void }[] = [];

  readonly take = (event: DomainEvent): void => {
    this.events.push(event);
    for (const { count, resolve } of this.#waiting) if (this.events.length >= count) resolve();
    this.#waiting = this.#waiting.filter(({ count }) => this.events.length < count);
  };

  readonly handle = async (event: DomainEvent): Promise<void> => this.take(event);

  /** Resolves when so many have arrived in all. */
  async holds(count: number): Promise<DomainEvent[]> {
    if (this.events.length < count) await new Promise<void>((resolve) => this.#waiting.push({ count, resolve }));
    return this.events;
  }

  ids(): string[] {
    return this.events.map(({ id }) => id);
  }
}

export function eventAbout(
  id: string,
  name = 'backtest.completed',
  payload: Record<string, unknown> = {},
): DomainEvent {
  return newEvent(
    { name, subject: { type: 'Backtest', id }, ownerId: 'user_1', payload, requestId: 'req_1' },
    systemClock,
  );
}
