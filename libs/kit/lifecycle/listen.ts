import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTerminus, HealthCheckError } from '@godaddy/terminus';
import { ConfigError } from '#kit/config/read-config.js';
import type { Logger } from '#kit/observability/logger.js';

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  readonly log: Logger;
  /** Rejects with what is not ready: behind /readyz. */
  readonly ready: () => Promise<void>;
  /** Runs when the process is told to stop, while requests that are under way go on: ends streams. */
  readonly beforeClose?: () => Promise<void>;
  /** Runs when the last request has ended: closes stores. */
  readonly afterClose: () => Promise<void>;
  /** How long a drain may take. */
  readonly drainMs?: number;
  /** Off where a test stops the server itself. */
  readonly handleSignals?: boolean;
}

export interface Listening {
  readonly url: string;
  readonly port: number;
  /** What SIGTERM does, without ending the process. */
  close(): Promise<void>;
}

const READY_TIMEOUT_MS = 2000;

/** Listens, answers /healthz (the process lives) and /readyz (it can serve), and drains on SIGTERM and SIGINT. */
export async function listen(server: Server, options: ListenOptions): Promise<Listening> {
  const { host, port, log } = options;
  let draining = false;
  let closing: Promise<void> | null = null;
  const drain = async () => {
    draining = true;
    log.info('draining');
    await options.beforeClose?.();
  };
  const trapped = new Set(process.listeners('SIGTERM'));
  createTerminus(server, {
    healthChecks: {
      '/healthz': async () => ({ status: 'alive' }),
      '/readyz': async () => {
        try {
          if (draining) throw new Error('draining');
          await inTime(options.ready());
        } catch (cause) {
          throw new HealthCheckError('not ready', [cause instanceof Error ? cause.message : String(cause)]);
        }
      },
      verbatim: true,
    },
    signals: options.handleSignals === false ? [] : ['SIGTERM', 'SIGINT'],
    timeout: options.drainMs ?? 10_000,
    useExit0: true,
    sendFailuresDuringShutdown: true,
    beforeShutdown: drain,
    onSignal: options.afterClose,
    onShutdown: async () => log.info('stopped'),
    // Not being ready is a state, not a fault: the answer of /readyz says why.
    logger: (message, error) => log.warn({ causes: (error as { causes?: unknown }).causes ?? error.message }, message),
  });
  // terminus traps SIGTERM whatever it is told.
  for (const trap of options.handleSignals === false ? process.listeners('SIGTERM') : []) {
    if (!trapped.has(trap)) process.off('SIGTERM', trap);
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(
        isTaken ? new ConfigError([`PORT: ${port} of ${host} is in use by another program. Choose another.`]) : error,
      );
    });
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${name}:${address.port}`,
    port: address.port,
    close: () => {
      closing ??= (async () => {
        await drain();
        const closed = new Promise<void>((resolve) => server.close(() => resolve()));
        // A connection that becomes idle after its last answer would be kept for seconds.
        const sweep = setInterval(() => server.closeIdleConnections(), 20);
        const cut = setTimeout(() => server.closeAllConnections(), options.drainMs ?? 10_000);
        await closed;
        clearInterval(sweep);
        clearTimeout(cut);
        await options.afterClose();
      })();
      return closing;
    },
  };
}

async function inTime(check: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${READY_TIMEOUT_MS} ms`)), READY_TIMEOUT_MS);
  });
  try {
    await Promise.race([check, late]);
  } finally {
    clearTimeout(timer);
  }
}
