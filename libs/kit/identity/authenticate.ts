import { readFile } from 'node:fs/promises';
import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { ConfigError } from '#kit/config/read-config.js';
import { Unauthenticated, UpstreamUnavailable } from '#kit/errors/domain-error.js';
import type { Clock } from '#kit/time/clock.js';
import { developmentUser, isLoopback } from './development-user.js';
import { parseViewer } from './parse-viewer.js';
import type { Viewer } from './viewer.js';

/** Who asks, and until when that holds: a stream ends with its token. */
export interface Authenticated {
  readonly viewer: Viewer;
  readonly expiresAt: Date | null;
}

/** Turns an Authorization header into a viewer; Unauthenticated when it does not hold. */
export type Authenticate = (authorization: string | undefined) => Promise<Authenticated>;

export interface IdentityConfig {
  readonly HOST: string;
  readonly AUTH_ISSUER?: string | undefined;
  readonly AUTH_JWKS_URL?: string | undefined;
  readonly AUTH_AUDIENCE?: string | undefined;
}

/** Signature algorithms with public keys only: a shared secret has no place in a key set that anybody can read. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/**
 * With an issuer, bearer tokens are verified against its key set (AUTH_JWKS_URL: https, or file for a local key).
 * Without one, on loopback only, everybody is the development user; any other address refuses to start.
 */
export async function createAuthenticate(config: IdentityConfig, clock: Clock): Promise<Authenticate> {
  if (config.AUTH_ISSUER === undefined) {
    if (config.AUTH_JWKS_URL !== undefined || config.AUTH_AUDIENCE !== undefined) {
      throw new ConfigError([
        'AUTH_ISSUER is required with AUTH_JWKS_URL and AUTH_AUDIENCE: without it no token is verified.',
      ]);
    }
    if (!isLoopback(config.HOST)) {
      throw new ConfigError([
        `AUTH_ISSUER and AUTH_JWKS_URL are required when HOST is ${config.HOST}: without an issuer everybody would be an administrator. Set them, or listen on 127.0.0.1.`,
      ]);
    }
    return async (authorization) => {
      if (authorization !== undefined) {
        throw new Unauthenticated(
          'A token was sent, but this server has no AUTH_ISSUER to verify it with. Leave the Authorization header out, or configure the issuer.',
        );
      }
      return { viewer: developmentUser, expiresAt: null };
    };
  }
  if (config.AUTH_JWKS_URL === undefined) {
    throw new ConfigError([
      'AUTH_JWKS_URL is required with AUTH_ISSUER: the https or file URL of its JSON Web Key Set.',
    ]);
  }
  const keys = await keySet(new URL(config.AUTH_JWKS_URL));
  const issuer = config.AUTH_ISSUER;
  const audience = config.AUTH_AUDIENCE;

  return async (authorization) => {
    const token = bearerToken(authorization);
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        ...(audience === undefined ? {} : { audience }),
        algorithms: ALGORITHMS,
        requiredClaims: ['exp', 'sub'],
        currentDate: clock.now(),
      });
      return { viewer: parseViewer(payload), expiresAt: new Date((payload.exp ?? 0) * 1000) };
    } catch (cause) {
      throw refusal(cause);
    }
  };
}

async function keySet(url: URL): Promise<JWTVerifyGetKey> {
  if (url.protocol === 'file:') {
    try {
      return createLocalJWKSet(JSON.parse(await readFile(url, 'utf8')));
    } catch (cause) {
      throw new ConfigError([
        `AUTH_JWKS_URL: expected a readable JSON Web Key Set in that file (${(cause as Error).message}).`,
      ]);
    }
  }
  return createRemoteJWKSet(url, { timeoutDuration: 5000, cooldownDuration: 30_000, cacheMaxAge: 600_000 });
}

function bearerToken(authorization: string | undefined): string {
  const match = /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i.exec(authorization ?? '');
  if (match?.[1] !== undefined) return match[1];
  throw new Unauthenticated(
    authorization === undefined
      ? 'Expected an Authorization header with a bearer token, found none.'
      : 'Expected "Authorization: Bearer <token>", found something else.',
  );
}

/** What went wrong with the key set is the issuer's, and anything else the caller's. */
function refusal(cause: unknown): Error {
  if (cause instanceof Unauthenticated) return cause;
  if (cause instanceof errors.JWTExpired) return new Unauthenticated('The token has expired; sign in again.');
  if (cause instanceof errors.JWTClaimValidationFailed) {
    return new Unauthenticated(`The token's claim "${cause.claim}" is not what this server expects.`);
  }
  if (cause instanceof errors.JOSEError && !keySetFaults.has(cause.code)) {
    return new Unauthenticated('The token is malformed, or its signature does not hold.');
  }
  const unavailable = new UpstreamUnavailable("The issuer's key set could not be read; try again in a moment.");
  return Object.assign(unavailable, { cause });
}

/** A key set that does not answer in time, answers something else, or answers with a fault: jose's own codes. */
const keySetFaults: ReadonlySet<string> = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC']);
