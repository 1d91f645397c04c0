import { rm, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Role } from '#schema/generated/enums.js';
import { type Authenticate, createAuthenticate } from './authenticate.js';
import { developmentUser } from './development-user.js';

const now = new Date('2026-01-01T12:00:00Z');
const clock = { now: () => now };
const issuer = 'https://issuer.example';
const inAnHour = Math.floor(now.getTime() / 1000) + 3600;

const file = join(tmpdir(), `quantgraph-jwks-${process.pid}.json`);
let authenticate: Authenticate;
let sign: (
  claims: Record<string, unknown>,
  options?: { exp?: number; issuer?: string; foreignKey?: boolean },
) => Promise<string>;

beforeAll(async () => {
  const [own, foreign] = await Promise.all([generateKeyPair('ES256'), generateKeyPair('ES256')]);
  await writeFile(file, JSON.stringify({ keys: [{ ...(await exportJWK(own.publicKey)), kid: 'k1', alg: 'ES256' }] }));
  authenticate = await createAuthenticate(
    { HOST: '0.0.0.0', AUTH_ISSUER: issuer, AUTH_JWKS_URL: pathToFileURL(file).href, AUTH_AUDIENCE: 'quantgraph' },
    clock,
  );
  sign = (claims, { exp = inAnHour, issuer: by = issuer, foreignKey = false } = {}) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .setIssuer(by)
      .setAudience('quantgraph')
      .setExpirationTime(exp)
      .sign(foreignKey ? foreign.privateKey : own.privateKey);
});

afterAll(() => rm(file));

const unauthenticated = (message: RegExp) =>
  expect.objectContaining({ code: 'UNAUTHENTICATED', message: expect.stringMatching(message) });

describe('with an issuer', () => {
  it('takes the viewer from a token that holds', async () => {
    const token = await sign({ sub: 'u1', name: 'Ada', roles: ['ANALYST', 'NO_SUCH_ROLE'] });
    expect(await authenticate(`Bearer ${token}`)).toEqual({
      viewer: { id: 'u1', name: 'Ada', roles: [Role.ANALYST] },
      expiresAt: new Date(inAnHour * 1000),
    });
  });

  it('makes somebody without a role a VIEWER', async () => {
    expect((await authenticate(`Bearer ${await sign({ sub: 'u1' })}`)).viewer.roles).toEqual([Role.VIEWER]);
  });

  it('refuses no token, another scheme, and what is no token at all', async () => {
    await expect(authenticate(undefined)).rejects.toEqual(unauthenticated(/found none/));
    await expect(authenticate('Basic abc')).rejects.toEqual(unauthenticated(/Bearer <token>/));
    await expect(authenticate('Bearer garbage')).rejects.toEqual(unauthenticated(/malformed/));
  });

  it('refuses a token that expired, of another issuer, of another key, without a subject', async () => {
    const token = (claims: Record<string, unknown>, options?: Parameters<typeof sign>[1]) =>
      sign(claims, options).then((t) => `Bearer ${t}`);
    await expect(authenticate(await token({ sub: 'u' }, { exp: inAnHour - 7200 }))).rejects.toEqual(
      unauthenticated(/expired/),
    );
    await expect(authenticate(await token({ sub: 'u' }, { issuer: 'https://other' }))).rejects.toEqual(
      unauthenticated(/"iss"/),
    );
    await expect(authenticate(await token({ sub: 'u' }, { foreignKey: true }))).rejects.toEqual(
      unauthenticated(/signature/),
    );
    await expect(authenticate(await token({}))).rejects.toEqual(unauthenticated(/"sub"/));
  });

  it('refuses a token that is signed with a shared secret or not at all', async () => {
    const header = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    const body = Buffer.from(JSON.stringify({ sub: 'u', iss: issuer, exp: inAnHour })).toString('base64url');
    await expect(authenticate(`Bearer ${header}.${body}.`)).rejects.toEqual(unauthenticated(/malformed/));
    const symmetric = await new SignJWT({ sub: 'u' })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(issuer)
      .setExpirationTime(inAnHour)
      .sign(new TextEncoder().encode('a secret that somebody made up, long enough'));
    await expect(authenticate(`Bearer ${symmetric}`)).rejects.toEqual(unauthenticated(/malformed/));
  });
});

describe('an issuer that is in trouble', () => {
  it.each([
    ['answers 503', (response: ServerResponse) => response.writeHead(503).end()],
    ['answers what is no key set', (response: ServerResponse) => response.end('<html>')],
    ['answers another kind of JSON', (response: ServerResponse) => response.end('{}')],
  ])('is no fault of the caller when it %s', async (_, answer) => {
    const server = createServer((_request, response) => answer(response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const troubled = await createAuthenticate(
      { HOST: '0.0.0.0', AUTH_ISSUER: issuer, AUTH_JWKS_URL: `http://127.0.0.1:${port}/jwks` },
      clock,
    );
    await expect(troubled(`Bearer ${await sign({ sub: 'u' })}`)).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
    });
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('without an issuer', () => {
  it('is the development user on loopback, and refuses a token that it cannot verify', async () => {
    const local = await createAuthenticate({ HOST: '127.0.0.1' }, clock);
    expect(await local(undefined)).toEqual({ viewer: developmentUser, expiresAt: null });
    await expect(local('Bearer x')).rejects.toEqual(unauthenticated(/no AUTH_ISSUER/));
  });

  it('refuses to start on any other address', async () => {
    await expect(createAuthenticate({ HOST: '0.0.0.0' }, clock)).rejects.toThrow(
      /AUTH_ISSUER and AUTH_JWKS_URL are required/,
    );
    await expect(createAuthenticate({ HOST: '127.0.0.1', AUTH_ISSUER: issuer }, clock)).rejects.toThrow(
      /AUTH_JWKS_URL is required/,
    );
    // Whoever configures a key set means tokens to be verified.
    await expect(
      createAuthenticate({ HOST: '127.0.0.1', AUTH_JWKS_URL: 'https://x.example/jwks' }, clock),
    ).rejects.toThrow(/AUTH_ISSUER is required/);
    await expect(
      createAuthenticate({ HOST: '127.0.0.1', AUTH_ISSUER: issuer, AUTH_JWKS_URL: 'file:///nowhere/jwks' }, clock),
    ).rejects.toThrow(/readable JSON Web Key Set/);
  });
});
