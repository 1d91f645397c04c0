import type { IncomingMessage } from 'node:http';
import { isLoopback } from '#kit/identity/development-user.js';

/**
 * Why a request may not come in; null when it may. Without an issuer everybody who reaches this server is an
 * administrator, and any web page can make a browser on this machine reach it: by a name of the page's own that is made
 * to point here (the Host header gives it away), or across origins (the Origin header does).
 */
export type RequestGuard = (request: Pick<IncomingMessage, 'headers'>) => string | null;

/** For a server with an issuer: only pages that this server served may open streams with a browser's credentials. */
export const sameOriginOnly: RequestGuard = ({ headers }) => {
  const { origin, host } = headers;
  if (origin === undefined || origin === hostOrigin(host, origin)) return null;
  return `A page at ${origin} may not call this server.`;
};

/** For a server without an issuer: also only by a name of this very machine. */
export const loopbackOnly: RequestGuard = (request) => {
  const host = hostName(request.headers.host);
  if (host === null || !isLoopback(host)) {
    return 'Without AUTH_ISSUER this server answers only to 127.0.0.1, localhost and [::1]. Call it by one of these names.';
  }
  return sameOriginOnly(request);
};

function hostName(host: string | undefined): string | null {
  const match = /^(\[[0-9a-f:]+\]|[^:/@\s]+)(:\d+)?$/i.exec(host ?? '');
  return match?.[1] ?? null;
}

/** The origin that a page of this host has, whichever scheme a proxy in front speaks. */
function hostOrigin(host: string | undefined, origin: string): string {
  return `${origin.startsWith('https://') ? 'https' : 'http'}://${host ?? ''}`;
}
