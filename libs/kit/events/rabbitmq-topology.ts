import type { Connection } from 'rabbitmq-client';

/** The names of what the bus declares at the broker; one prefix, so that several installations can share a broker. */
export interface RabbitmqNames {
  /** Topic exchange: what durable consumers and listeners get. */
  readonly events: string;
  /** Topic exchange: announcements, for listeners only. */
  readonly live: string;
  /** Direct exchange: what was given up, by the name of the consumer. */
  readonly dead: string;
  queue(consumer: string): string;
  deadQueue(consumer: string): string;
}

export function rabbitmqNames(prefix: string): RabbitmqNames {
  if (!/^[a-z0-9][a-z0-9.-]{0,99}$/.test(prefix))
    throw new RangeError(`Expected a kebab-case prefix, found "${prefix}".`);
  return {
    events: `${prefix}.events`,
    live: `${prefix}.live`,
    dead: `${prefix}.dead`,
    queue: (consumer) => `${prefix}.${consumer}`,
    deadQueue: (consumer) => `${prefix}.${consumer}.dead`,
  };
}

export function exchangesOf(names: RabbitmqNames) {
  return [
    { exchange: names.events, type: 'topic', durable: true },
    { exchange: names.live, type: 'topic', durable: true },
    { exchange: names.dead, type: 'direct', durable: true },
  ];
}

/**
 * How a consumer's queue is declared.
 *
 * A quorum queue, because it is replicated where the broker is a cluster and because it counts deliveries: an event that
 * ends the process each time is dead-lettered by the broker after `deliveryLimit` of them. A classic queue does neither.
 * A single active consumer, because events of one subject must stay in order: further processes stand by.
 * Dead letters are moved at least once; that needs reject-publish, which cannot come to pass without a length limit.
 */
export function queueOf(names: RabbitmqNames, consumer: string, deliveryLimit: number) {
  return {
    queue: names.queue(consumer),
    durable: true,
    arguments: {
      'x-queue-type': 'quorum',
      'x-single-active-consumer': true,
      'x-delivery-limit': deliveryLimit,
      'x-dead-letter-exchange': names.dead,
      'x-dead-letter-routing-key': consumer,
      'x-dead-letter-strategy': 'at-least-once',
      'x-overflow': 'reject-publish',
    },
  } as const;
}

/** Declares the exchanges, and the queue that keeps what the consumer gave up. */
export async function declareTopology(connection: Connection, names: RabbitmqNames, consumer?: string): Promise<void> {
  for (const exchange of exchangesOf(names)) await connection.exchangeDeclare(exchange);
  if (consumer === undefined) return;
  const queue = names.deadQueue(consumer);
  await connection.queueDeclare({ queue, durable: true, arguments: { 'x-queue-type': 'quorum' } });
  await connection.queueBind({ exchange: names.dead, queue, routingKey: consumer });
}
