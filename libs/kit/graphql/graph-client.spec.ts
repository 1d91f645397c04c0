import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createViewerTokens } from '#kit/identity/viewer-token.js';
import { Role } from '#schema/generated/enums.js';
import { createGraphClient, createHttpGraphExecutor } from './graph-client.js';

const viewer = { id: 'u', name: null, roles: [Role.VIEWER] };
const request = { document: '{ x }', viewer, requestId: 'req' };

describe('createHttpGraphExecutor', () => {
  it('waits for a gateway that is not up yet', async () => {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
    const { port } = probe.address() as AddressInfo;
    await new Promise((resolve) => probe.close(resolve));
    const tokens = createViewerTokens('a secret of the tests, long enough', { now: () => new Date() });
    const asked = createGraphClient(createHttpGraphExecutor(`http://127.0.0.1:${port}/graphql`, tokens)).execute(
      request,
    );
    const gateway = createServer((_, response) => response.end('{"data":{"x":1}}'));
    await new Promise<void>((resolve) => gateway.listen(port, '127.0.0.1', resolve));
    expect(await asked).toEqual({ x: 1 });
    gateway.closeAllConnections();
    gateway.close();
  });
});

describe('createGraphClient', () => {
  it('gives the data, asked for with the identity of the caller', async () => {
    const client = createGraphClient(async (asked) => ({ data: { x: asked.viewer.id } }));
    expect(await client.execute(request)).toEqual({ x: 'u' });
  });

  it("throws the graph's refusal with its code", async () => {
    const refusal = new GraphQLError('no', { extensions: { code: 'NOT_FOUND' } });
    const client = createGraphClient(async () => ({ data: null, errors: [refusal] }));
    await expect(client.execute(request)).rejects.toMatchObject({ code: 'NOT_FOUND', message: 'no' });
  });

  it('says that the graph is away when it cannot be reached, and when it does not answer in time', async () => {
    const broken = createGraphClient(() => Promise.reject(new TypeError('fetch failed')));
    await expect(broken.execute(request)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    const silent = createGraphClient(() => new Promise(() => {}));
    await expect(silent.execute({ ...request, timeoutMs: 1 })).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });
});
