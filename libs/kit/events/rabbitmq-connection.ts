import { Connection } from 'rabbitmq-client';
import type { Logger } from '#kit/observability/logger.js';

/** Where a broker is, without the credentials that its URL may hold: `amqp://host:5672/vhost`. */
export function brokerAddress(url: string): string {
  const parsed = parseUrl(url);
  if (parsed === null || !/^amqps?:$/.test(parsed.protocol)) {
    // The text itself is not repeated: it may hold a password.
    throw new RangeError('Expected AMQP_URL to be a URL that starts with amqp:// or amqps://.');
  }
  return `${parsed.protocol}//${parsed.host}${parsed.pathname}`;
}

function parseUrl(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

/** `amqp://…/?prefix=name`: of every exchange and queue, for installations that share a virtual host. */
export function prefixOf(url: string): string {
  return parseUrl(url)?.searchParams.get('prefix') || 'quantgraph';
}

export interface ConnectOptions {
  readonly url: string;
  readonly log: Logger;
  /** How long to wait for the broker at start. 30 s. */
  readonly connectTimeoutMs: number;
  /** First and longest wait between two attempts to reach the broker again. */
  readonly reconnectMs: { readonly low: number; readonly high: number };
}

/** A connection that stands; the library restores it whenever it is lost. Rejects when the broker is not reached in time. */
export async function connectToBroker(options: ConnectOptions): Promise<Connection> {
  const { url, log, connectTimeoutMs, reconnectMs } = options;
  const broker = brokerAddress(url);
  const connection = new Connection({
    url,
    connectionName: 'quantgraph',
    retryLow: reconnectMs.low,
    retryHigh: reconnectMs.high,
    acquireTimeout: connectTimeoutMs,
    noDelay: true,
  });
  connection.setMaxListeners(0); // every publish that waits for a reconnect listens for it
  connection.on('error', (error: Error) =>
    log.warn({ broker, err: plainError(error) }, 'the connection to RabbitMQ failed'),
  );
  connection.on('connection', () => log.info({ broker }, 'connected to RabbitMQ'));
  connection.on('connection.blocked', (reason: string) =>
    log.warn({ broker, reason }, 'RabbitMQ takes no messages for now'),
  );
  try {
    await connection.onConnect(connectTimeoutMs, true);
  } catch (error) {
    connection.unsafeDestroy();
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : 'no answer';
    throw new Error(`RabbitMQ at ${broker} was not reached within ${connectTimeoutMs} ms: ${cause}`);
  }
  return connection;
}

/** An error without the fields that a library may hang on it, such as the URL that it could not parse. */
export function plainError(error: unknown): {
  readonly type: string;
  readonly message: string;
  readonly code?: unknown;
} {
  if (!(error instanceof Error)) return { type: 'Error', message: String(error) };
  return { type: error.name, message: error.message, code: (error as { code?: unknown }).code };
}
