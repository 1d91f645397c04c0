import { createClient } from 'graphql-ws';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { developmentUser } from '#kit/identity/development-user.js';
import { type GatewayHarness, startHarness } from './gateway-harness.js';

describe('a gateway that stops', () => {
  let harness: GatewayHarness;
  afterEach(() => harness.close());

  it('finishes the requests that it has taken, and takes no more', async () => {
    harness = await startHarness('in process', { drainMs: 10_000 });
    const underWay = harness.query('{ hanging }');
    await untilTaken(harness);
    const closed = harness.gateway.close();
    await expect(fetch(`${harness.url}/graphql`, { headers: { connection: 'close' } })).rejects.toThrow();
    harness.toys.release();
    expect((await underWay).data).toEqual({ hanging: 1 });
    await closed;
  });

  it('ends a stream with the token that it was asked for with', async () => {
    harness = await startHarness('in process', {
      authenticate: async () => ({ viewer: developmentUser, expiresAt: new Date(Date.now() + 300) }),
    });
    const client = createClient({
      url: `${harness.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
    });
    const stream = client.iterate({ query: 'subscription { bookChanged(id: "b1") { title } }' });
    const { value } = await stream.next();
    expect(value?.errors?.[0]).toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } });
    expect((await stream.next()).done).toBe(true);
    await harness.toys.channel.untilListening(0);
    await client.dispose();
  });
});

/** Another request has come back, so the one before it has been read. */
async function untilTaken(harness: GatewayHarness): Promise<void> {
  await harness.query('{ whoAmI }');
}
