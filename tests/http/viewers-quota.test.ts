import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HeldRuns, serveHeldRuns } from './viewers-held-runs.js';
import { type Issuer, openIssuer } from './viewers-issuer.js';
import { crossover, dataOf, run } from './viewers-seed.js';
import { type Answer, type Headers, http } from './viewers-transports.js';

/** As many unfinished jobs as one owner may have. */
const MOST = 100;

let issuer: Issuer;
let held: HeldRuns;
let alice: Headers;
let bob: Headers;

beforeAll(async () => {
  issuer = await openIssuer();
  held = await serveHeldRuns(issuer);
  const bearer = async (sub: string) => ({ authorization: `Bearer ${await issuer.sign({ sub, roles: ['ANALYST'] })}` });
  alice = await bearer('user|alice');
  bob = await bearer('user|bob');
  for (let i = 0; i < MOST; i++) expect((await start(alice, `run ${i}`)).errors).toBeUndefined();
}, 60_000);
afterAll(async () => {
  await held?.close();
  await issuer?.remove();
});

async function start(user: Headers, idempotencyKey: string): Promise<Answer> {
  const [answer] = await http.all(
    held.url,
    user,
    'mutation ($input: RunBacktestInput!) { runBacktest(input: $input) { id } }',
    { input: { config: crossover, ...run, idempotencyKey } },
  );
  return answer as Answer;
}

async function count(user: Headers): Promise<number> {
  const [answer] = await http.all(held.url, user, '{ backtests { totalCount } }');
  return dataOf(answer as Answer, 'backtests').backtests.totalCount;
}

describe('somebody whose queue is full', () => {
  it('is refused, and nothing stays of the refused run, however often it is asked for', async () => {
    for (let time = 0; time < 2; time++) {
      const { errors } = await start(alice, 'one too many');
      expect(errors?.[0]?.extensions.code).toBe('RATE_LIMITED');
      expect(await count(alice)).toBe(MOST);
    }
  });

  it('does not keep others from theirs', async () => {
    expect((await start(bob, 'the first')).errors).toBeUndefined();
    expect(await count(bob)).toBe(1);
  });
});
