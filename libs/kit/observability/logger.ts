import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** One line of JSON an event; secrets that could ride along in headers and URLs are left out. */
export function createLogger(service: string, level: string): Logger {
  return pino({
    level,
    base: { service },
    redact: ['authorization', 'headers.authorization', 'viewerToken', 'token', 'secret'],
  });
}

/** For tests and tools that must not write a line. */
export const silentLogger: Logger = pino({ level: 'silent' });
