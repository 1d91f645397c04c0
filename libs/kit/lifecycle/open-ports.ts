import { join } from 'node:path';
import type { DocumentStore } from '#kit/documents/document-collection.js';
import { openMongoStore } from '#kit/documents/mongo-document-store.js';
import { openNedbStore } from '#kit/documents/nedb-document-store.js';
import type { EventBus } from '#kit/events/event-bus.js';
import { createInProcessEventBus } from '#kit/events/in-process-event-bus.js';
import { createRabbitmqEventBus } from '#kit/events/rabbitmq-event-bus.js';
import { createDocumentJobQueue } from '#kit/jobs/document-job-queue.js';
import type { JobQueue } from '#kit/jobs/job-queue.js';
import type { Logger } from '#kit/observability/logger.js';
import type { Clock } from '#kit/time/clock.js';

/** Which adapter stands behind a port is decided here, by configuration alone. */
export interface PortsConfig {
  readonly DATA_DIR: string;
  readonly MONGODB_URL?: string | undefined;
  readonly AMQP_URL?: string | undefined;
}

/** The documents of one owner: a database of its own in MongoDB, or a folder of its own below DATA_DIR. */
export function openDocuments(config: PortsConfig, owner: string): Promise<DocumentStore> {
  if (config.MONGODB_URL !== undefined) return openMongoStore(config.MONGODB_URL, `quantgraph-${owner}`);
  return openNedbStore(join(config.DATA_DIR, owner));
}

interface Surroundings {
  readonly documents: DocumentStore;
  readonly clock: Clock;
  readonly log: Logger;
}

/** RabbitMQ where it is configured, else a bus in this process. */
export function openEventBus(config: PortsConfig, surroundings: Surroundings): Promise<EventBus> {
  if (config.AMQP_URL !== undefined) return createRabbitmqEventBus({ ...surroundings, url: config.AMQP_URL });
  return createInProcessEventBus(surroundings);
}

/** A store in files has one process, so what it finds running was running in an earlier life of it. */
export function openJobQueue(config: PortsConfig, surroundings: Surroundings): Promise<JobQueue> {
  return createDocumentJobQueue({ ...surroundings, exclusive: config.MONGODB_URL === undefined });
}
