import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { exportJWK, exportSPKI, generateKeyPair, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose';
import { temporaryFolder } from '../support/temporary-folder.js';

const ISSUER = 'https://issuer.example';
const HEADER = { alg: 'ES256', kid: 'key-1' };

export interface Claims extends JWTPayload {
  readonly name?: string;
  readonly roles?: readonly string[];
}

/** An identity provider with one ES256 key pair, whose key set is a file; and what somebody without its key can make. */
export interface Issuer {
  /** What the server is configured with. */
  readonly environment: { readonly AUTH_ISSUER: string; readonly AUTH_JWKS_URL: string };
  /** A token that holds for an hour, unless the claims say otherwise; a claim that is null is left out. */
  sign(claims: Readonly<Record<string, unknown>>, header?: Partial<JWTHeaderParameters>): Promise<string>;
  /** The same by a key of somebody else, under the issuer's key id. */
  forge(claims: Claims): Promise<string>;
  /** By somebody else's key, which the token itself brings along. */
  forgeWithOwnKey(claims: Claims): Promise<string>;
  /** With the public key, which everybody knows, taken for a shared secret. */
  signWithPublicKey(claims: Claims): Promise<string>;
  /** Not signed at all. */
  unsigned(claims: Claims): string;
  remove(): Promise<void>;
}

export async function openIssuer(): Promise<Issuer> {
  const [own, foreign] = await Promise.all([
    generateKeyPair('ES256', { extractable: true }),
    generateKeyPair('ES256', { extractable: true }),
  ]);
  const folder = await temporaryFolder();
  const file = join(folder.path, 'jwks.json');
  await writeFile(file, JSON.stringify({ keys: [{ ...(await exportJWK(own.publicKey)), ...HEADER, use: 'sig' }] }));
  const publicKey = new TextEncoder().encode(await exportSPKI(own.publicKey));

  const complete = (claims: Readonly<Record<string, unknown>>): JWTPayload => {
    const now = Math.floor(Date.now() / 1000);
    const all = { iss: ISSUER, iat: now, exp: now + 3600, ...claims };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
  };
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

  return {
    environment: { AUTH_ISSUER: ISSUER, AUTH_JWKS_URL: pathToFileURL(file).href },
    sign: (claims, header) =>
      new SignJWT(complete(claims)).setProtectedHeader({ ...HEADER, ...header }).sign(own.privateKey),
    forge: (claims) => new SignJWT(complete(claims)).setProtectedHeader(HEADER).sign(foreign.privateKey),
    forgeWithOwnKey: async (claims) => {
      const jwk = await exportJWK(foreign.publicKey);
      return new SignJWT(complete(claims)).setProtectedHeader({ alg: 'ES256', jwk }).sign(foreign.privateKey);
    },
    signWithPublicKey: (claims) =>
      new SignJWT(complete(claims)).setProtectedHeader({ alg: 'HS256', kid: HEADER.kid }).sign(publicKey),
    unsigned: (claims) => `${encode({ alg: 'none' })}.${encode(complete(claims))}.`,
    remove: folder.remove,
  };
}

/** The token with other claims under the old signature. */
export function alter(token: string, claims: Claims): string {
  const [header = '', body = '', signature = ''] = token.split('.');
  const altered = { ...JSON.parse(Buffer.from(body, 'base64url').toString()), ...claims };
  return [header, Buffer.from(JSON.stringify(altered)).toString('base64url'), signature].join('.');
}
