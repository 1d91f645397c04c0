import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HeldRuns, serveHeldRuns } from './viewers-held-runs.js';
import { type Issuer, openIssuer } from './viewers-issuer.js';
import { crossover, dataOf, run } from './viewers-seed.js';
import { type Answer, collected, http, socketClient, sse, webSocket, webSocketParams } from './viewers-transports.js';

const claims = { sub: 'user|alice', roles: ['ANALYST'] };
const watch = 'subscription ($id: ID!) { backtestUpdated(id: $id) { status } }';
const pending = { data: { backtestUpdated: { status: 'PENDING' } } };
const expired = {
  errors: [{ message: expect.stringContaining('expired'), extensions: { code: 'UNAUTHENTICATED' } }],
};

/** Long enough to open a stream on a busy machine. */
const SHORT_MS = 2500;

let issuer: Issuer;
let held: HeldRuns;
let id: string;

beforeAll(async () => {
  issuer = await openIssuer();
  held = await serveHeldRuns(issuer);
  const [answer] = await http.all(
    held.url,
    await bearer(),
    'mutation ($input: RunBacktestInput!) { runBacktest(input: $input) { id } }',
    { input: { config: crossover, ...run } },
  );
  id = dataOf(answer as Answer, 'runBacktest').runBacktest.id;
}, 60_000);
afterAll(async () => {
  await held?.close();
  await issuer?.remove();
});

async function bearer(lifetimeMs = 3_600_000) {
  return { authorization: `Bearer ${await issuer.sign({ ...claims, exp: (Date.now() + lifetimeMs) / 1000 })}` };
}

describe('a token that expires', () => {
  it.each([sse, webSocket, webSocketParams])('ends its stream over $name, and says why', async (transport) => {
    const began = Date.now();
    const answers = await transport.all(held.url, await bearer(SHORT_MS), watch, { id });
    expect(answers).toEqual([pending, expired]);
    expect(Date.now() - began).toBeGreaterThanOrEqual(SHORT_MS - 200);
  });

  it('is refused by a connection that was opened with it', async () => {
    const client = socketClient(held.url, {}, await bearer(SHORT_MS));
    expect(await collected(client.iterate({ query: watch, variables: { id } }))).toEqual([pending, expired]);
    expect(await collected(client.iterate({ query: '{ viewer { id } }' }))).toEqual([expired]);
    expect(await collected(client.iterate({ query: watch, variables: { id } }))).toEqual([expired]);
    await client.dispose();
  });

  it('leaves the streams of other tokens alone', async () => {
    const seen: Answer[] = [];
    let first = () => {};
    const began = new Promise<void>((resolve) => {
      first = resolve;
    });
    const long = sse.all(held.url, await bearer(), watch, { id }, (answer) => {
      seen.push(answer);
      first();
    });
    await began;
    expect(await sse.all(held.url, await bearer(SHORT_MS), watch, { id })).toEqual([pending, expired]);
    expect(seen).toEqual([pending]);
    held.letGo();
    expect((await long).at(-1)).toEqual({ data: { backtestUpdated: { status: 'COMPLETED' } } });
  });
});
