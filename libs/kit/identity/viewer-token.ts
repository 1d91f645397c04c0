import { jwtVerify, SignJWT } from 'jose';
import { Unauthenticated } from '#kit/errors/domain-error.js';
import type { Clock } from '#kit/time/clock.js';
import { parseViewer } from './parse-viewer.js';
import type { Viewer } from './viewer.js';

/** Long enough for one request through all subgraphs, too short to be worth stealing. */
const LIFETIME_SECONDS = 60;
const ISSUER = 'quantgraph';
const MAX_CACHED = 1000;

/** Makes and reads the short-lived token in which the gateway tells a subgraph who is asking. */
export interface ViewerTokens {
  sign(viewer: Viewer): Promise<string>;
  /** Unauthenticated unless this installation signed the token less than a minute ago. */
  verify(token: string): Promise<Viewer>;
}

/** @param secret shared by the gateway and the subgraphs; at least 32 characters. */
export function createViewerTokens(secret: string, clock: Clock): ViewerTokens {
  const key = new TextEncoder().encode(secret);
  // A token is signed once for half of its life and verified once: the same viewer asks many times a second.
  const signed = new Map<string, { readonly token: string; readonly freshUntil: number }>();
  const verified = new Map<string, { readonly viewer: Viewer; readonly expiresAt: number }>();

  return {
    async sign(viewer) {
      const now = clock.now().getTime();
      const identity = JSON.stringify([viewer.id, viewer.name, viewer.roles]);
      const known = signed.get(identity);
      if (known && known.freshUntil > now) return known.token;
      const seconds = Math.floor(now / 1000);
      const token = await new SignJWT({ name: viewer.name, roles: [...viewer.roles] })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(ISSUER)
        .setSubject(viewer.id)
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + LIFETIME_SECONDS)
        .sign(key);
      remember(signed, identity, { token, freshUntil: now + (LIFETIME_SECONDS * 1000) / 2 });
      return token;
    },

    async verify(token) {
      const now = clock.now();
      const known = verified.get(token);
      if (known && known.expiresAt > now.getTime()) return known.viewer;
      try {
        const { payload } = await jwtVerify(token, key, { issuer: ISSUER, algorithms: ['HS256'], currentDate: now });
        const viewer = parseViewer(payload);
        remember(verified, token, { viewer, expiresAt: (payload.exp ?? 0) * 1000 });
        return viewer;
      } catch (cause) {
        throw Object.assign(
          new Unauthenticated('The signed viewer is missing, altered or expired; only the gateway can make one.'),
          { cause },
        );
      }
    },
  };
}

function remember<V>(cache: Map<string, V>, key: string, value: V): void {
  const oldest = cache.keys().next();
  if (cache.size >= MAX_CACHED && !oldest.done) cache.delete(oldest.value);
  cache.set(key, value);
}
